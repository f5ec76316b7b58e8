"""Which days a profile may give its releases: what overlaps, ends before it begins, or never ends, is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from simulator.catalogue.load import load_vendor
from simulator.domain.release import SHANGHAI
from tests.catalogue.test_profile_errors import lines_of

FIRST, SECOND = 'date = 2025-02-05\nchannel = "beta"', 'date = 2025-02-09\nchannel = "official"'


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("2025-02-05", datetime(2025, 2, 6, tzinfo=SHANGHAI)),
        ("2025-02-08", datetime(2025, 2, 9, tzinfo=SHANGHAI)),
        ("2025-02-07T18:30:00", datetime(2025, 2, 7, 18, 30, tzinfo=SHANGHAI)),
        ("2025-02-07T10:30:00Z", datetime(2025, 2, 7, 18, 30, tzinfo=SHANGHAI)),
    ],
)
def test_a_day_is_the_last_one_and_a_moment_is_the_end(write_vendor, written, until):
    folder = write_vendor((FIRST, f"{FIRST}\nuntil = {written}"))
    first, second = load_vendor(folder, "acme").releases
    assert (first.until, second.until) == (until, None)
    assert first.next_live == second.since


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            FIRST,
            f"{FIRST}\nuntil = 2025-02-04",
            "12:9: releases[1.0.0].until is 2025-02-04; write a moment after its date, 2025-02-05",
        ),
        (
            FIRST,
            f"{FIRST}\nuntil = 2025-02-09",
            "12:9: releases[1.0.0].until is 2025-02-09; write 2025-02-09 00:00 at the latest, or leave it out: the "
            "next release begins then",
        ),
        (
            FIRST,
            f'{FIRST}\nuntil = "soon"',
            '12:9: releases[1.0.0].until is "soon"; write a date or an offset date-time without quotes, like '
            "2025-02-05",
        ),
        (
            SECOND,
            SECOND.replace("2025-02-09", "2025-02-05").replace("official", "beta"),
            "26:8: releases[1.1.0].date is 2025-02-05 00:00 again; write another date, or a date-time; 1.0.0 begins at "
            "the same moment",
        ),
        (
            SECOND,
            SECOND.replace("2025-02-09", "2025-02-04T16:00:00Z").replace("official", "beta"),
            "26:8: releases[1.1.0].date is 2025-02-05 00:00 again; write another date, or a date-time; 1.0.0 begins at "
            "the same moment",
        ),
        (
            FIRST,
            f"{FIRST}\ndeepseek = false",
            '11:11: releases[1.0.0].channel is "beta"; write channel = "announced", or leave deepseek = false out',
        ),
        (
            "date = 2025-02-09",
            "date = 1999-02-09",
            "26:8: releases[1.1.0].date is 1999-02-09; write a date or an offset date-time without quotes, like "
            "2025-02-05",
        ),
    ],
)
def test_a_span_that_cannot_be_is_told_with_its_place(write_vendor, old, new, line):
    assert f"profile.toml:{line}" in lines_of(write_vendor((old, new)))


def test_a_day_that_no_calendar_has_is_no_toml(write_vendor):
    (line,) = lines_of(write_vendor(("date = 2025-02-05", "date = 2025-02-30")))
    assert line.startswith("profile.toml:10:") and "is not TOML" in line


def test_an_announcement_may_begin_with_its_internal_test(write_vendor):
    folder = write_vendor((SECOND, 'date = 2025-02-05\nchannel = "internal"'))
    assert len(load_vendor(folder, "acme").releases) == 2


def test_regions_are_two_letters_and_flags_are_true_or_false(write_vendor):
    gates = (
        '[releases.gates]\nregion = {{ value = {0}, evidence = "seed" }}\nlogin = {{ value = {1}, evidence = "seed" }}'
    )
    folder = write_vendor(("[releases.gates]", gates.format('"CN"', "false")))
    found = load_vendor(folder, "acme").releases[0].gates
    assert (found.region.value, found.login.value, found.first_buyers) == ("CN", False, None)
    wrong = write_vendor(("[releases.gates]", gates.format('"China"', '"yes"')), under="wrong")
    assert lines_of(wrong) == [
        'profile.toml:14:20: releases[1.0.0].gates.region is "China"; write the two letters of a country, like "CN"',
        'profile.toml:15:19: releases[1.0.0].gates.login is "yes"; write true or false',
    ]


def test_none_lifts_the_gates_of_a_phone(write_vendor):
    lifted = "".join(
        f'{key} = {{ value = "none", evidence = "seed" }}\n' for key in ("region", "login", "first_buyers")
    )
    stated = 'region = { value = "CN", evidence = "seed" }\nlogin = { value = true, evidence = "seed" }\n'
    folder = write_vendor(
        ("[releases.gates]\n", f"[releases.gates]\n{stated}"),
        (
            "[releases.limits]\nturns_per_conversation = { value = 30",
            f"[releases.gates]\n{lifted}[releases.limits]\nturns_per_conversation = {{ value = 30",
        ),
    )
    first, second = load_vendor(folder, "acme").releases
    assert first.gates.login.value is True
    assert second.gates.region is second.gates.login is second.gates.first_buyers is None


def test_a_phone_without_a_known_wake_word_says_so_with_an_empty_list(write_vendor):
    words = '[{ text = "小艾小艾", evidence = "seed" }, { text = "你好小艾", evidence = "assumed" }]'
    assert load_vendor(write_vendor((words, "[]")), "acme").wake_words == ()
    (line,) = lines_of(write_vendor((f"wake_words = {words}\n", ""), under="left out"))
    assert "wake_words is missing" in line
