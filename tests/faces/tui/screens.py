"""Reads a running app as a person would: the text of its screen, and waiting until it is drawn."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from rich.cells import cell_len
from textual.pilot import Pilot

from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.widgets.utterance_line import UtteranceLine

_CELL = 12.2
"""The width of a cell in Textual's SVG export."""
_TEXT = re.compile(r'<text [^>]*?x="([\d.]+)"[^>]*?clip-path="url\(#[^)]*-line-(\d+)\)"[^>]*>([^<]*)</text>')


def screen_text(app: PhoneApp) -> str:
    """Give the screen as lines of text, each character at its cell, without spaces at the ends of lines."""
    rows: dict[int, str] = {}
    for x, row, words in _TEXT.findall(app.export_screenshot()):
        line = rows.get(int(row), "")
        gap = round(float(x) / _CELL) - cell_len(line)
        rows[int(row)] = line + " " * gap + html.unescape(words).replace("\xa0", " ")
    height = max(rows, default=-1) + 1
    return "\n".join(rows.get(row, "").rstrip() for row in range(height)).rstrip() + "\n"


async def drawn(pilot: Pilot[None]) -> str:
    """Wait until all that has happened is drawn, and give the screen's text."""
    assert isinstance(pilot.app, PhoneApp)
    await pilot.pause()
    await pilot.app.phone.drawn()
    await pilot.pause()
    return screen_text(pilot.app)


async def send(pilot: Pilot[None], utterance: str) -> None:
    """Put an utterance into the line and send it."""
    pilot.app.screen.query_one(UtteranceLine).value = utterance
    await pilot.press("enter")


async def say(pilot: Pilot[None], utterance: str) -> str:
    """Send an utterance, wait for the end of its turn, and give the screen's text."""
    assert isinstance(pilot.app, PhoneApp)
    await send(pilot, utterance)
    if pilot.app.phone.turn is not None:
        await pilot.app.phone.turn.wait()
    return await drawn(pilot)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app run until something holds; fails if it never does."""
    for _ in range(200):
        if holds():
            return
        await pilot.pause()
    raise AssertionError("it never came to hold")
