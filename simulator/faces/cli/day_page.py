"""What a vendor has on one day for one phone, as a page: what is live, what is not, why. The rules are `domain`'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from simulator.domain.cells import pad, width
from simulator.domain.gates import AskedGate, asked_gates, is_number, readable, shut_gate
from simulator.domain.limit import Lang
from simulator.domain.phone import Phone, PhoneWishes
from simulator.domain.release import Release, Vendor
from simulator.domain.timeline import take_in_hand
from simulator.domain.words import say, spoken
from simulator.faces.cli.profile_page import heading, sourced, span
from simulator.faces.cli.texts import text
from simulator.faces.cli.wrapping import indented

_MARKS = {True: "✓", False: "✕"}


@dataclass(frozen=True, slots=True)
class Day:
    """A vendor on one day: the phone, the release that answers on it, and the gates of every release before it."""

    vendor: Vendor
    phone: Phone
    answering: Release
    gates: tuple[tuple[Release, tuple[AskedGate, ...]], ...]

    @property
    def is_usable(self) -> bool:
        """Say whether the phone may use the release that answers."""
        return shut_gate(self.answering, self.phone, self.phone.started) is None


def day_of(vendor: Vendor, wishes: PhoneWishes) -> Day:
    """Give the day that `wishes` names, on the phone they describe: of what they leave open, the vendor's usual one."""
    usual = replace(wishes, device=wishes.device or vendor.device.value, os=wishes.os or vendor.os.value)
    release, phone = take_in_hand(vendor, usual)
    asked = [(item, tuple(asked_gates(item, readable(phone, item), phone.started))) for item in vendor.releases]
    return Day(vendor, phone, release, tuple(asked))


def day_page(day: Day, lang: Lang, cells: int) -> str:
    """Give the page, in lines of at most `cells`."""
    return "\n".join(_lines(day, lang, cells))


def day_json(day: Day) -> dict[str, Any]:
    """Give the day as JSON types."""
    phone = day.phone
    return {
        "vendor": day.vendor.id,
        "at": phone.started.isoformat(),
        "phone": {"device": phone.device, "os": phone.os, "app": phone.app, "region": phone.region},
        "release": day.answering.version,
        "usable": day.is_usable,
        "releases": [_release_json(release, gates) for release, gates in day.gates],
    }


def _release_json(release: Release, gates: tuple[AskedGate, ...]) -> dict[str, Any]:
    return {
        "release": release.version,
        "channel": release.channel,
        "since": release.since.isoformat(),
        "until": release.until.isoformat() if release.until else None,
        "evidence": release.evidence,
        "gates": [
            {"gate": asked.gate, "needed": asked.needed, "actual": asked.actual, "open": asked.is_open}
            for asked in gates
        ],
    }


def _lines(day: Day, lang: Lang, cells: int) -> Iterator[str]:
    phone = day.phone
    yield heading(day.vendor, lang)
    app = (phone.app,) if is_number(phone.app) else ()
    yield " · ".join((f"{phone.started:%Y-%m-%d %H:%M}", phone.device, phone.os, *app, phone.region))
    yield from indented(_verdict(day, lang), cells, "", "  ")
    for release, gates in day.gates:
        is_open = all(asked.is_open for asked in gates)
        yield ""
        channel = text(f"channel.{release.channel}", lang)
        head = f"{_MARKS[is_open]} {release.version} · {channel} · {span(release)}  "
        yield from sourced(head, release.evidence, cells)
        if release.note:
            yield from indented(release.note.text(lang), cells, "  ", "  ")
        yield from _table(gates, lang)


def _verdict(day: Day, lang: Lang) -> str:
    release, refusal = day.answering, shut_gate(day.answering, day.phone, day.phone.started)
    if refusal is None:
        return text("day.live", lang, release=release.version, entry=release.entry.text(lang))
    values = {"release": release.version, "needed": refusal.needed, "actual": refusal.actual}
    return text("day.shut", lang, why=say(day.vendor.words, f"gate.{refusal.gate}", lang, **values))


def _table(gates: tuple[AskedGate, ...], lang: Lang) -> Iterator[str]:
    rows = [
        (text(f"gate.{asked.gate}", lang), spoken(asked.needed, lang), spoken(asked.actual, lang), asked.is_open)
        for asked in gates
    ]
    names, needs = (max((width(str(row[column])) for row in rows), default=0) for column in (0, 1))
    for name, needed, actual, is_open in rows:
        yield f"    {_MARKS[is_open]} {pad(name, names)}  {pad(needed, needs)}  {actual}"
