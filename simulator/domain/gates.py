"""Whether a phone may use a release, and if not, which gate says so. Which release is asked is `timeline`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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


def shut_gate(release: Release, phone: Phone, moment: datetime) -> Refusal | None:
    """Give the first gate of `release` that this phone does not pass at the simulated `moment`, or None.

    The order is that of a person's questions: is it out, for everybody, on this model, this system, this app version?
    Raises: ValueError if the phone's versions cannot be read.
    """
    checks: tuple[Callable[[], Refusal | None], ...] = (
        lambda: _date(release, moment),
        lambda: _channel(release, phone),
        lambda: _device(release, phone),
        lambda: _os(release, phone),
        lambda: _app(release, phone),
    )
    return next((refusal for check in checks if (refusal := check())), None)


def _date(release: Release, moment: datetime) -> Refusal | None:
    if moment >= release.since:
        return None
    return Refusal("date", release.since.strftime("%Y-%m-%d %H:%M"), moment.strftime("%Y-%m-%d %H:%M"))


def _channel(release: Release, phone: Phone) -> Refusal | None:
    if release.is_usable or (release.channel == "internal" and phone.enrolled):
        return None
    needed = "internal test" if release.channel == "internal" else "beta or official"
    return Refusal("channel", needed, "not enrolled" if release.channel == "internal" else release.channel)


def _device(release: Release, phone: Phone) -> Refusal | None:
    gate = release.gates.device
    if gate is None or any(phone.device.casefold() == name.casefold() for name in gate.value):
        return None
    return Refusal("device", " / ".join(gate.value), phone.device)


def _os(release: Release, phone: Phone) -> Refusal | None:
    gate = release.gates.os
    if gate is None or parse_system(phone.os).runs(parse_system(gate.value)):
        return None
    return Refusal("os", f"{gate.value}+", phone.os)


def _app(release: Release, phone: Phone) -> Refusal | None:
    gate = release.gates.app
    if gate is None or reaches(parse_version(phone.app), parse_version(gate.value)):
        return None
    return Refusal("app", f"{gate.value}+", phone.app)
