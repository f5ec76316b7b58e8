"""How recorded sessions look at a terminal: the list as a table, and one session as its conversation."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.domain.cells import pad, width
from simulator.domain.clean import clean
from simulator.domain.limit import Lang
from simulator.faces.cli.wrapping import is_coloured
from simulator.texts import Texts

_TEXTS = Texts("cli")

if TYPE_CHECKING:
    from simulator.export.page import Style
    from simulator.export.telling import Recorded
    from simulator.store.sqlite import Summary

_COLUMNS = (
    _TEXTS["sessions.column.name"],
    _TEXTS["sessions.column.phone"],
    _TEXTS["sessions.column.release"],
    _TEXTS["sessions.column.turns"],
    _TEXTS["sessions.column.used"],
    _TEXTS["sessions.column.size"],
)
_NONE = _TEXTS["sessions.none"]
_COLOURS: Mapping[Style, str] = {"title": "\x1b[36m", "user": "\x1b[36m", "thinking": "\x1b[2m", "notice": "\x1b[33m"}
_PLAIN = "\x1b[0m"


def list_page(summaries: Sequence[Summary], lang: Lang) -> str:
    """Give the table of sessions."""
    if not summaries:
        return _NONE.text(lang)
    rows = [[column.text(lang) for column in _COLUMNS], *(_row(summary) for summary in summaries)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(pad(cell, cells) for cell, cells in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(summary: Summary) -> list[str]:
    opened, last = summary.opened, summary.changed or summary.opened
    phone = f"{opened.vendor} · {last.phone.device}" if opened and last else "–"
    used = "–" if summary.used is None else f"{summary.used[:10]} {summary.used[11:16]}Z"
    cells = (summary.name, phone, last.release if last else "–", f"{summary.turns}", used, _size(summary.size))
    return [clean(cell) for cell in cells]


def _size(size: int) -> str:
    return f"{size} B" if size < 1024 else f"{size / 1024:.0f} KiB" if size < 1024**2 else f"{size / 1024**2:.1f} MiB"


def print_page(recorded: Recorded, environ: Mapping[str, str], *, with_thinking: bool) -> None:
    """Print a session's conversation, coloured on a terminal."""
    from simulator.export.page import page

    colours = _COLOURS if is_coloured(sys.stdout, environ) else {}
    for number, (style, paragraph) in enumerate(page(recorded, with_thinking=with_thinking)):
        colour = colours.get(style, "")
        gap = "\n" if number and style == "user" else ""
        print(f"{gap}{colour}{paragraph}{_PLAIN if colour else ''}")
