"""Whether a vendor's gates answer for every phone on every day, and in words that its user can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import get_args

from simulator.contract.verdict import Check, Seen, Subject, seen
from simulator.domain.events import GateName
from simulator.domain.gates import Refusal, is_number, readable, shut_gate
from simulator.domain.limit import Bilingual
from simulator.domain.phone import Phone, PhoneWishes
from simulator.domain.release import SHANGHAI, Release, Vendor
from simulator.domain.timeline import release_at, take_in_hand
from simulator.domain.versions import parse_system
from simulator.domain.words import say
from simulator.texts import Texts

_TEXTS = Texts("contract")

FIRST_DAY, LAST_DAY = datetime(2025, 1, 20, tzinfo=SHANGHAI), datetime(2025, 3, 31, tzinfo=SHANGHAI)
"""From the day on which R1 appeared to the end of March: the weeks that the catalogue is about."""

HOURS_AROUND = 12
OTHERS = {"device": "Nobody's Phone", "os": "OtherOS 1.0", "app": "0", "region": "ZZ"}
"""What no gate lets in."""

_LEFT_OPEN = re.compile(r"\{[a-z_]+\}")


def look(subject: Subject) -> Seen:
    """Ask for every release that is tried, on phones that pass its gates and on phones that fail each of them."""
    vendor = replace(subject.vendor, releases=subject.tried)
    moments = moments_of(vendor.releases)
    phones: dict[Phone, None] = {}
    failures: list[Bilingual] = []
    for release in vendor.releases:
        try:
            phones |= dict.fromkeys(phones_of(vendor, release))
            failures += _own_phones(vendor, release)
        except Exception as error:
            failures.append(_raised(release.version, error))
    for phone in phones:
        failures += _asked_over_time(vendor, phone, moments)
    return seen(failures, _remark(subject, len(phones), len(moments)))


def moments_of(releases: Sequence[Release]) -> tuple[datetime, ...]:
    """Give ten in the morning of every day of those weeks, and every hour around what begins or ends."""
    days = (LAST_DAY - FIRST_DAY).days + 1
    moments = {FIRST_DAY + timedelta(days=day, hours=10) for day in range(days)}
    for edge in {moment for item in releases for moment in (item.since, item.until) if moment is not None}:
        moments |= {edge + timedelta(hours=hour) for hour in range(-HOURS_AROUND, HOURS_AROUND + 1)}
        moments.add(edge - timedelta(seconds=1))
    return tuple(sorted(moments))


def phones_of(vendor: Vendor, release: Release) -> tuple[Phone, ...]:
    """Give the phone that passes the release's gates, and phones that differ from it in one thing each."""
    _, phone = take_in_hand(vendor, PhoneWishes(release=release.version))
    others = [replace(phone, os=f"{parse_system(phone.os).name} 0")]
    for item in fields(Phone):
        value = getattr(phone, item.name)
        if isinstance(value, bool):
            others.append(replace(phone, **{item.name: not value}))  # type: ignore[arg-type]
        elif item.name in OTHERS:
            others.append(replace(phone, **{item.name: OTHERS[item.name]}))  # type: ignore[arg-type]
    return (phone, *others)


def _asked_over_time(vendor: Vendor, phone: Phone, moments: Sequence[datetime]) -> Iterator[Bilingual]:
    refusals: dict[Refusal, Release] = {}
    for moment in moments:
        try:
            release, refusal = _asked(vendor, phone, moment)
        except Exception as error:
            yield _raised(f"{phone.device} / {phone.os} / {phone.app}, {moment:%Y-%m-%d %H:%M}", error)
            return
        if refusal is not None:
            refusals.setdefault(refusal, release)
    for refusal, release in refusals.items():
        yield from _unsaid(vendor, release, refusal)


def _asked(vendor: Vendor, phone: Phone, moment: datetime) -> tuple[Release, Refusal | None]:
    app = phone.app if is_number(phone.app) else None
    release = release_at(vendor, moment, app, enrolled=phone.enrolled)
    return release, shut_gate(release, readable(phone, release), moment)


def _own_phones(vendor: Vendor, release: Release) -> Iterator[Bilingual]:
    """Find out whether the release lets in the phone that is made for it, and whether each gate shuts one out."""
    if not release.is_for(enrolled=True):
        return
    phone, *others = phones_of(vendor, release)
    refusal = shut_gate(release, phone, phone.started)
    if refusal is not None:
        said = f"{refusal.gate}: {refusal.needed} / {refusal.actual}"
        version = release.version
        yield _TEXTS["gates.own_phone"].filled(version=version, said=said)
        return
    refused = (shut_gate(release, readable(other, release), phone.started) for other in others)
    shut = {refusal.gate for refusal in refused if refusal is not None}
    for item in fields(release.gates):
        gate = getattr(release.gates, item.name)
        if item.name in get_args(GateName) and item.name not in shut and gate is not None and gate.value:
            yield _TEXTS["gates.shuts_none"].filled(release=release.version, name=item.name, value=gate.value)


def _unsaid(vendor: Vendor, release: Release, refusal: Refusal) -> Iterator[Bilingual]:
    """Find refusals that the phone has no words for, or whose words have a place that nobody fills in."""
    values = {"release": release.version, "needed": refusal.needed, "actual": refusal.actual}
    for lang in ("zh", "en"):
        try:
            words = say(vendor.words, f"gate.{refusal.gate}", lang, **values)
        except KeyError:
            words = ""
        if not words.strip() or _LEFT_OPEN.search(words):
            yield _TEXTS["gates.words"].filled(gate=refusal.gate, lang=lang, words=f"{words!r}")


def _raised(where: str, error: Exception) -> Bilingual:
    what = f"{where}: {type(error).__name__}: {error}"
    return _TEXTS["gates.raised"].filled(what=what)


def _remark(subject: Subject, phones: int, moments: int) -> Bilingual:
    tried, all_of = len(subject.tried), len(subject.vendor.releases)
    key = "gates.all_asked" if tried == all_of else "gates.some_asked"
    return _TEXTS[key].filled(tried=tried, all=all_of, phones=phones, moments=moments)


GATES = Check("gates", _TEXTS["gates"], look)
