"""Whole conversations on the embedded mock under the virtual clock: every turn through the wire format."""

from __future__ import annotations

import asyncio
import resource
import time
from pathlib import Path

from simulator.faces.parts import OpenPhone
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program

TITLE = "Embedded conversations, virtual clock, one core"

TURNS = ("我叫小明", "讲个笑话", "再讲一个", "12 乘以 34 等于多少？", "我叫什么？") * 2
CONVERSATIONS = 60
OPEN = 200


def phone() -> OpenPhone:
    """Give a phone of the official release, whose cap is above ten turns."""
    return Program({}).open_phone(PhoneChoice(clock="virtual"), BackendChoice(), None)


async def converse(opened: OpenPhone) -> int:
    """Say all turns and give the number of events."""
    events = 0
    for utterance in TURNS:
        async for _ in opened.conversation.turn(utterance):
            events += 1
    return events


def resident_kib() -> int:
    """Give the resident memory of this process, in KiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024


async def _throughput() -> tuple[float, int]:
    await converse(phone())
    started, events = time.process_time(), 0
    for _ in range(CONVERSATIONS):
        opened = phone()
        events += await converse(opened)
        await opened.put_away()
    return (time.process_time() - started) / CONVERSATIONS, events // CONVERSATIONS


async def _memory() -> float:
    before, held = resident_kib(), []
    for _ in range(OPEN):
        opened = phone()
        await converse(opened)
        held.append(opened)
    return (resident_kib() - before) / len(held)


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    seconds, events = asyncio.run(_throughput())
    each = asyncio.run(_memory())
    turns = len(TURNS)
    return [
        (
            f"{turns}-turn conversations",
            f"{1 / seconds:.1f} a second",
            f"{seconds / turns * 1000:.2f} CPU ms a turn",
            "",
        ),
        ("events of a conversation", str(events), f"{seconds / events * 1e6:.0f} CPU µs an event", ""),
        ("memory of an open one", f"{each:.0f} KiB", f"over {OPEN} open at once, ten turns each", ""),
    ]
