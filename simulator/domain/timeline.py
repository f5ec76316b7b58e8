"""Which release answers on which phone and day. Whether that phone may use it is `gates`."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.domain.phone import Phone, PhoneWishes
from simulator.domain.release import Release, Vendor
from simulator.domain.versions import parse_version, reaches

MORNING = timedelta(hours=10)
"""A phone whose day is given without a time starts at 10:00: an hour at which no release of the catalogue changes."""


def at_ten(day: datetime) -> datetime:
    """Give ten in the morning of a day that came without a time."""
    return day + MORNING if day.time().isoformat() == "00:00:00" else day


def find_release(vendor: Vendor, version: str) -> Release | None:
    """Give the vendor's release of that name, or None."""
    return next((release for release in vendor.releases if release.version == version), None)


def newest_usable(vendor: Vendor) -> Release:
    """Give the newest release that a customer can use, or the newest of all where none can be used."""
    usable = [release for release in vendor.releases if release.is_usable]
    return (usable or list(vendor.releases))[-1]


def release_at(vendor: Vendor, moment: datetime, app: str | None = None, *, enrolled: bool = False) -> Release:
    """Give the newest release out at `moment` that a phone with this app version can have.

    What was only announced, or is an internal test of others, takes nothing from a phone that has a release. Where no
    release can be used, the newest is given, and where none was out, the first: its gate then says why not.
    """
    out = [release for release in vendor.releases if release.since <= moment and _within(release, app)]
    usable = [release for release in out if release.is_usable or (release.channel == "internal" and enrolled)]
    return (usable or out or [vendor.releases[0]])[-1]


def take_in_hand(vendor: Vendor, wishes: PhoneWishes) -> tuple[Release, Phone]:
    """Give the release and the phone that the user's wishes describe.

    A release without phone wishes gets a phone that passes its gates, on its first day; phone wishes without a
    release let the timeline choose. Raises: KeyError with the version if the vendor has no such release.
    """
    release = _chosen(vendor, wishes)
    first = release.since if release.since.time().isoformat() != "00:00:00" else at_ten(release.since)
    device = release.gates.device.value[0] if release.gates.device else vendor.device.value
    phone = Phone(
        device=wishes.device or device,
        os=wishes.os or (release.gates.os.value if release.gates.os else vendor.os.value),
        app=wishes.app or (release.gates.app.value if release.gates.app else release.version),
        started=at_ten(wishes.date) if wishes.date else first,
        enrolled=wishes.enrolled or (release.channel == "internal" and wishes.release is not None),
    )
    return release, phone


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
