"""A picture of a session's phone with its last screenful, as SVG. It loads nothing; no text in it can do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from simulator.domain.cells import width
from simulator.domain.labels import channel_label, day_label
from simulator.domain.screen import AssistantMessage, Notice, ScreenState, UserMessage
from simulator.export.lines import broken, plain
from simulator.export.telling import Recorded, Said, displayed, in_words, thought, told
from simulator.export.words import text

WIDE, HIGH = 390, 844
_TOP, _BOTTOM = 116, 800
"""Between them are the messages."""
_CELL, _LINE, _SMALL_CELL, _SMALL_LINE = 7.6, 23.0, 6.4, 18.0
_FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_EVEN_FONT = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCREEN, _CASE, _PANEL, _TEXT, _SOFT, _WARN, _BAD = (
    "#15181d",
    "#2c323b",
    "#232831",
    "#e6e9ee",
    "#a2abb8",
    "#e5b567",
    "#ff8a8a",
)
_NOTICE_COLOURS = {"grave": _BAD, "limited": _WARN, "quiet": _SOFT}


@dataclass(frozen=True, slots=True)
class _Block:
    """One entry as it is drawn: its lines, and its place across the screen."""

    lines: tuple[str, ...]
    side: str
    colour: str
    fill: str = ""
    is_small: bool = False

    @property
    def line_height(self) -> float:
        return _SMALL_LINE if self.is_small else _LINE

    @property
    def padding(self) -> float:
        return 10 if self.fill else 0

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height + 2 * self.padding

    @property
    def width(self) -> float:
        cell = _SMALL_CELL if self.is_small else _CELL
        return max(width(line) for line in self.lines) * cell + (28 if self.fill else 0)


def as_svg(recorded: Recorded) -> str:
    """Give the picture; what is above its screen is counted in a line."""
    screen = displayed(recorded.events)
    parts = [*_frame(recorded, screen), *_messages(recorded, screen), "</g>", *_bottom(recorded), "</svg>"]
    return "\n".join(parts) + "\n"


def _frame(recorded: Recorded, screen: ScreenState) -> Iterator[str]:
    lang, maker, moment = recorded.lang, recorded.maker, screen.moment()
    title = f"{maker.assistant.text(lang)} · {recorded.name}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-14 -14 {WIDE + 28} {HIGH + 28}" '
        f'width="{WIDE + 28}" height="{HIGH + 28}" role="img" font-family="{_FONT}" font-size="15">'
    )
    yield f"<title>{_shown(title)}</title>"
    yield f'<rect x="-12" y="-12" width="{WIDE + 24}" height="{HIGH + 24}" rx="56" fill="{_CASE}"/>'
    yield f'<rect width="{WIDE}" height="{HIGH}" rx="46" fill="{_SCREEN}"/>'
    yield f'<clipPath id="messages"><rect y="{_TOP}" width="{WIDE}" height="{_BOTTOM - _TOP}"/></clipPath>'
    if moment is not None:
        yield _text(26, 34, f"{moment:%H:%M}  {day_label(moment, lang)}", _TEXT, 12)
        yield _text(WIDE - 26, 34, _cut(f"{screen.device} · {screen.os}", 34), _SOFT, 12, "end")
    yield _text(26, 72, _cut(maker.assistant.text(lang), 30), maker.looks.accent, 21)
    about = text("untaken", lang)
    if recorded.started is not None:
        about = f"{maker.vendor.text(lang)} · {screen.release} · {channel_label(screen.channel, lang)}"
    yield _text(26, 94, _cut(about, 54), _SOFT, 12)
    yield f'<path d="M0 106.5H{WIDE}" stroke="{_PANEL}"/>\n<g clip-path="url(#messages)">'


def _messages(recorded: Recorded, screen: ScreenState) -> Iterator[str]:
    """Draw from the last entry upwards until the screen is full."""
    entries = tuple(in_words(screen.entries))
    y, hidden = float(_BOTTOM - 8), len(entries)
    drawn: list[str] = []
    for entry in reversed(entries):
        if y < _TOP:
            break
        hidden -= 1
        for block in reversed(list(_blocks(entry, recorded))):
            y -= block.height
            drawn.append("\n".join(_block(block, y)))
            y -= 12
    if not entries:
        greeting = recorded.maker.looks.greeting.text(recorded.lang)
        drawn = ["\n".join(_block(_Block(tuple(broken(greeting, 40)), "middle", _SOFT), 380))] if greeting else []
    elif y > _TOP:  # a short conversation begins at the top, as on a phone
        yield f'<g transform="translate(0 {_TOP - y:.1f})">'
        drawn.insert(0, "</g>")
    yield from reversed(drawn)
    if hidden:
        yield f'<rect y="{_TOP}" width="{WIDE}" height="36" fill="{_SCREEN}"/>'
        yield f'<rect x="130" y="{_TOP + 6}" width="130" height="24" rx="12" fill="{_CASE}"/>'
        yield _text(WIDE / 2, _TOP + 22, text("earlier", recorded.lang, count=hidden), _TEXT, 12, "middle")


def _blocks(entry: Said, recorded: Recorded) -> Iterator[_Block]:
    if isinstance(entry, UserMessage):
        yield _Block(tuple(broken(entry.text, 38)), "end", "#101216", fill=recorded.maker.looks.accent)
    elif isinstance(entry, AssistantMessage):
        if entry.thinking:
            yield _Block((f"▸ {thought(entry, recorded)}",), "start", _SOFT, is_small=True)
        if entry.answer:
            yield _Block(tuple(broken(plain(str(entry.answer).strip()), 40)), "start", _TEXT, fill=_PANEL)
    else:
        yield _notice(entry, recorded)


def _notice(notice: Notice, recorded: Recorded) -> _Block:
    said = told(notice, recorded.lang)
    evidence = f"  [{said.evidence}]" if said.evidence else ""
    words = " · ".join((said.says, *said.details)) + evidence
    return _Block(tuple(broken(words, 50)), "middle", _NOTICE_COLOURS[said.weight], is_small=True)


def _block(block: _Block, y: float) -> Iterator[str]:
    wide = min(block.width, WIDE - 32)
    left = {"start": 16.0, "end": WIDE - 16 - wide, "middle": (WIDE - wide) / 2}[block.side]
    if block.fill:
        box = f'width="{wide:.1f}" height="{block.height:.1f}"'
        yield f'<rect x="{left:.1f}" y="{y:.1f}" {box} rx="17" fill="{block.fill}"/>'
    anchor, x = ("middle", WIDE / 2) if block.side == "middle" else ("start", left + (14 if block.fill else 4))
    size = 12.5 if block.is_small else 15
    for number, line in enumerate(block.lines):
        base = y + block.padding + number * block.line_height + block.line_height * 0.72
        is_even = block.side == "start" and "  " in line
        yield _columns(x, base, line, block.colour) if is_even else _text(x, base, line, block.colour, size, anchor)


def _bottom(recorded: Recorded) -> Iterator[str]:
    yield _text(WIDE / 2, HIGH - 22, text("simulated", recorded.lang), _SOFT, 10.5, "middle")
    yield f'<rect x="{WIDE / 2 - 60}" y="{HIGH - 12}" width="120" height="4" rx="2" fill="{_SOFT}"/>'


def _text(x: float, y: float, words: str, colour: str, size: float, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size:g}" text-anchor="{anchor}" '
        f'xml:space="preserve">{_shown(words)}</text>'
    )


def _columns(x: float, y: float, words: str, colour: str) -> str:
    """Write a line of a table or of code: every character at its own place, since fonts differ in their widths."""
    cells = accumulate(map(width, words[:-1]), initial=0)
    places = " ".join(f"{x + cell * _CELL:.1f}" for cell in cells)
    return (
        f'<text x="{places}" y="{y:.1f}" fill="{colour}" font-size="12.5" font-family="{_EVEN_FONT}" '
        f'xml:space="preserve">{_shown(words)}</text>'
    )


def _shown(words: str) -> str:
    return escape(_NOT_XML.sub("", words))


def _cut(words: str, cells: int) -> str:
    first = next(broken(words, cells), "")
    return words if first == words.rstrip() else f"{first}…"
