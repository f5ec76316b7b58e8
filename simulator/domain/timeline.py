"""Which release answers on which phone and day. Whether that phone may use it is `gates`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from simulator.domain.devices import known_name
from simulator.domain.events import PhoneFacts
from simulator.domain.phone import Phone, PhoneWishes
from simulator.domain.release import SHANGHAI, Release, Vendor
from simulator.domain.versions import parse_system, parse_version, reaches

MORNING = timedelta(hours=10)
"""A phone whose day is given without a time starts at 10:00: an hour at which no release of the catalogue changes."""


FIRST_DAY = datetime(2025, 1, 20, tzinfo=SHANGHAI)
DAYS = 41
"""From the Monday on which R1 appeared to the first of March: the weeks that the catalogue is about."""
_AFTER = timedelta(days=6)
"""Of a release are shown in any case."""
LAST_MINUTE = timedelta(hours=23, minutes=59)
"""Of a day: what came out on it stands by then."""

HOME = "CN"
"""The country that a phone was built for where no gate says: all vendors of the catalogue sold in mainland China."""


def at_ten(day: datetime) -> datetime:
    """Give ten in the morning of a day that came without a time."""
    return day + MORNING if day.time().isoformat() == "00:00:00" else day


def all_days() -> list[datetime]:
    """Give the days of those weeks."""
    return [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]


def days_of(vendor: Vendor) -> list[datetime]:
    """Give the days that a vendor's phone can be shown on: those weeks, or further where its releases go beyond."""
    out = [item.since.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0) for item in vendor.releases]
    first, last = min(FIRST_DAY, *out), max(FIRST_DAY + timedelta(days=DAYS - 1), *(day + _AFTER for day in out))
    first -= timedelta(days=first.weekday())
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def find_release(vendor: Vendor, version: str) -> Release | None:
    """Give the vendor's release of that name, or None."""
    return next((release for release in vendor.releases if release.version == version), None)


def with_next_live(releases: Sequence[Release]) -> tuple[Release, ...]:
    """Give the releases, in order of time, each with the moment at which the next one comes out that users can have."""
    following: datetime | None = None
    dated: list[Release] = []
    for release in reversed(releases):
        dated.append(replace(release, next_live=following))
        following = release.since if release.is_usable else following
    return tuple(reversed(dated))


def standing(vendor: Vendor, moment: datetime) -> Release | None:
    """Give what the vendor has at `moment`, as a newspaper would say it: the newest release that users can have.

    Where there is none, it is the newest internal test or announcement; None before the first, and after what was
    withdrawn.
    """
    out = [item for item in vendor.releases if item.since <= moment and not item.is_withdrawn(moment)]
    usable = [item for item in out if item.is_usable]
    return next(reversed(usable or out), None)


def newest_usable(vendor: Vendor) -> Release:
    """Give the newest release that a customer can use, or the newest of all where none can be used."""
    usable = [release for release in vendor.releases if release.is_usable]
    return (usable or list(vendor.releases))[-1]


def release_at(vendor: Vendor, moment: datetime, app: str | None = None, *, enrolled: bool = False) -> Release:
    """Give the newest release out at `moment` that a phone with this app version can have.

    What was only announced, was withdrawn, or is an internal test of others, takes nothing from a phone that has a
    release. Where no release can be used, the newest is given, and where none was out, the first: its gate then says
    why not.
    """
    out = [release for release in vendor.releases if release.since <= moment and _within(release, app)]
    usable = [item for item in out if item.is_for(enrolled=enrolled) and not item.is_withdrawn(moment)]
    return (usable or out or [vendor.releases[0]])[-1]


def take_in_hand(vendor: Vendor, wishes: PhoneWishes) -> tuple[Release, Phone]:
    """Give the release and the phone that the user's wishes describe.

    A release without phone wishes gets a phone that passes its gates, on its first day; phone wishes without a
    release let the timeline choose. Raises: KeyError with the version if the vendor has no such release.
    """
    release = _chosen(vendor, wishes)
    gates = release.gates
    is_made_for_it = wishes.release is not None or not wishes.are_of_a_phone
    phone = Phone(
        device=_device(vendor, release, wishes.device),
        os=wishes.os or _os(vendor, release),
        app=wishes.app or (gates.app.value if gates.app else release.version),
        started=at_ten(wishes.date) if wishes.date else _first_hour(release),
        enrolled=wishes.enrolled or (release.channel == "internal" and is_made_for_it),
        region=(wishes.region or (gates.region.value if gates.region else HOME)).upper(),
        logged_in=wishes.logged_in,
        first_buyer=wishes.first_buyer,
    )
    return release, phone


def moved(wishes: PhoneWishes, phone: Phone | PhoneFacts, release: str, moment: datetime) -> PhoneWishes:
    """Fill in what `wishes` leave open of a phone that runs `release` at `moment`.

    A new release, app version or day is an upgrade: the rest of the phone stays, but for the app version, which comes
    with the release.
    """
    moves = wishes.release is not None or wishes.app is not None or wishes.date is not None
    return replace(
        wishes,
        release=wishes.release if moves else release,
        app=wishes.app if moves else phone.app,
        device=wishes.device or phone.device,
        os=wishes.os or phone.os,
        region=wishes.region or phone.region,
        enrolled=wishes.enrolled or phone.enrolled,
        logged_in=wishes.logged_in and phone.logged_in,
        first_buyer=wishes.first_buyer and phone.first_buyer,
        date=wishes.date or (None if wishes.release else moment),
    )


def _os(vendor: Vendor, release: Release) -> str:
    """Give the system of the maker's usual phone, or the oldest that the release runs on where that one is too old."""
    gate = release.gates.os
    is_usual = gate is None or parse_system(vendor.os.value).runs(parse_system(gate.value))
    return vendor.os.value if gate is None or is_usual else gate.value


def _device(vendor: Vendor, release: Release, wished: str | None) -> str:
    """Give the model by the name that the profile knows it by, whether or not its maker was named with it."""
    known = (*(release.gates.device.value if release.gates.device else ()), vendor.device.value)
    return known[0] if wished is None else known_name(wished, known, (vendor.name.zh, vendor.name.en))


def _first_hour(release: Release) -> datetime:
    ten = at_ten(release.since)
    return release.since if release.is_withdrawn(ten) else ten


def _chosen(vendor: Vendor, wishes: PhoneWishes) -> Release:
    if wishes.release is not None:
        release = find_release(vendor, wishes.release)
        if release is None:
            raise KeyError(wishes.release)
        return release
    if wishes.date is not None:
        return release_at(vendor, at_ten(wishes.date), wishes.app, enrolled=wishes.enrolled)
    if wishes.app is not None:
        return release_at(vendor, vendor.releases[-1].since, wishes.app, enrolled=wishes.enrolled)
    return newest_usable(vendor)


def _within(release: Release, app: str | None) -> bool:
    gate = release.gates.app
    return app is None or gate is None or reaches(parse_version(app), parse_version(gate.value))
