"""Lines of a text at a width, and what each of them was in the whole text. What the text means is not here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.selection import Selection

from simulator.faces.tui.line_breaks import break_offsets


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn.

    `end` is what stood between it and the next line: a line feed, or what a line break took the place of. The first
    `lead` characters are indentation and marks, which a line that goes on repeats. `fill` styles the whole width.
    """

    content: Content
    end: str = "\n"
    lead: int = 0
    fill: str = ""


BLANK = Line(Content())


def broken(content: Content, width: int) -> list[Line]:
    """Give the lines of a text, each of at most `width` cells, broken as Chinese and mixed text is."""
    lines: list[Line] = []
    for whole in content.split("\n", allow_blank=True):
        offsets = break_offsets(whole.plain, max(1, width))
        for part in whole.divide(offsets) if offsets else [whole]:
            shown = part.rstrip()
            lines.append(Line(shown, part.plain[len(shown.plain) :]))
        lines[-1] = replace(lines[-1], end="\n")
    return lines


def beside(lines: Sequence[Line], first: Content, rest: Content) -> list[Line]:
    """Give lines with `first` before the first of them and `rest` before the others."""
    return [
        replace(line, content=mark + line.content, lead=line.lead + len(mark.plain))
        for line, mark in zip(lines, [first, *[rest] * (len(lines) - 1)], strict=True)
    ]


def selected(lines: Sequence[Line], selection: Selection) -> str:
    """Give the selected text as it was before its lines were broken."""
    text, goes_on = "", False
    for y, line in enumerate(lines):
        span = selection.get_span(y)
        if span is not None:
            start, end = span
            text += line.content.plain[max(start, line.lead if goes_on else 0) : None if end < 0 else end]
            text += line.end if end < 0 else ""
        goes_on = line.end != "\n"
    return text.removesuffix("\n")


def spans_of(lines: Sequence[Line], wanted: re.Pattern[str]) -> dict[int, list[tuple[int, int]]]:
    """Give what is found, by line and the characters in it; what a line break parts is found too."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for first, last in _paragraphs(lines):
        text, places = _joined(lines[first:last])
        for match in wanted.finditer(text):
            for y, (begin, lead) in enumerate(places, first):
                start = max(match.start() - begin, 0) + lead
                end = min(match.end() - begin + lead, len(lines[y].content))
                if start < end:
                    spans.setdefault(y, []).append((start, end))
    return spans


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    first = 0
    for last, line in enumerate(lines, 1):
        if line.end == "\n":
            yield first, last
            first = last


def _joined(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """Give the text of lines that go on, and of each where it begins in it and the lead that is left out."""
    text, places = "", list[tuple[int, int]]()
    for line in lines:
        lead = line.lead if places else 0
        places.append((len(text), lead))
        text += line.content.plain[lead:] + line.end
    return text.removesuffix("\n"), places
