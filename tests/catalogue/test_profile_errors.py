"""What a person reads who made a mistake in a profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import ProfileError


def lines_of(folder: Path, name: str = "acme") -> list[str]:
    with pytest.raises(ProfileError) as caught:
        load_vendor(folder, name)
    return str(caught.value).replace(str(folder / "profile.toml"), "profile.toml").split("\n")


def test_all_errors_of_a_file_come_at_once_in_its_order(write_vendor):
    folder = write_vendor(
        ('value = "AcmeOS 4.0"', 'value = "4"'),
        ('channel = "official"', 'channel = "offical"'),
        ("turns_per_conversation = { value = 10", "turns_per_conversatoin = { value = 10"),
        ("value = 18.4", "value = 0"),
        ('chance = 0.04, seconds = 1.5 }, evidence = "assumed"', 'chance = 4, seconds = 1.5 }, evidence = "guessed"'),
        ("date = 2025-02-09", "date = 2025-02-01"),
        ("#2f7d5b", "green"),
        ('id = "acme"\n', 'id = "acne"\n'),
        (', en = "Acme" }', " }"),
    )
    assert lines_of(folder) == [
        'profile.toml:1:6: id is "acne"; write "acme", the name it is found by, or rename that',
        'profile.toml:2:10: vendor.en is missing; write en = "…"',
        'profile.toml:5:20: looks.accent is "green"; write a colour like "#2f7d5b"',
        'profile.toml:14:16: releases[1.0.0].gates.os is "4"; write a system and a version, like "MagicOS 8.0"',
        "profile.toml:17:1: releases[1.0.0].limits.turns_per_conversatoin is not a key of a profile; did you mean "
        '"turns_per_conversation"? (known: turns_per_conversation, memory_turns, prompt_tokens, output_tokens, '
        "daily_questions, silence_seconds)",
        "profile.toml:21:31: releases[1.0.0].pacing.tokens_per_second is 0; write a number above 0",
        "profile.toml:22:32: releases[1.0.0].pacing.stutter.value.chance is 4; write a number of at most 1",
        'profile.toml:22:63: releases[1.0.0].pacing.stutter.evidence is "guessed"; write "seed", "assumed", '
        '"url:https://…" or "measured:…"',
        "profile.toml:26:8: releases[1.1.0].date is 2025-02-01; write releases in order of time; the one before it is "
        "of 2025-02-05",
        'profile.toml:27:11: releases[1.1.0].channel is "offical"; did you mean "official"? (known: announced, '
        "internal, beta, official)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            '{ value = "AcmeOS 4.0", evidence = "seed" }',
            '"4"',
            '14:6: releases[1.0.0].gates.os is "4"; write { value = …, evidence = "…" }',
        ),
        (
            'prompt_tokens = { value = 2048, evidence = "assumed" }',
            "prompt_tokens = { value = 2048 }",
            '18:17: releases[1.0.0].limits.prompt_tokens.evidence is missing; write evidence = "seed", "assumed", '
            '"url:https://…" or "measured:…"',
        ),
        ("value = 2048", "value = 0", "18:27: releases[1.0.0].limits.prompt_tokens is 0; write a number of at least 1"),
        ("value = 2048", "value = true", "18:27: releases[1.0.0].limits.prompt_tokens is true; write a whole number"),
        (
            "value = 2048",
            'value = "few"',
            '18:27: releases[1.0.0].limits.prompt_tokens is "few"; write a whole number',
        ),
        (
            "value = 18.4",
            "value = nan",
            "21:31: releases[1.0.0].pacing.tokens_per_second is nan; write a finite number",
        ),
        (
            '"9.2s"',
            '"9,2 s"',
            '20:25: releases[1.0.0].pacing.first_token is "9,2 s"; write seconds, like "9.2s", "800ms" or 9.2',
        ),
        (
            "first_token = {",
            "stumble = {",
            '19:1: releases[1.0.0].pacing.first_token is missing; write first_token = { value = "2.5s", '
            'evidence = "assumed" } in the first release',
        ),
        (
            "date = 2025-02-05",
            'date = "2025-02-05"',
            '10:8: releases[1.0.0].date is "2025-02-05"; write a date or an offset date-time without quotes, like '
            "2025-02-05",
        ),
        (
            'version = "1.0.0"',
            'version = "one"',
            '9:11: releases[one].version is "one"; write numbers with dots, like "11.2.10.310"',
        ),
        (
            'version = "1.1.0"',
            'version = "1.0.0"',
            "25:11: releases[1.0.0].version is 1.0.0 again; write a version that no other release has",
        ),
        (
            'text = "小艾小艾"',
            'text = "！！"',
            '6:24: wake_words[0].text is "！！"; write letters or characters to say, at most 16',
        ),
        ('text = "小艾小艾"', 'text = ""', '6:24: wake_words[0].text is ""; write a text that is not empty'),
        (
            'en = "Acme Assistant"',
            'en = "Acme\\u001b[2J"',
            '3:31: assistant.en is "Acme\\u001b[2J"; write it without control characters',
        ),
        (
            "{seconds} 秒",
            "{second} 秒",
            '5:42: looks.thinking has the place "{second}"; known places: {seconds}',
        ),
        (
            'evidence = "url:https://acme.example/fir"',
            'evidence = "url:javascript:1"',
            '4:49: in_house_model.evidence is "url:javascript:1"; write "seed", "assumed", "url:https://…" or '
            '"measured:…"',
        ),
        (
            'text = "你好小艾", evidence = "assumed"',
            'text = "你好小艾", evidence = "config"',
            '6:81: wake_words[1].evidence is "config"; write "seed", "assumed", "url:https://…" or "measured:…"',
        ),
        ('["A1", "A1 Pro"]', "[]", "15:20: releases[1.0.0].gates.device is an empty list; write at least one"),
        ('["A1", "A1 Pro"]', '"A1"', '15:20: releases[1.0.0].gates.device is "A1"; write a list, like [ … ]'),
    ],
)
def test_an_error_says_place_finding_and_remedy(write_vendor, old, new, line):
    assert f"profile.toml:{line}" in lines_of(write_vendor((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('["A1", "A1 Pro"]', "[" + '"A1", ' * 201 + "]", "15:20: releases[1.0.0].gates.device"),
        ("looks = {", "looks = { suggestions = [" + '"讲", ' * 201 + "],", "5:25: looks.suggestions"),
        ("wake_words = [", "wake_words = [" + '{ text = "小艾", evidence = "seed" }, ' * 199, "6:14: wake_words"),
    ],
)
def test_a_list_that_nobody_wrote_by_hand_is_refused(write_vendor, old, new, key):
    assert lines_of(write_vendor((old, new))) == [f"profile.toml:{key} is a list of 201; write at most 200"]


def test_a_profile_without_releases_says_so(write_vendor):
    folder = write_vendor()
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").split("[[releases]]")[0], encoding="utf-8")
    assert lines_of(folder) == [
        "profile.toml:1:1: releases is missing; write [[releases]] with a date, a channel and its evidence",
    ]


def test_a_phone_that_no_gate_names_is_asked_for(write_vendor):
    folder = write_vendor(("device = {", "app = {"), ('["A1", "A1 Pro"]', '"1.0.0"'), ('"AcmeOS 4.0"', '"none"'))
    assert lines_of(folder) == [
        'profile.toml:1:1: device is missing; write device = { value = "A1", evidence = "assumed" }, since no gate '
        "names one",
        'profile.toml:1:1: os is missing; write os = { value = "AcmeOS 4.0", evidence = "assumed" }, since no gate '
        "names one",
    ]


def test_words_that_no_phone_says_are_refused_with_the_nearest(write_vendor):
    words = '[words]\nwokn = "在"\n"gate.os" = "要 {need}"\ngate.app = "升级"\n\n[[releases]]\nversion = "1.0.0"'
    lines = lines_of(write_vendor(('[[releases]]\nversion = "1.0.0"', words)))
    assert lines[0].startswith(
        'profile.toml:9:1: words.wokn is not something a phone says; did you mean "woken"? (known: '
    )
    assert lines[1] == 'profile.toml:10:13: words."gate.os" has the place "{need}"; known places: {actual}, {needed}'
    assert 'words.gate is not something a phone says; write a key with a dot in quotes, like "gate.date"' in lines[2]


def test_an_id_is_lower_case_letters_and_the_name_of_its_folder(write_vendor):
    lines = lines_of(write_vendor(('id = "acme"', 'id = "Ac me"')))
    assert lines == ['profile.toml:1:6: id is "Ac me"; write lower-case letters, digits, _ and -, like "acme"']


def test_an_unknown_key_in_a_section_is_named_with_the_nearest(write_vendor):
    lines = lines_of(write_vendor(("looks = { accent", 'looks = { acent_light = "#000000", accent')))
    assert lines[0].startswith(
        'profile.toml:5:11: looks.acent_light is not a key of a profile; did you mean "accent_light"? (known: accent, '
    )


def test_an_error_never_carries_a_line_break_or_a_control_character(write_vendor):
    lines = lines_of(write_vendor(('id = "acme"', 'id = "a\\nb\\u0007\\u009b\\u202e"\n"x\\ny\\u001b" = 1')))
    assert len(lines) == 2
    assert not any(character in line for line in lines for character in "\x07\x1b\x9b\u202e")


def test_a_long_value_is_shortened(write_vendor):
    (line,) = lines_of(write_vendor(("#2f7d5b", "x" * 5_000)))
    assert len(line) < 150


def test_a_huge_number_is_refused_without_being_printed(write_vendor):
    lines = lines_of(write_vendor(("value = 2048", "value = 0x" + "f" * 20_000)))
    assert lines == [
        "profile.toml:18:27: releases[1.0.0].limits.prompt_tokens is a huge number; write a number of at most "
        "1,000,000,000"
    ]
