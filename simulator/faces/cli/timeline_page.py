"""The weeks of February 2025 as a strip of days, a row a vendor. Which release stands on a day is `domain.timeline`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.release import Channel, Release, Vendor
from simulator.domain.timeline import DAYS, LAST_MINUTE, all_days, standing
from simulator.faces.cli.profile_page import span
from simulator.faces.cli.texts import text
from simulator.faces.cli.wrapping import indented

BLOCKS: Mapping[Channel, str] = {"announced": "░", "internal": "▒", "beta": "▓", "official": "█"}
_COLOURS: Mapping[Channel, str] = {"announced": "90", "internal": "35", "beta": "33", "official": "32"}
_NOTHING, _MONDAY, _RIVAL = "·", "┊", "╌"
_LONGEST_NAME = 19
_STATUS = 15
_GAP = "  "


def timeline_page(vendors: Sequence[Vendor], lang: Lang, cells: int, *, is_coloured: bool) -> str:
    """Give the strip, its legend and a note a release, in lines of at most `cells` (80 at least)."""
    return "\n".join(_lines(_in_order(vendors), lang, cells, is_coloured))


def timeline_json(vendors: Sequence[Vendor]) -> list[dict[str, Any]]:
    """Give a vendor an object: what stood on each day, by day, and the releases."""
    return [
        {
            "vendor": vendor.id,
            "name": {"zh": vendor.name.zh, "en": vendor.name.en},
            "assistant": {"zh": vendor.assistant.zh, "en": vendor.assistant.en},
            "days": {f"{day:%Y-%m-%d}": _day_json(standing(vendor, day + LAST_MINUTE)) for day in all_days()},
        }
        for vendor in _in_order(vendors)
    ]


def _day_json(release: Release | None) -> dict[str, str] | None:
    return None if release is None else {"release": release.version, "channel": release.channel}


def _in_order(vendors: Sequence[Vendor]) -> list[Vendor]:
    """Put first who had it first, and last who only spoke of it."""

    def had_it(vendor: Vendor) -> tuple[bool, bool, datetime, str]:
        live = [item.since for item in vendor.releases if item.is_usable]
        is_tested = any(item.channel == "internal" for item in vendor.releases)
        return not live, not is_tested, min(live, default=vendor.releases[0].since), vendor.id

    return sorted(vendors, key=had_it)


def _lines(vendors: Sequence[Vendor], lang: Lang, cells: int, is_coloured: bool) -> Iterator[str]:
    names = {vendor.id: _name(vendor, lang) for vendor in vendors}
    label = max(map(width, names.values()), default=0)
    step = 2 if label + 2 * DAYS + _STATUS + 2 * len(_GAP) <= cells else 1
    yield text("timeline.title", lang)
    yield ""
    for ruler in _rulers(lang, step):
        yield " " * label + _GAP + ruler
    for vendor in vendors:
        standings = [standing(vendor, day + LAST_MINUTE) for day in all_days()]
        strip = _strip(standings, step, is_coloured)
        yield pad(names[vendor.id], label) + _GAP + strip + _GAP + _status(standings[-1], lang)
    yield ""
    yield from _legend(vendors, lang, cells, is_coloured)
    yield ""
    yield from _notes(vendors, lang, cells)


def _name(vendor: Vendor, lang: Lang) -> str:
    maker, assistant = vendor.name.text(lang), vendor.assistant.text(lang)
    name = assistant if maker.casefold() in assistant.casefold() else f"{maker} {assistant}"
    while width(name) > _LONGEST_NAME:
        name = name[:-2] + "…"
    return name


def _rulers(lang: Lang, step: int) -> Iterator[str]:
    """Give a line with the months and one with the Mondays, each over its day."""
    months = [(at, text(f"month.{day.month}", lang)) for at, day in enumerate(all_days()) if at == 0 or day.day == 1]
    mondays = [(at, f"{day.day:02d}") for at, day in enumerate(all_days()) if day.weekday() == 0]
    for marks in (months, mondays):
        line = ""
        for at, mark in marks:
            line = pad(line, at * step) + mark
        yield line


def _strip(standings: Sequence[Release | None], step: int, is_coloured: bool) -> str:
    drawn = ""
    for release, days in groupby(enumerate(standings), key=lambda item: item[1]):
        numbers = [number for number, _ in days]
        if release is None:
            drawn += "".join((_MONDAY if number % 7 == 0 else _NOTHING) + " " * (step - 1) for number in numbers)
        else:
            block = BLOCKS[release.channel] if release.is_deepseek else _RIVAL
            drawn += _painted(block * step * len(numbers), release.channel, is_coloured)
    return drawn


def _legend(vendors: Sequence[Vendor], lang: Lang, cells: int, is_coloured: bool) -> Iterator[str]:
    """Give the channels and what else is drawn, on one line where it fits."""
    channels = [f"{_painted(BLOCKS[name], name, is_coloured)} {text(f'channel.{name}', lang)}" for name in BLOCKS]
    others = [f"{_NOTHING} {text('timeline.nothing', lang)}", f"? {text('timeline.guess', lang)}"]
    if any(not release.is_deepseek for vendor in vendors for release in vendor.releases):
        others.insert(0, f"{_RIVAL} {text('timeline.rival', lang)}")
    lines = [_GAP.join(channels), _GAP.join(others)]
    plain = re.sub(r"\x1b\[\d+m", "", _GAP.join(lines))
    yield from [_GAP.join(lines)] if width(plain) <= cells else lines


def _painted(block: str, channel: Channel, is_coloured: bool) -> str:
    return f"\x1b[{_COLOURS[channel]}m{block}\x1b[0m" if is_coloured else block


def _status(release: Release | None, lang: Lang) -> str:
    if release is None:
        return text("timeline.nothing", lang)
    if not release.is_deepseek:
        return text("timeline.rival", lang)
    return text(f"channel.{release.channel}", lang) + (" ?" if release.evidence == "assumed" else "")


def _notes(vendors: Sequence[Vendor], lang: Lang, cells: int) -> Iterator[str]:
    """Give every release by day: the vendor, the version, the channel, where that is from, and what is left open."""
    told = [(vendor, release) for vendor in vendors for release in vendor.releases]
    for vendor, release in sorted(told, key=lambda pair: pair[1].since):
        version = "" if release.version == f"{release.since:%Y-%m-%d}" else f" {release.version}"
        channel = text(f"channel.{release.channel}" if release.is_deepseek else "timeline.rival", lang)
        yield f"{span(release)}  {vendor.assistant.text(lang)}{version} · {channel}  [{_source(release.evidence)}]"
        if release.note:
            yield from indented(_shortened(release.note.text(lang)), cells, "    ", "    ")


def _shortened(note: str) -> str:
    """Give a note with the hosts of its pages in place of their addresses; `vendors show` has them whole."""
    return re.sub(r"https?://(?:www\.)?([^/\s()]+)[^\s()]*", r"\1", note)


def _source(evidence: str) -> str:
    """Give a page's host in place of its address; `vendors show` has the whole."""
    kind, _, rest = evidence.partition(":")
    return rest.split("/")[2] if kind == "url" and rest.count("/") >= 2 else evidence
