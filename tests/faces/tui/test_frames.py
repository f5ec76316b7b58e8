from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from simulator.faces.tui.frames import Frames


class Part(Static):
    def __init__(self, gone: asyncio.Event) -> None:
        super().__init__()
        self.gone = gone

    def on_unmount(self) -> None:
        self.gone.set()


class Drawn(Screen[None]):
    """Its drawing looks for a part of it once that part has gone, as a frame does that a closing screen overtakes."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.part_gone = asyncio.Event(), asyncio.Event()
        self.frames = Frames(self._draw)

    def compose(self) -> ComposeResult:
        yield Part(self.part_gone)

    def on_mount(self) -> None:
        self.run_worker(self.frames.run(self))
        self.frames.change()

    async def _draw(self) -> None:
        self.began.set()
        await self.part_gone.wait()
        self.query_one(Part)


class Drawing(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.drawn = Drawn()

    def on_mount(self) -> None:
        self.push_screen(self.drawn)


async def test_a_frame_that_a_closing_app_overtakes_is_dropped():
    app = Drawing()
    async with app.run_test():
        await app.drawn.began.wait()


async def test_a_frame_that_a_closing_screen_overtakes_is_dropped():
    app = Drawing()
    async with app.run_test():
        await app.drawn.began.wait()
        await app.pop_screen()


async def test_a_fault_in_drawing_an_open_screen_is_not_hidden():
    app = Drawing()
    with pytest.raises(WorkerFailed, match="No nodes match"):
        async with app.run_test() as pilot:
            await app.drawn.began.wait()
            await app.drawn.query_one(Part).remove()
            await pilot.pause()


async def test_keys_are_acted_on_between_two_phones_of_a_frame():
    happened: list[str] = []

    async def draw() -> None:
        happened.append("one phone")
        asyncio.get_running_loop().call_soon(happened.append, "a key")
        await frames.next_phone()
        happened.append("another phone")

    frames = Frames(draw)
    frames.change()
    drawing = asyncio.create_task(frames.run(Screen()))
    await frames.drawn()
    drawing.cancel()
    assert happened == ["one phone", "a key", "another phone"]
