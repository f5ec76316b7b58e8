"""Makes the pictures of docs/gallery from the program itself: `python tools/gallery.py [FOLDER]`.

Every picture is a real phone on the embedded mock under a virtual clock, so that the same program makes the same ones.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from simulator.backends.cassettes.watch import WireWatch
from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.compare_app import CompareApp
from simulator.faces.tui.held import Held
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.screenshot import svg_of
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "gallery"
BETA = "11.2.10.310"
STORY = ("我叫小明，请记住", "讲个笑话", "讲个长故事", "再讲一个", "我叫什么？")


@dataclass(frozen=True)
class Picture:
    """One picture: its file, what it shows, the size in cells, and what is said and pressed before it is taken."""

    name: str
    title: str
    size: tuple[int, int]
    said: Sequence[str] = ()
    keys: Sequence[str] = ()
    vendor: str = "xiaoyi"
    release: str | None = BETA
    lang: Lang = "zh"


PICTURES = (
    Picture("phone", "小艺 Beta before anything was said", (80, 24)),
    Picture("answer", "an answer with its thinking unfolded", (80, 24), STORY[:1], ("ctrl+t",)),
    Picture("forgotten", "the Beta forgets the name it was told", (80, 24), STORY),
    Picture("light", "YOYO by daylight, in English", (80, 24), ("Tell me a joke",), ("f3",), "yoyo", None, "en"),
    Picture("inspector", "where the time of a turn went, and what its prompt held", (120, 40), STORY, ("f6",)),
    Picture("limits", "a limit turned up", (120, 40), STORY, ("f6", "f7", "ctrl+down", "f9", "f9")),
    Picture("wire", "the wire, keys hidden", (120, 40), STORY[:1], ("f6", "f7", "f7", "f7")),
    Picture("timeline", "the days of February 2025", (80, 24), STORY[:1], ("ctrl+g", *["right"] * 4)),
)
COMPARED = (("xiaoyi", BETA), ("xiaoyi", "11.2.10.340"))


@asynccontextmanager
async def phone(picture: Picture, program: Program) -> AsyncIterator[Pilot[None]]:
    """Run the phone of a picture, nothing said yet."""
    watch = WireWatch()
    choice = PhoneChoice(
        vendor=picture.vendor, wishes=PhoneWishes(release=picture.release), clock="virtual", lang=picture.lang
    )
    opened = program.open_phone(choice, BackendChoice(), None, watch)
    app = PhoneApp(
        opened.conversation, picture.lang, opened.opening, opened.put_away, opened.backends, lambda: tuple(watch.lines)
    )
    async with app.run_test(size=picture.size) as pilot:
        yield pilot


async def take(picture: Picture, program: Program, folder: Path) -> None:
    """Say and press what a picture needs, and take it."""
    async with phone(picture, program) as pilot:
        app = pilot.app
        assert isinstance(app, PhoneApp)
        for utterance in picture.said:
            app.phone.query_one(UtteranceLine).value = utterance
            await pilot.press("enter")
            if app.phone.turn is not None:
                await app.phone.turn.wait()
        await pilot.press(*picture.keys)
        await pilot.pause()
        await app.phone.drawn()
        await pilot.pause(0.2)
        keep(app, picture.name, picture.title, folder)


async def take_compared(program: Program, folder: Path) -> None:
    """Tell the story to two phones at once, and take their picture."""
    opened = [
        program.open_phone(
            PhoneChoice(vendor=vendor, wishes=PhoneWishes(release=release), clock="virtual"), BackendChoice(), None
        )
        for vendor, release in COMPARED
    ]
    app = CompareApp([Held(PhoneInUse(it.conversation, "zh", it.opening)) for it in opened], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        for utterance in STORY:
            app.phones.query_one(UtteranceLine).value = utterance
            await pilot.press("enter")
            await app.phones.answered()
        await app.phones.drawn()
        await pilot.pause(0.2)
        keep(app, "compare", "the Beta and the official release, side by side", folder)
    for it in opened:
        await it.put_away()


def keep(app: PhoneApp | CompareApp, name: str, title: str, folder: Path) -> None:
    """Write the picture of the present screen."""
    (folder / f"{name}.svg").write_text(svg_of(app, title), "utf-8")
    print(folder / f"{name}.svg")


async def main(folder: Path) -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as own:
        places = {f"SIMULATOR_{name}_DIR": str(Path(own) / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
        program = Program({**os.environ, **places})
        for picture in PICTURES:
            await take(picture, program, folder)
        await take_compared(program, folder)


if __name__ == "__main__":
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    to.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(to))
