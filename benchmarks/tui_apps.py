"""The apps that `tui` measures, each a process at a terminal: `python -m benchmarks.tui_apps WHAT [KIND] [HISTORY]`.

What an app measured of itself is the last line that it writes to the file descriptor that `MEASURED_TO` names.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

from benchmarks.conversation import phone, resident_kib
from simulator.domain.events import AnswerDelta, Event, Heard, TurnEnded
from simulator.faces.tui.app import PhoneApp, SimulatorApp
from simulator.faces.tui.compare_app import CompareApp
from simulator.faces.tui.held import Held
from simulator.faces.tui.phone_in_use import PhoneInUse

CHUNKS, A_SECOND = 1_000, 200
IDLE_SECONDS = 10.0
PAGES, A_KEY = 60, 0.05
"""So many pages back, each so many seconds after the one before was drawn: a key that is held."""
PROSE = (
    "元宵节的夜里，灯笼沿着河岸一盏盏亮起来，孩子们提着兔子灯跑过石桥，老人坐在门前剥着花生，说起很久以前的故事。"
    "那时的月亮也是这样圆，戏台搭在祠堂前面，锣鼓一响，全村的人都放下手里的活，端着小板凳赶来，生怕错过了开场。\n\n"
)
MIXED = (
    "## 第一步\n\n先看**题目**，再看 `n` 的大小：\n\n1. 甲站在最左边\n2. 乙站在中间\n\n"
    "```python\ndef orders(n):\n    return 1 if n < 2 else n * orders(n - 1)\n```\n\n"
    "| 人数 | 排法 |\n| --- | --- |\n| 3 | 6 |\n| 4 | 24 |\n\n所以 4 个人有 24 种排法，见[这里](https://example.com)。\n\n"
)
TEXTS = {"prose": PROSE, "mixed": MIXED}
_PIECE = 4


def pieces(kind: str) -> list[str]:
    """Give what is streamed: so many pieces of four characters, as a server sends them."""
    text = TEXTS[kind] * (CHUNKS * _PIECE // len(TEXTS[kind]) + 1)
    return [text[at * _PIECE : (at + 1) * _PIECE] for at in range(CHUNKS)]


def turn(number: int, answer: str) -> list[Event]:
    """Give the events of a turn that is over, as a recording keeps them."""
    facts: dict[str, Any] = {"session": "bench", "turn": number, "t": float(number)}
    rest = dict.fromkeys(("thinking_seconds", "usage", "cost", "fault", "limit"))
    ended = TurnEnded(
        **facts,
        **rest,
        outcome="completed",
        answer=answer,
        thinking="",
        first_token_seconds=1.0,
        seconds=1.0,
        finish="stop",
    )
    return [Heard(**facts, text=f"第 {number} 个问题：说说元宵节", source="text"), ended]


def opening(messages: int) -> list[Event]:
    """Give the events of so many messages, half of them answers."""
    return [event for number in range(1, messages // 2 + 1) for event in turn(number, MIXED)]


async def at_pace(kind: str) -> AsyncIterator[str]:
    """Give the pieces at their pace, each at its own time: a late one makes no other late."""
    began = time.perf_counter()
    for number, piece in enumerate(pieces(kind)):
        await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
        yield piece


class Stalls:
    """How late a loop is that should wake every ten milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            due = time.perf_counter() + 0.01
            await asyncio.sleep(0.01)
            self.late.append(time.perf_counter() - due)


async def measured(stream: Callable[[], Coroutine[Any, Any, None]]) -> dict[str, float]:
    """Run what streams, and give its CPU seconds, the stalls of the loop and the memory after it."""
    await asyncio.sleep(1.0)  # the first frame is not what is measured
    stalls, cpu = Stalls(), time.process_time()
    watching = asyncio.create_task(stalls.watch())
    await stream()
    watching.cancel()
    ordered = statistics.quantiles(stalls.late, n=100)
    return {"cpu": time.process_time() - cpu, "p95": ordered[94], "worst": max(stalls.late), "kib": resident_kib()}


def tell(said: dict[str, float]) -> None:
    """Write what was measured to where it is awaited."""
    os.write(int(os.environ["MEASURED_TO"]), json.dumps(said).encode() + b"\n")


