"""A release states what changed; the rest is of the release before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from simulator.catalogue.load import load_vendor
from simulator.domain.limit import Bilingual, Limit
from simulator.domain.release import SHANGHAI, Stutter


def test_the_example_of_the_house_style_is_a_vendor(write_vendor):
    vendor = load_vendor(write_vendor(), "acme")
    assert vendor.name == Bilingual("艾克", "Acme")
    assert [release.version for release in vendor.releases] == ["1.0.0", "1.1.0"]
    assert vendor.releases[0].pacing.first_token == Limit(9.2, "url:https://acme.example/latency")
    assert vendor.releases[0].pacing.stutter == Limit(Stutter(0.04, 1.5), "assumed", "users say it stutters")


def test_a_release_inherits_key_by_key_what_it_does_not_state(write_vendor):
    first, second = load_vendor(write_vendor(), "acme").releases
    assert second.limits.turns_per_conversation == Limit(30, "assumed", "no complaint after the update")
    assert second.limits.prompt_tokens == first.limits.prompt_tokens == Limit(2048, "assumed")
    assert (second.gates, second.pacing, second.entry) == (first.gates, first.pacing, first.entry)


def test_a_capability_that_nobody_states_is_assumed_to_be_missing(write_vendor):
    first, second = load_vendor(write_vendor(), "acme").releases
    assert (first.capabilities.web_search.value, first.capabilities.web_search.evidence) == (False, "assumed")
    assert second.capabilities.web_search == Limit(True, "seed")
    assert second.capabilities.pictures.value is False


def test_none_lifts_a_limit_a_gate_and_the_stutter(write_vendor):
    lifted = """[releases.limits]
prompt_tokens = { value = "none", evidence = "assumed" }
[releases.gates]
device = { value = "none", evidence = "seed" }
os = { value = "none", evidence = "seed" }
[releases.pacing]
stutter = { value = "none", evidence = "assumed" }
"""
    change = ("[releases.limits]\nturns_per_conversation = { value = 30", lifted + "[x]\ny = { value = 30")
    folder = write_vendor(change)
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").split("[x]")[0], encoding="utf-8")
    first, second = load_vendor(folder, "acme").releases
    assert second.limits.prompt_tokens is second.gates.device is second.gates.os is second.pacing.stutter is None
    assert second.limits.turns_per_conversation == first.limits.turns_per_conversation
    assert second.pacing.first_token == first.pacing.first_token


def test_a_third_release_may_state_again_what_the_second_lifted(write_vendor):
    folder = write_vendor(('value = 30, evidence = "assumed"', 'value = "none", evidence = "assumed"'))
    third = """
[[releases]]
version = "1.2.0"
date = 2025-03-01
channel = "official"
evidence = "seed"
limits = { turns_per_conversation = { value = 50, evidence = "seed" } }
"""
    with (folder / "profile.toml").open("a", encoding="utf-8") as file:
        file.write(third)
    caps = [release.limits.turns_per_conversation for release in load_vendor(folder, "acme").releases]
    assert caps == [Limit(10, "assumed", "users say few; no figure"), None, Limit(50, "seed")]


def test_note_and_evidence_of_a_release_are_its_own(write_vendor):
    first, second = load_vendor(
        write_vendor(('channel = "beta"', 'channel = "beta"\nnote = "invited"')), "acme"
    ).releases
    assert (first.note, second.note) == (Bilingual("invited", "invited"), None)


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("2025-02-05", datetime(2025, 2, 5, tzinfo=SHANGHAI)),
        ("2025-02-05T19:00:00", datetime(2025, 2, 5, 19, tzinfo=SHANGHAI)),
        ("2025-02-05T19:00:00+08:00", datetime(2025, 2, 5, 19, tzinfo=SHANGHAI)),
        ("2025-02-04 23:30:00Z", datetime(2025, 2, 5, 7, 30, tzinfo=SHANGHAI)),
    ],
)
def test_a_date_is_of_shanghai_and_names_a_release_without_a_version(write_vendor, written, since):
    change = ('version = "1.0.0"\ndate = 2025-02-05', f"date = {written}")
    release = load_vendor(write_vendor(change), "acme").releases[0]
    assert release.since == since
    assert release.since.utcoffset() == SHANGHAI.utcoffset(None)
    assert release.version == "2025-02-05"


@pytest.mark.parametrize(("written", "seconds"), [('"9.2s"', 9.2), ('"800ms"', 0.8), ("3", 3.0), ("0.25", 0.25)])
def test_a_time_is_text_with_its_unit_or_a_number_of_seconds(write_vendor, written, seconds):
    vendor = load_vendor(write_vendor(('"9.2s"', written)), "acme")
    assert vendor.releases[0].pacing.first_token.value == pytest.approx(seconds)


def test_a_phone_that_gates_name_need_not_be_stated(write_vendor):
    vendor = load_vendor(write_vendor(), "acme")
    assert (vendor.device.value, vendor.device.evidence) == ("A1", "assumed")
    assert (vendor.os.value, vendor.os.evidence) == ("AcmeOS 4.0", "seed")


def test_one_text_stands_for_both_languages(write_vendor):
    looks = load_vendor(write_vendor(), "acme").looks
    assert looks.thinking == Bilingual("已深度思考（用时 {seconds} 秒）", "已深度思考（用时 {seconds} 秒）")
    assert looks.accent_light == looks.accent
    assert looks.greeting == Bilingual("你好，我是小艾。", "Hello, I am Acme Assistant.")


def test_a_phone_without_any_memory_can_be_described(write_vendor):
    change = (
        'prompt_tokens = { value = 2048, evidence = "assumed" }',
        'memory_turns = { value = 0, evidence = "seed" }',
    )
    assert load_vendor(write_vendor(change), "acme").releases[0].limits.memory_turns == Limit(0, "seed")
