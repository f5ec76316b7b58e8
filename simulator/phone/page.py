"""What is on a phone, as a text for people. How a face frames it is the face's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from simulator.domain.cells import pad, width
from simulator.domain.clean import clean
from simulator.domain.contents import Contents
from simulator.domain.limit import Lang
from simulator.phone.arguments import short
from simulator.phone.cues import cues_from
from simulator.phone.kept import ALARM, EVENT, NOTE, REMINDER, SUBTITLES, Entry, entries
from simulator.phone.moments import say_when
from simulator.texts import Texts

_TEXTS = Texts("skills")

_HEADINGS = {
    ALARM: _TEXTS["page.alarm"],
    EVENT: _TEXTS["page.event"],
    REMINDER: _TEXTS["page.reminder"],
    NOTE: _TEXTS["page.note"],
    SUBTITLES: _TEXTS["page.subtitles"],
}
_EMPTY = _TEXTS["page.empty"]
_OVER = _TEXTS["page.over"]
_LINES = _TEXTS["page.lines"]
_SHOWN = 40

Row = tuple[str, str, str]


def contents_page(contents: Contents, lang: Lang, moment: datetime) -> str:
    """Give all that the skills put on a phone, a section a kind, columns aligned in terminal cells.

    `moment` (aware) is the phone's present: what is over is marked. Other kinds of things are not shown.
    """
    rows = {
        **{kind: _timed(contents, kind, lang, moment) for kind in (ALARM, EVENT, REMINDER)},
        NOTE: [(str(id_), str(fields.get("text") or ""), "") for id_, fields in contents.of(NOTE).items()],
        SUBTITLES: _subtitles(contents, lang),
    }
    sections = [_section(_HEADINGS[kind].text(lang), found) for kind, found in rows.items() if found]
    return "\n\n".join(sections) or _EMPTY.text(lang)


def _timed(contents: Contents, kind: str, lang: Lang, moment: datetime) -> list[Row]:
    return [
        (str(entry.id), say_when(entry, moment, lang), _title(entry, lang, moment)) for entry in entries(contents, kind)
    ]


def _title(entry: Entry, lang: Lang, moment: datetime) -> str:
    is_over = entry.next_after(moment) is None and (entry.until is None or entry.until <= moment)
    parts = (entry.title, f"@ {entry.place}" if entry.place else "", _OVER.text(lang) if is_over else "")
    return " ".join(part for part in parts if part)


def _subtitles(contents: Contents, lang: Lang) -> list[Row]:
    rows = []
    for id_, fields in contents.of(SUBTITLES).items():
        cues = cues_from(str(fields.get("cues") or "[]"))
        seconds = cues[-1].end / 1_000 if cues else 0.0
        size = _LINES.text(lang).format(count=len(cues), seconds=f"{seconds:.1f}")
        rows.append((str(id_), str(fields.get("title") or ""), size))
    return rows


def _section(heading: str, rows: Iterable[Row]) -> str:
    lines = [tuple(short(clean(cell), _SHOWN) for cell in row) for row in rows]
    widths = [max(width(row[column]) for row in lines) for column in (0, 1)]
    return "\n".join([heading, *(f"  {pad(a, widths[0])}  {pad(b, widths[1])}  {c}".rstrip() for a, b, c in lines)])
