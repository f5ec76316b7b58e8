"""The story that is filmed: a phone of February 2025 is woken, thinks, answers, forgets, meets its cap, is updated."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot

from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from simulator.replay.lab import LabChoice, Tape
from simulator.wiring.backends import EMBEDDED
from simulator.wiring.program import Program
from tools.film.camera import Camera
from tools.film.clock import FilmClock

SIZE = (80, 24)
RATE = 2.6
"""Session seconds in a second of the film: six turns of the Beta take two minutes."""
FRAMES_A_SECOND = 5
TYPING, READING, ENDING = 0.1, 0.6, 2.5
"""Seconds of the film for a character, before the next utterance, and for the last picture."""
PAINTING = 0.04
"""Real seconds in which Textual lays out and paints what was drawn."""
TITLE = "小艺 Beta, February 2025, at 2.6 times its pace: woken, thinks, answers, forgets, meets its cap, is updated"


@dataclass(frozen=True)
class Say:
    """Type an utterance and send it; the next act begins when it is answered."""

    text: str


@dataclass(frozen=True)
class Press:
    """Press keys, and look at what they did for some seconds of the film."""

    keys: tuple[str, ...]
    seconds: float


STORY: tuple[Say | Press, ...] = (
    Say("小艺小艺"),
    Say("我叫小明"),
    Say("讲个笑话"),
    Say("9.8和9.11哪个大"),
    Say("再讲一个"),
    Say("我叫什么？"),
    Say("再见"),
    Say("我叫什么？"),
    Press(("f4",), 0.6),
    Press(("down",), 0.4),
    Press(("enter",), 0.7),
    Say("我叫什么？"),
)
SETUP = {"vendor": "xiaoyi", "release": "11.2.10.310", "backend": EMBEDDED, "wake": "true"}


@dataclass(frozen=True)
class Film:
    """What was filmed, and the moment at which it ends."""

    camera: Camera
    end: float


class Director:
    """Plays a story to a camera."""

    def __init__(self, pilot: Pilot[None], clock: FilmClock) -> None:
        """Take an app that runs, whose phone is on the clock."""
        assert isinstance(pilot.app, PhoneApp)
        self._pilot, self._app, self._clock = pilot, pilot.app, clock
        self.camera = Camera(pilot.app, RATE)
        clock.take = self._take

    async def play(self, story: tuple[Say | Press, ...]) -> Film:
        """Play all acts, and give the film."""
        await self._take(0.0)
        await self._pass(READING)
        for act in story:
            if isinstance(act, Say):
                await self._say(act.text)
            else:
                await self._pilot.press(*act.keys)
                await self._pass(act.seconds)
        await self._pass(ENDING)
        return Film(self.camera, round(self._clock.now() / RATE, 3))

    async def _say(self, text: str) -> None:
        for char in text:
            self._app.phone.query_one(UtteranceLine).insert_text_at_cursor(char)
            await self._pass(TYPING)
        await self._pilot.press("enter")
        if self._app.phone.turn is not None:
            await self._app.phone.turn.wait()
        await self._pass(READING)

    async def _pass(self, seconds: float) -> None:
        await self._clock.sleep_until(self._clock.now() + seconds * RATE)

    async def _take(self, moment: float) -> None:
        await self._pilot.pause()
        await self._app.phone.drawn()
        await self._pilot.pause(PAINTING)
        self.camera.take(moment)


@asynccontextmanager
async def phone(environ: Mapping[str, str], setup: Mapping[str, str] = SETUP) -> AsyncIterator[Director]:
    """Give the director of a phone that runs, on the embedded mock."""
    clock = FilmClock(RATE / FRAMES_A_SECOND)
    lab = Program(environ).stage(LabChoice(), clock)
    handle = lab.open(dict(setup), (), Tape("story"), "story")
    app = PhoneApp(handle.conversation, "zh", handle.opening, handle.put_away)
    async with app.run_test(size=SIZE) as pilot:
        yield Director(pilot, clock)
