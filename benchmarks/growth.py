"""Whether a turn costs the same late in a conversation as early: memory is a window over its end."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.domain.phone import PhoneWishes
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program

TITLE = "Cost of turn n (CPU ms of one turn, median of the 20 turns around it)"

EARLY, LATE, AROUND = 20, 1_000, 10
PROFILE = (Path(__file__).parent / "endless.toml").read_text(encoding="utf-8")


async def _turns(session: str | None, folder: Path) -> list[float]:
    vendor = folder / "endless"
    vendor.mkdir(exist_ok=True)
    (vendor / "profile.toml").write_text(PROFILE, encoding="utf-8")
    choice = PhoneChoice(vendor="endless", wishes=PhoneWishes(), clock="virtual", vendors_paths=(vendor,))
    opened = Program({"SIMULATOR_DATA_DIR": str(folder)}).open_phone(choice, BackendChoice(), session)
    taken = []
    for number in range(LATE + AROUND):
        started = time.process_time()
        async for _ in opened.conversation.turn(f"第 {number} 个问题：12 乘以 34 等于多少？"):
            pass
        taken.append(time.process_time() - started)
    await opened.put_away()
    return taken


def _row(name: str, taken: list[float]) -> tuple[str, str, str, str]:
    early, late = (statistics.median(taken[n - AROUND : n + AROUND]) * 1000 for n in (EARLY, LATE))
    return name, f"{late:.2f} ms at turn {LATE}", f"{late / early:.2f}× of turn {EARLY} ({early:.2f} ms)", "flat"


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    with TemporaryDirectory() as folder:
        return [
            _row("not recorded", asyncio.run(_turns(None, Path(folder)))),
            _row("recorded", asyncio.run(_turns("growth", Path(folder)))),
        ]
