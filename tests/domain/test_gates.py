"""Which gate keeps a phone from a release."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from simulator.domain.gates import Refusal, asked_gates, shut_gate
from simulator.domain.phone import Phone
from simulator.domain.release import Gates
from simulator.domain.words import say, spoken
from tests.fakes import assumed, release, shanghai

GATES = Gates(
    os=assumed("AcmeOS 4.0"),
    app=assumed("80.0.1.503"),
    device=assumed(("A1", "A1 Pro")),
    region=assumed("CN"),
    login=assumed(True),
    first_buyers=assumed(True),
)
GATED = release(since=shanghai(2025, 2, 8), gates=GATES)
FITTING = Phone(device="A1", os="AcmeOS 4.0", app="80.0.1.503", started=shanghai(2025, 2, 8, 10))


def refused(phone: Phone, of=GATED) -> Refusal | None:
    return shut_gate(of, phone, phone.started)


def test_a_phone_that_has_all_passes():
    assert refused(FITTING) is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"started": shanghai(2025, 2, 7, 23, 59)}, Refusal("date", "2025-02-08 00:00", "2025-02-07 23:59")),
        ({"first_buyer": False}, Refusal("channel", "first buyers", "later buyer")),
        ({"region": "US"}, Refusal("region", "CN", "US")),
        ({"device": "A2"}, Refusal("device", "A1 / A1 Pro", "A2")),
        ({"os": "AcmeOS 3.9"}, Refusal("os", "AcmeOS 4.0+", "AcmeOS 3.9")),
        ({"os": "OtherOS 9.0"}, Refusal("os", "AcmeOS 4.0+", "OtherOS 9.0")),
        ({"app": "80.0.1.502"}, Refusal("app", "80.0.1.503+", "80.0.1.502")),
        ({"logged_in": False}, Refusal("login", "logged in", "logged out")),
    ],
)
def test_what_a_phone_lacks_is_named_with_what_it_has(change, refusal):
    assert refused(replace(FITTING, **change)) == refusal


@pytest.mark.parametrize(
    "change",
    [
        {"device": "a1 PRO"},
        {"device": " A1Pro"},
        {"device": "Ａ１"},
        {"region": "cn"},
        {"os": "acmeos 4"},
        {"os": "AcmeOS 12"},
        {"app": "v80.0.2"},
        {"app": "81"},
    ],
)
def test_spelling_and_later_versions_pass(change):
    assert refused(replace(FITTING, **change)) is None


def test_gates_are_asked_in_a_persons_order():
    worst = Phone(
        device="X",
        os="X 1",
        app="1",
        started=shanghai(2025, 1, 1),
        region="US",
        logged_in=False,
        first_buyer=False,
    )
    steps = (
        {"started": FITTING.started},
        {"first_buyer": True},
        {"region": "CN"},
        {"device": "A1"},
        {"os": FITTING.os},
        {"app": FITTING.app},
        {"logged_in": True},
    )
    asked = []
    for step in steps:
        asked.append(refused(worst).gate)
        worst = replace(worst, **step)
    assert asked == ["date", "channel", "region", "device", "os", "app", "login"]
    assert refused(worst) is None


def test_every_gate_is_asked_whether_or_not_it_is_open():
    poor = replace(FITTING, region="US", logged_in=False)
    asked = [(item.gate, item.is_open) for item in asked_gates(GATED, poor, poor.started)]
    assert asked == [
        ("date", True),
        ("channel", True),
        ("channel", True),
        ("region", False),
        ("device", True),
        ("os", True),
        ("app", True),
        ("login", False),
    ]


def test_a_report_that_nothing_is_asked_asks_nothing():
    free = replace(GATED, gates=Gates(login=assumed(False), first_buyers=assumed(False)))
    assert refused(replace(FITTING, logged_in=False, first_buyer=False), free) is None


def test_a_slip_of_the_pen_is_asked_about_and_another_model_is_not():
    gated = replace(GATED, gates=Gates(device=assumed(("Find N5", "Find X8 Pro"))))
    assert refused(replace(FITTING, device="Fnd N5"), gated).actual == "Fnd N5 (Find N5?)"
    assert refused(replace(FITTING, device="Find N3"), gated).actual == "Find N3"


def test_an_announcement_names_the_day_of_its_release_where_it_is_known():
    live = shanghai(2025, 2, 20, 19)
    announced = replace(release(since=shanghai(2025, 2, 8)), channel="announced", next_live=live)
    assert refused(FITTING, announced) == Refusal("date", "2025-02-20 19:00", "2025-02-08 10:00")
    assert shut_gate(announced, FITTING, live) == Refusal("channel", "beta or official", "announced")
    nobody_knows = replace(announced, next_live=None)
    assert refused(FITTING, nobody_knows) == Refusal("channel", "beta or official", "announced")
    early = shut_gate(nobody_knows, FITTING, shanghai(2025, 2, 1))
    assert early == Refusal("channel", "beta or official", "not announced")


def test_what_is_withdrawn_names_the_next_release_or_says_that_it_is_gone():
    until, again = shanghai(2025, 2, 9), shanghai(2025, 2, 23, 20)
    pulled = replace(release(since=shanghai(2025, 2, 8)), channel="beta", until=until, next_live=again)
    assert shut_gate(pulled, FITTING, until - timedelta(seconds=1)) is None
    assert shut_gate(pulled, FITTING, until) == Refusal("date", "2025-02-23 20:00", "2025-02-09 00:00")
    assert shut_gate(pulled, FITTING, again) == Refusal("channel", "beta or official", "withdrawn")
    assert shut_gate(replace(pulled, next_live=None), FITTING, until).actual == "withdrawn"


def test_news_of_a_rival_is_open_to_nobody_and_says_that_it_is_one():
    rival = replace(release(since=shanghai(2025, 2, 8)), channel="announced", is_deepseek=False)
    assert refused(FITTING, rival) == Refusal("channel", "beta or official", "not DeepSeek")


def test_an_open_release_asks_nothing_of_a_phone_it_cannot_read():
    odd = replace(FITTING, os="?", app="2025-02-08", device="")
    assert refused(odd, release(since=shanghai(2025, 2, 1))) is None


def test_an_unreadable_version_is_an_error_and_no_pass():
    with pytest.raises(ValueError, match="not a version"):
        refused(replace(FITTING, app="newest"))


@pytest.mark.parametrize(
    ("channel", "enrolled", "actual"),
    [
        ("announced", False, "announced"),
        ("announced", True, "announced"),
        ("internal", False, "not enrolled"),
        ("internal", True, None),
        ("beta", False, None),
        ("official", False, None),
    ],
)
def test_a_channel_lets_in_whom_it_is_for(channel, enrolled, actual):
    refusal = refused(replace(FITTING, enrolled=enrolled), replace(GATED, channel=channel))
    assert (refusal.actual if refusal else None) == actual
    assert refusal is None or refusal.gate == "channel"


def test_a_release_opens_at_its_second_in_any_time_zone():
    opens = GATED.since.astimezone(UTC)
    assert shut_gate(GATED, FITTING, opens) is None
    assert shut_gate(GATED, FITTING, opens - timedelta(seconds=1)).gate == "date"


@pytest.mark.parametrize("gate", ["region", "login"])
def test_a_phone_has_words_for_what_it_needs_and_what_it_found(gate):
    for lang in ("zh", "en"):
        words = say({}, f"gate.{gate}", lang, release="R 1.0", needed="N 8.0", actual="A 7.2")
        assert "A 7.2" in words and "N 8.0" in words and "{" not in words


@pytest.mark.parametrize("channel", ["announced", "internal", "beta", "official"])
@pytest.mark.parametrize("is_deepseek", [True, False])
@pytest.mark.parametrize("has_it", [True, False])
def test_what_a_gate_says_of_a_phone_is_said_in_the_users_language(channel, is_deepseek, has_it):
    offered = replace(GATED, channel=channel, is_deepseek=is_deepseek, until=shanghai(2025, 2, 10))
    phone = replace(FITTING, enrolled=has_it, logged_in=has_it, first_buyer=has_it)
    for moment in (shanghai(2025, 2, 1), shanghai(2025, 2, 9), shanghai(2025, 2, 10)):
        for asked in asked_gates(offered, phone, moment):
            if asked.gate in ("channel", "login"):
                for state in (asked.needed, asked.actual):
                    assert re.search("[一-鿿]", spoken(state, "zh")), state
                    assert spoken(state, "en") == state


def test_a_name_or_a_number_is_said_as_it_is():
    assert spoken("MagicOS 8.0+", "zh") == "MagicOS 8.0+"
