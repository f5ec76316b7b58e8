"""Whether a stream of a million chunks costs any memory: how fast it is read is `decode`'s question."""

from __future__ import annotations

import asyncio
import gc

from benchmarks.conversation import resident_kib
from benchmarks.stream_server import server
from simulator.backends.chat_completions import ChatCompletions
from simulator.domain.completion import Failed, Message, Prompt

TITLE = "Memory of one stream of 1,000,000 chunks"

CHUNKS = 1_000_000
SETTLED = 20_000
"""Texts after which nothing is warming up any more."""

DIALECTS = ("deepseek", "sglang-without-parser", "gateway-parts")


async def _read(dialect: str) -> tuple[int, int, int]:
    """Read a stream and let go of each text; give the texts, and the resident KiB settled and at most."""
    texts, settled, most = 0, 0, 0
    async with server() as url:
        backend = ChatCompletions(name="bench", base_url=f"{url}/{dialect}/{CHUNKS}", model="r1")
        async for item in backend.ask(Prompt((Message("user", "你好"),))):
            texts += 1
            if isinstance(item, Failed):
                raise RuntimeError(f"{dialect}: {item.fault.message}")
            if texts == SETTLED:
                gc.collect()
                settled = most = resident_kib()
            elif texts % SETTLED == 0:
                most = max(most, resident_kib())
        await backend.aclose()
    return texts - 1, settled, most


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    return [_row(dialect, *asyncio.run(_read(dialect))) for dialect in DIALECTS]


def _row(dialect: str, texts: int, settled: int, most: int) -> tuple[str, str, str, str]:
    grown = f"{most - settled:+,} KiB over {texts:,} texts"
    return dialect, grown, f"{settled / 1024:.1f} MiB after {SETTLED:,}", "flat (below 1 MiB)"
