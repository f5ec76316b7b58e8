"""One vendor as a page of text: every value with its evidence. Where they come from is the catalogue's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang, Limit
from simulator.domain.release import Release, Vendor
from simulator.domain.upgrade import written
from simulator.faces.cli.texts import text
from simulator.faces.cli.wrapping import indented

_LABEL = 28
_VALUE = 22
_INDENT = "  "
_NOTE = " " * 6


def page(vendor: Vendor, lang: Lang, cells: int) -> str:
    """Give the page, in lines of at most `cells`: the vendor, then its releases in order of time."""
    return "\n".join(_lines(vendor, lang, cells))


def _lines(vendor: Vendor, lang: Lang, cells: int) -> Iterator[str]:
    yield heading(vendor, lang)
    for key, limit in (("device", vendor.device), ("os", vendor.os), ("in_house_model", vendor.in_house.model)):
        yield from _row(text(key, lang), limit, cells)
    yield from _in_house(vendor, cells)
    for word in vendor.wake_words:
        yield from _row(text("wake_word", lang), Limit(word.text, word.evidence, word.note), cells)
    if not vendor.wake_words:
        yield f"{_INDENT}{pad(text('wake_word', lang), _LABEL)}{text('unknown', lang)}"
    for release in vendor.releases:
        yield ""
        yield from _release(release, lang, cells)


def _in_house(vendor: Vendor, cells: int) -> Iterator[str]:
    """Give the pace, the memory and the skills of the maker's own model."""
    own = vendor.in_house
    figures = {"memory_turns": own.memory_turns, "skills": own.skills}
    for item in fields(own.pacing):
        figures[item.name] = getattr(own.pacing, item.name)
    for key, limit in figures.items():
        if limit is not None:
            yield from _row(f"in_house.{key}", limit, cells)


def heading(vendor: Vendor, lang: Lang) -> str:
    """Give the line that a page of the vendor begins with."""
    return f"{vendor.assistant.text(lang)} · {vendor.name.text(lang)} · {vendor.id}"


def span(release: Release) -> str:
    """Give the day or moment from which a release was out, and the one at which it was withdrawn."""
    since = f"{release.since:%Y-%m-%d}" if f"{release.since:%H:%M}" == "00:00" else f"{release.since:%Y-%m-%d %H:%M}"
    return since if release.until is None else f"{since} – {release.until:%Y-%m-%d %H:%M}"


def sourced(head: str, evidence: str, cells: int) -> list[str]:
    """Give a line that ends with its evidence; an address that does not fit stands below, whole."""
    line = f"{head}[{evidence}]"
    return [line] if width(line) <= cells else [head.rstrip(), f"{_NOTE}[{evidence}]"]


def _release(release: Release, lang: Lang, cells: int) -> Iterator[str]:
    head = f"{release.version} · {text(f'channel.{release.channel}', lang)} · {span(release)}  "
    yield from sourced(head, release.evidence, cells)
    yield from indented(f"{text('entry', lang)}: {release.entry.text(lang)}", cells, _INDENT, _INDENT)
    if release.note:
        yield from indented(release.note.text(lang), cells, _INDENT, _INDENT)
    for group in (release.gates, release.limits, release.pacing, release.capabilities):
        for item in fields(group):
            limit = getattr(group, item.name)
            if limit is not None:
                yield from _row(item.name, limit, cells)


def _row(label: str, limit: Limit[Any], cells: int) -> Iterator[str]:
    """Give the figure on one line, and its note beside it or, where that is too long, below."""
    head = f"{_INDENT}{pad(label, _LABEL)}{pad(_shown(limit), _VALUE)}"
    whole = f"{head}[{limit.evidence}] · {limit.note}"
    if not limit.note or width(whole) > cells:
        yield from sourced(head, limit.evidence, cells)
        yield from indented(limit.note, cells, _NOTE, _NOTE) if limit.note else ()
    else:
        yield whole


def _shown(limit: Limit[Any]) -> str:
    """Give the figure; a list ends with a blank, so that it keeps away from its evidence however long it is."""
    figure = written(limit) or ""
    return f"{figure} " if isinstance(limit.value, tuple) or width(figure) >= _VALUE else figure