class Bare(App[None]):
    """A Markdown that streams, and nothing else."""

    def __init__(self, kind: str | None) -> None:
        super().__init__()
        self._kind = kind

    def compose(self) -> ComposeResult:
        """Give the Markdown, or a line of text where nothing is streamed."""
        if self._kind is None:
            yield Static("READY")
            return
        with VerticalScroll():
            yield Markdown()

    def on_ready(self) -> None:
        """Begin."""
        self.run_worker(self._run())

    async def _run(self) -> None:
        tell(await measured(self._stream))
        self.exit()

    async def _stream(self) -> None:
        if self._kind is None:
            await asyncio.sleep(IDLE_SECONDS)
            return
        self.query_one(VerticalScroll).anchor()
        stream = Markdown.get_stream(self.query_one(Markdown))
        async for piece in at_pace(self._kind):
            await stream.write(piece)
        await stream.stop()


async def answer(shown: PhoneInUse, kind: str, number: int) -> None:
    """Stream a turn into a phone, as its conversation would."""
    said, asked = "", turn(number, "")[0]
    shown.take(asked)
    async for piece in at_pace(kind):
        said += piece
        shown.take(AnswerDelta(session="bench", turn=number, t=float(number), text=piece))
    shown.take(turn(number, said)[1])


def in_use(messages: int) -> PhoneInUse:
    """Give a phone on which so many messages stand."""
    opened = phone()
    return PhoneInUse(opened.conversation, "zh", [*opened.opening, *opening(messages)])


def stream_into(app: SimulatorApp, phones: Sequence[PhoneInUse], kind: str, *, again: bool) -> SimulatorApp:
    """Let an app begin once it is drawn: to idle, to measure an answer, or to answer for as long as it is looked at."""

    async def stream() -> None:
        if kind == "idle":
            await asyncio.sleep(IDLE_SECONDS)
        else:
            await asyncio.gather(*(answer(shown, kind, 10_000) for shown in phones))
            await app.desk.drawn()

    async def begin() -> None:
        while again:
            await stream()
        await app.desk.drawn()  # a history takes more than one frame
        tell(await measured(stream))
        app.exit()

    app.call_later(lambda: app.run_worker(begin()))
    return app


async def pages_back(app: PhoneApp) -> dict[str, float]:
    """Go back page by page, and give the seconds until a page stood on the screen."""
    view, taken = app.phone.panel.messages, []
    for _ in range(PAGES):
        began, painted = time.perf_counter(), asyncio.Event()
        await app.phone.action_look_back()
        # It scrolls with the next frame, and what it scrolled to is seen with the one after.
        view.call_after_refresh(view.call_after_refresh, painted.set)
        await painted.wait()
        taken.append(time.perf_counter() - began)
        await asyncio.sleep(A_KEY)
    return {"median": statistics.median(taken), "p95": statistics.quantiles(taken, n=100)[94], "worst": max(taken)}


def scrolled_app(messages: int) -> SimulatorApp:
    """Give one phone with a history that is looked at page by page."""
    opened = phone()
    app = PhoneApp(opened.conversation, "zh", [*opened.opening, *opening(messages)])

    async def begin() -> None:
        await app.desk.drawn()
        await asyncio.sleep(1.0)
        tell(await pages_back(app))
        app.exit()

    app.call_later(lambda: app.run_worker(begin()))
    return app


def phone_app(kind: str, messages: int) -> SimulatorApp:
    """Give one phone with a history, which streams an answer or idles."""
    opened = phone()
    app = PhoneApp(opened.conversation, "zh", [*opened.opening, *opening(messages)])
    return stream_into(app, [app.phone.phone], kind, again=False)


def compare_app(kind: str) -> SimulatorApp:
    """Give four phones that answer for ever."""
    phones = [in_use(0) for _ in range(4)]
    return stream_into(CompareApp([Held(each) for each in phones], "zh"), phones, kind, again=True)


def main(what: str, kind: str, history: str) -> None:
    """Run one app."""
    match what:
        case "bare":
            Bare(None if kind == "idle" else kind).run()
        case "scroll":
            scrolled_app(int(history)).run()
        case "phone":
            phone_app(kind, int(history)).run()
        case _:
            compare_app(kind).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
