"""Reads a running app as a person would: the text of its screen, and waiting until it is drawn."""

from __future__ import annotations

from asyncio import Event, sleep
from collections.abc import Callable

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot

from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.widgets.utterance_line import UtteranceLine


def screen_text(app: App[None]) -> str:
    """Give the screen as lines of text, each character at its cell, without spaces at the ends of lines."""
    rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    return "\n".join(row.replace("\xa0", " ").rstrip() for row in rows).rstrip() + "\n"


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


async def typed_while_the_screen_is_busy(pilot: Pilot[None], keys: str) -> None:
    """Type as a terminal delivers it while the screen lays out a frame: its queue waits, those of its parts do not."""
    laid_out = Event()
    pilot.app.screen.call_later(laid_out.wait)
    await sleep(0)
    for key in keys.split():
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    for _ in range(200):
        await sleep(0)
    laid_out.set()
