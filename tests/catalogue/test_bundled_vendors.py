"""The vendors that come with the program say what was reported, and mark what was not."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.domain.gates import shut_gate
from simulator.domain.limit import Limit, is_evidence
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI, Release, Stutter, Vendor
from simulator.domain.timeline import find_release, newest_usable, take_in_hand
from simulator.domain.wake import listen
from simulator.pronounce import syllables

CATALOGUE = Catalogue(standard_sources([], None))
IDS = [listing.id for listing in CATALOGUE.listings()]


def release_of(id: str, version: str) -> Release:
    release = find_release(CATALOGUE.load(id), version)
    assert release is not None
    return release


def stated(vendor: Vendor) -> list[Limit[Any]]:
    parts = [part for item in vendor.releases for part in (item.gates, item.limits, item.pacing, item.capabilities)]
    values = [getattr(part, item.name) for part in parts for item in fields(part)]
    return [value for value in (vendor.device, vendor.os, vendor.in_house.model, *values) if value is not None]


def test_the_vendors_of_february_are_there_without_a_problem():
    assert set(IDS) == {"xiaoyi", "yoyo", "breeno", "vivo", "meizu", "nubia", "redmagic", "xiaomi", "apple"}
    assert [listing.problem for listing in CATALOGUE.listings()] == [None] * len(IDS)


@pytest.mark.parametrize("id", IDS)
def test_every_figure_has_evidence_and_every_guess_a_note(id):
    limits = stated(CATALOGUE.load(id))
    assert limits
    for limit in limits:
        assert is_evidence(limit.evidence)
        assert limit.evidence != "assumed" or limit.note, limit


@pytest.mark.parametrize("id", IDS)
def test_a_number_that_was_never_published_is_not_given_as_a_fact(id):
    for release in CATALOGUE.load(id).releases:
        figures = [limit for _, limit in release.limits.stated()]
        figures += [release.pacing.first_token, release.pacing.tokens_per_second]
        assert {limit.evidence for limit in figures} == {"assumed"}


def test_the_beta_forgets_after_three_turns_and_ends_after_six():
    limits, pacing = release_of("xiaoyi", "11.2.10.310").limits, release_of("xiaoyi", "11.2.10.310").pacing
    values = {name: limit.value for name, limit in limits.stated()}
    assert values["turns_per_conversation"] == 6
    assert values["memory_turns"] == 3
    assert values["prompt_tokens"] == 4096
    assert "支持的对话轮次少" in limits.turns_per_conversation.note
    assert "记忆窗口短" in limits.memory_turns.note
    assert isinstance(pacing.stutter.value, Stutter)
    assert "回复卡顿" in pacing.stutter.note


def test_the_official_release_remembers_searches_and_does_not_stutter():
    release = release_of("xiaoyi", "11.2.10.340")
    assert release.limits.memory_turns is release.limits.daily_questions is release.pacing.stutter is None
    assert release.limits.turns_per_conversation.value == 30
    assert release.pacing.tokens_per_second.value > release_of("xiaoyi", "11.2.10.310").pacing.tokens_per_second.value
    assert release.capabilities.web_search == Limit(True, "seed", "联网搜索")
    assert release.gates.app.value == "11.2.10.340"
    assert release.gates.os == release_of("xiaoyi", "11.2.10.310").gates.os


@pytest.mark.parametrize("id", IDS)
def test_no_release_sees_or_talks_live_and_the_article_says_so(id):
    for release in CATALOGUE.load(id).releases:
        for claim in (release.capabilities.pictures, release.capabilities.realtime_voice):
            assert (claim.value, claim.evidence) == (False, "seed")
            assert claim.note


@pytest.mark.parametrize("id", IDS)
def test_no_model_works_a_phone_but_in_nubias_internal_test_where_that_is_assumed(id):
    for release in CATALOGUE.load(id).releases:
        claim = release.capabilities.phone_skills
        assert (claim.value, claim.evidence) == ((True, "assumed") if id == "nubia" else (False, "seed"))
        assert claim.note


@pytest.mark.parametrize("id", IDS)
def test_the_newest_usable_release_runs_on_the_phone_made_for_it(id):
    vendor = CATALOGUE.load(id)
    release, phone = take_in_hand(vendor, PhoneWishes())
    refusal = shut_gate(release, phone, phone.started)
    assert release == newest_usable(vendor)
    assert (refusal is None) == (release.channel != "announced")


def test_who_only_announced_it_had_nothing_to_use():
    announced = {id for id in IDS if {item.channel for item in CATALOGUE.load(id).releases} == {"announced"}}
    assert announced == {"vivo", "redmagic", "apple"}


def test_a_release_that_is_only_announced_is_open_to_nobody_and_says_from_when():
    release, phone = take_in_hand(CATALOGUE.load("breeno"), PhoneWishes(release="2025-02-08"))
    refusal = shut_gate(release, phone, phone.started)
    assert (refusal.gate, refusal.needed) == ("date", "2025-02-20 19:00")


def test_news_of_alibaba_is_not_taken_for_deepseek():
    assert all(not release.is_deepseek for release in CATALOGUE.load("apple").releases)
    assert all(release.is_deepseek for id in IDS if id != "apple" for release in CATALOGUE.load(id).releases)


def test_a_wake_word_that_nobody_reported_is_not_made_up():
    assert [id for id in IDS if not CATALOGUE.load(id).wake_words] == ["nubia", "redmagic"]


def test_the_launch_opens_at_its_minute_on_its_phone_alone():
    vendor = CATALOGUE.load("breeno")
    release, phone = take_in_hand(vendor, PhoneWishes(release="2025-02-20"))
    launch = datetime(2025, 2, 20, 19, tzinfo=SHANGHAI)
    assert release.since == launch
    assert shut_gate(release, phone, launch) is None
    assert shut_gate(release, phone, launch.replace(hour=18, minute=59)).gate == "date"
    _, other = take_in_hand(vendor, PhoneWishes(release="2025-02-20", device="Find X8"))
    assert shut_gate(release, other, launch).gate == "device"


def test_an_older_system_is_refused_with_what_it_would_need():
    release, phone = take_in_hand(CATALOGUE.load("yoyo"), PhoneWishes(release="80.0.1.503", os="MagicOS 7.2"))
    refusal = shut_gate(release, phone, phone.started)
    assert (refusal.gate, refusal.needed, refusal.actual) == ("os", "MagicOS 8.0+", "MagicOS 7.2")


@pytest.mark.parametrize("id", IDS)
def test_each_wake_word_wakes_its_own_phone_and_no_other(id):
    for word in CATALOGUE.load(id).wake_words:
        for other in IDS:
            hearing = listen(f"{word.text}，你好", CATALOGUE.load(other).wake_words, syllables, is_open=False)
            assert (hearing is not None and hearing.is_wake) == (other == id), (word.text, other)


def test_a_release_that_two_reports_call_differently_says_so():
    assert "pilot version" in release_of("yoyo", "80.0.1.503").note.en


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("id", IDS)
def test_accents_can_be_read_on_dark_and_on_light_screens(id):
    looks = CATALOGUE.load(id).looks
    assert min(contrast(looks.accent, dark) for dark in ("#000000", "#1e1e1e", "#2b2b2b")) >= 4.5
    assert min(contrast(looks.accent_light, light) for light in ("#ffffff", "#f2f2f2", "#e8e8e8")) >= 4.5


@pytest.mark.parametrize("id", IDS)
def test_looks_are_whole_in_both_languages(id):
    looks = CATALOGUE.load(id).looks
    for label in (looks.thinking, looks.thought):
        assert "{seconds}" in label.zh and "{seconds}" in label.en
    assert len(looks.suggestions) == 3
    for text in (looks.greeting, *looks.suggestions):
        assert any("一" <= letter <= "鿿" for letter in text.zh)
        assert text.zh != text.en
