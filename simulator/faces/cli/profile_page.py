"""One vendor as a page of text: every value with its evidence. Where they come from is the catalogue's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from simulator.domain.cells import pad
from simulator.domain.limit import Lang, Limit
from simulator.domain.release import Release, Stutter, Vendor
from simulator.faces.cli.texts import text

_LABEL = 26
_VALUE = 22
_INDENT = "  "


def page(vendor: Vendor, lang: Lang) -> str:
    """Give the page: the vendor, then its releases in order of time."""
    return "\n".join(_lines(vendor, lang))


def _lines(vendor: Vendor, lang: Lang) -> Iterator[str]:
    yield f"{vendor.assistant.text(lang)} · {vendor.name.text(lang)} · {vendor.id}"
    for key, limit in (("device", vendor.device), ("os", vendor.os), ("in_house_model", vendor.in_house_model)):
        yield _row(text(key, lang), limit)
    for word in vendor.wake_words:
        yield _row(text("wake_word", lang), Limit(word.text, word.evidence, word.note))
    for release in vendor.releases:
        yield ""
        yield from _release(release, lang)


def _release(release: Release, lang: Lang) -> Iterator[str]:
    since = release.since.strftime("%Y-%m-%d" if release.since.time().isoformat() == "00:00:00" else "%Y-%m-%d %H:%M")
    yield f"{release.version} · {text(f'channel.{release.channel}', lang)} · {since}  [{release.evidence}]"
    yield f"{_INDENT}{text('entry', lang)}: {release.entry.text(lang)}"
    if release.note:
        yield f"{_INDENT}{release.note}"
    for group in (release.gates, release.limits, release.pacing, release.capabilities):
        for item in fields(group):
            limit = getattr(group, item.name)
            if limit is not None:
                yield _row(item.name, limit)


def _row(label: str, limit: Limit[Any]) -> str:
    note = f" · {limit.note}" if limit.note else ""
    return f"{_INDENT}{pad(label, _LABEL)}{pad(_shown(limit.value), _VALUE)}[{limit.evidence}]{note}"


def _shown(value: object) -> str:
    match value:
        case Stutter():
            return f"{value.chance:.0%} × {value.seconds:g} s"
        case tuple():
            return " / ".join(str(item) for item in value)
        case bool():
            return "✓" if value else "✕"
        case float():
            return f"{value:g}"
    return str(value)
