"""Whether a phone may use a release, and if not, which gate says so. Which release is asked is `timeline`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.domain.devices import folded, likely_meant
from simulator.domain.events import GateName
from simulator.domain.phone import Phone
from simulator.domain.release import Release
from simulator.domain.versions import parse_system, parse_version, reaches


@dataclass(frozen=True, slots=True)
class Refusal:
    """A gate that is shut: what it needs and what it found, both for people."""

    gate: GateName
    needed: str
    actual: str


@dataclass(frozen=True, slots=True)
class AskedGate:
    """A gate of a release before a phone: what it needs, what it found, and whether it lets the phone in."""

    gate: GateName
    needed: str
    actual: str
    is_open: bool


def shut_gate(release: Release, phone: Phone, moment: datetime) -> Refusal | None:
    """Give the first gate of `release` that this phone does not pass at the simulated `moment`, or None.

    Raises: ValueError if the phone's versions cannot be read.
    """
    for asked in asked_gates(release, phone, moment):
        if not asked.is_open:
            return Refusal(asked.gate, asked.needed, asked.actual)
    return None


def asked_gates(release: Release, phone: Phone, moment: datetime) -> Iterator[AskedGate]:
    """Give every gate that `release` has, open or shut, for this phone at the simulated `moment`.

    The order is that of a person's questions: is it out, for everybody, in this country, on this model, this system,
    this app version, and am I logged in? Raises: ValueError where the phone's versions cannot be read.
    """
    yield from _date(release, phone, moment)
    yield from _channel(release, phone, moment)
    yield from _region(release, phone)
    yield from _device(release, phone)
    yield from _os(release, phone)
    yield from _app(release, phone)
    yield from _login(release, phone)


def readable(phone: Phone, release: Release) -> Phone:
    """Give the phone as the release's gate can read it: an app known only by its day has the version that is asked."""
    gate = release.gates.app
    return phone if gate is None or is_number(phone.app) else replace(phone, app=gate.value)


def is_number(version: str) -> bool:
    """Say whether the text is a version that can be compared, rather than the day that names a release."""
    try:
        parse_version(version)
    except ValueError:
        return False
    return True


def _date(release: Release, phone: Phone, moment: datetime) -> Iterator[AskedGate]:
    """Ask for the day from which this user can have it; what nobody dated is refused by its channel."""
    is_theirs = release.is_for(enrolled=phone.enrolled) and not release.is_withdrawn(moment)
    opens = release.since if is_theirs else release.next_live
    if opens is not None:
        yield AskedGate("date", f"{opens:%Y-%m-%d %H:%M}", f"{moment:%Y-%m-%d %H:%M}", moment >= opens)


def _channel(release: Release, phone: Phone, moment: datetime) -> Iterator[AskedGate]:
    if release.is_withdrawn(moment):
        yield AskedGate("channel", "beta or official", "withdrawn", False)
    elif release.channel == "internal":
        yield AskedGate("channel", "internal test", "enrolled" if phone.enrolled else "not enrolled", phone.enrolled)
    else:
        yield AskedGate("channel", "beta or official", _said_of(release, moment), release.is_usable)
    batch = release.gates.first_buyers
    if batch is not None and batch.value:
        buyer = "first buyer" if phone.first_buyer else "later buyer"
        yield AskedGate("channel", "first buyers", buyer, phone.first_buyer)


def _said_of(release: Release, moment: datetime) -> str:
    if not release.is_deepseek:
        return "not DeepSeek"
    return release.channel if release.is_usable or moment >= release.since else "not announced"


def _region(release: Release, phone: Phone) -> Iterator[AskedGate]:
    gate = release.gates.region
    if gate is not None:
        yield AskedGate("region", gate.value, phone.region, gate.value.casefold() == phone.region.casefold())


def _device(release: Release, phone: Phone) -> Iterator[AskedGate]:
    gate = release.gates.device
    if gate is None:
        return
    is_open = folded(phone.device) in {folded(name) for name in gate.value}
    meant = None if is_open else likely_meant(phone.device, gate.value)
    actual = f"{phone.device} ({meant}?)" if meant else phone.device
    yield AskedGate("device", " / ".join(gate.value), actual, is_open)


def _os(release: Release, phone: Phone) -> Iterator[AskedGate]:
    gate = release.gates.os
    if gate is not None:
        is_open = parse_system(phone.os).runs(parse_system(gate.value))
        yield AskedGate("os", f"{gate.value}+", phone.os, is_open)


def _app(release: Release, phone: Phone) -> Iterator[AskedGate]:
    gate = release.gates.app
    if gate is not None:
        is_open = reaches(parse_version(phone.app), parse_version(gate.value))
        yield AskedGate("app", f"{gate.value}+", phone.app, is_open)


def _login(release: Release, phone: Phone) -> Iterator[AskedGate]:
    gate = release.gates.login
    if gate is not None and gate.value:
        yield AskedGate("login", "logged in", "logged in" if phone.logged_in else "logged out", phone.logged_in)
