"""A profile of ten thousand releases loads, or has all of its mistakes told, with work in proportion to its size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from simulator.catalogue.find import Found
from simulator.catalogue.listing import list_found
from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import ProfileError
from simulator.domain.gates import shut_gate
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI, Vendor
from simulator.domain.timeline import standing, take_in_hand
from simulator.faces.cli.day_page import day_of, day_page
from simulator.faces.cli.profile_page import page
from simulator.faces.cli.timeline_page import timeline_page

WISHES = PhoneWishes(date=datetime(2025, 3, 2, tzinfo=SHANGHAI), app="2.5")


@pytest.fixture
def with_releases(write_vendor) -> Callable[..., Path]:
    """Write the example with so many further releases, an hour apart; gives its folder."""

    def write(number: int, channel: str = "beta") -> Path:
        folder = write_vendor(under=f"{number}")
        moments = (datetime(2025, 3, 1) + timedelta(hours=hour) for hour in range(number))
        added = "\n".join(
            f'[[releases]]\ndate = {at.isoformat()}\nversion = "2.{hour}"\nchannel = "{channel}"\nevidence = "seed"'
            for hour, at in enumerate(moments)
        )
        with (folder / "profile.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{added}\n")
        return folder

    return write


def calls(work: Callable[[], object]) -> int:
    """Count the functions that are called, Python's own and the interpreter's."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def test_ten_thousand_releases_load_and_answer(with_releases):
    vendor = load_vendor(with_releases(10_000), "acme")
    release, phone = take_in_hand(vendor, PhoneWishes(date=datetime(2025, 6, 1, tzinfo=SHANGHAI)))
    assert standing(vendor, phone.started) == release
    assert shut_gate(release, phone, phone.started) is None
    assert len(vendor.releases) == 10_002


def test_ten_thousand_mistakes_are_all_told(with_releases):
    folder = with_releases(10_000, channel="bata")
    with pytest.raises(ProfileError) as caught:
        load_vendor(folder, "acme")
    assert len(caught.value.problems) == 10_000


def test_a_profile_beyond_the_largest_size_is_told_before_it_is_read(with_releases):
    folder = with_releases(16_000)
    with pytest.raises(
        ProfileError, match=r"is larger than 1 MiB; it should be a few kilobytes: is this another file\?"
    ):
        load_vendor(folder, "acme")


@pytest.mark.parametrize("channel", ["beta", "bata"])
def test_twice_as_many_releases_are_twice_the_work_to_read(with_releases, channel):
    def read(number: int) -> int:
        folder = with_releases(number, channel=channel)

        def work() -> None:
            list_found(Found("acme", folder, "path"))
            try:
                load_vendor(folder, "acme")
            except ProfileError as error:
                str(error)

        return calls(work)

    few, many = read(100), read(200)
    assert many < 2.1 * few


@pytest.mark.parametrize(
    "look",
    [
        lambda vendor: page(vendor, "zh", 80),
        lambda vendor: day_page(day_of(vendor, WISHES), "zh", 80),
        lambda vendor: timeline_page([vendor], "zh", 80, is_coloured=False),
        lambda vendor: take_in_hand(vendor, WISHES),
    ],
    ids=["page", "day", "timeline", "taken in hand"],
)
def test_twice_as_many_releases_are_twice_the_work_to_look_at(with_releases, look: Callable[[Vendor], object]):
    few, many = (load_vendor(with_releases(number), "acme") for number in (100, 200))
    assert calls(lambda: look(many)) < 2.1 * calls(lambda: look(few))
