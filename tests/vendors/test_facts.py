"""Each vendor on each day of February 2025: what a phone that has everything meets, and one that lacks something."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.domain.gates import Refusal, shut_gate
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI, Release, Vendor
from simulator.domain.timeline import at_ten, take_in_hand

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))["vendor"]
CATALOGUE = Catalogue(standard_sources([], None))
FEBRUARY = [date(2025, 2, 1) + timedelta(days=number) for number in range(29)]

by_vendor = pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts["id"])


def met(vendor: Vendor, at: datetime, **lacking: Any) -> tuple[Release, Refusal | None]:
    """Take the phone that has everything but `lacking` in hand at that moment."""
    everything = PhoneWishes(date=at, device=vendor.device.value, os=vendor.os.value, enrolled=True)
    release, phone = take_in_hand(vendor, replace(everything, **lacking))
    return release, shut_gate(release, phone, at)


def days(facts: dict[str, Any]) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Give each day with the fact about it, in order."""
    for fact in facts["span"]:
        for number in range((fact["to"] - fact["from"]).days + 1):
            day = fact["from"] + timedelta(days=number)
            yield at_ten(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)), fact


def minutes(facts: dict[str, Any]) -> Iterator[tuple[datetime, dict[str, Any]]]:
    for fact in facts.get("minute", []):
        yield fact["at"].replace(tzinfo=SHANGHAI), fact


def test_the_facts_are_about_every_vendor():
    assert sorted(facts["id"] for facts in FACTS) == [listing.id for listing in CATALOGUE.listings()]


@by_vendor
def test_the_facts_are_about_every_day_once(facts):
    assert [moment.date() for moment, _ in days(facts)] == FEBRUARY


@by_vendor
def test_a_phone_that_has_everything_meets_what_was_reported(facts):
    vendor = CATALOGUE.load(facts["id"])
    for moment, fact in [*days(facts), *minutes(facts)]:
        release, refusal = met(vendor, moment)
        assert (release.version, release.channel) == (fact["release"], fact["channel"]), moment
        assert (refusal.gate if refusal else None) == fact.get("shut"), moment
        assert refusal is None or refusal.needed == fact["needs"], moment


@by_vendor
def test_a_phone_that_lacks_something_is_told_what(facts):
    vendor = CATALOGUE.load(facts["id"])
    for lacking in facts.get("lacking", []):
        for moment, fact in [*days(facts), *minutes(facts)]:
            _, refusal = met(vendor, moment, **lacking["wishes"])
            assert refusal is not None, (moment, lacking)
            if "shut" not in fact:
                assert (refusal.gate, refusal.needed) == (lacking["gate"], lacking["needs"]), moment
            else:
                assert refusal.gate == lacking.get("always", fact["shut"]), moment


@by_vendor
def test_every_gate_that_a_phone_could_fail_is_failed_by_one(facts):
    usable = [item for item in CATALOGUE.load(facts["id"]).releases if item.channel != "announced"]
    asked = {gate.name for item in usable for gate in fields(item.gates) if getattr(item.gates, gate.name) is not None}
    asked |= {"enrolled" for item in usable if item.channel == "internal"}
    named = {"logged_in": "login", "first_buyer": "first_buyers"}
    failed = {named.get(wish, wish) for lacking in facts.get("lacking", []) for wish in lacking["wishes"]}
    assert failed == asked


@by_vendor
def test_every_release_is_met_on_some_day(facts):
    told = {fact["release"] for _, fact in [*days(facts), *minutes(facts)]}
    assert told == {item.version for item in CATALOGUE.load(facts["id"]).releases}


@pytest.mark.parametrize(
    ("id", "device"),
    [
        ("breeno", "OPPO Find N5"),
        ("breeno", "find n5"),
        ("meizu", "Meizu 21 Pro"),
        ("meizu", "魅族 21 Note"),
        ("meizu", "lucky08"),
        ("nubia", "努比亚 Z70 Ultra"),
        ("nubia", "nubia Z70Ultra"),
    ],
)
def test_a_model_may_be_named_with_its_maker(id, device):
    _, refusal = met(CATALOGUE.load(id), datetime(2025, 2, 25, tzinfo=SHANGHAI), device=device)
    assert refusal is None


def test_what_was_pulled_on_its_first_day_is_live_that_day_and_after_its_return():
    vendor = CATALOGUE.load("xiaomi")
    live = [
        moment.day
        for moment, _ in days(next(f for f in FACTS if f["id"] == "xiaomi"))
        if met(vendor, moment)[1] is None
    ]
    assert live == [15, 24, 25, 26, 27, 28, 1]
