"""Whether 200 conversations at once in one process hear each token on time; the mock serves them in another process.

The mock writes a piece every so many milliseconds on an absolute schedule. The lateness of a token is how long after
its moment it reached the one who reads the conversation, counted from the token of its stream that was least late. The
comparison reads the same streams with bare httpx and decodes nothing: what it is late is the server's, the machine's
and httpx's; what a conversation adds is ours.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from simulator.domain.events import AnswerDelta, ThinkingDelta
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program

TITLE = "200 conversations at once in one process (p99 of the lateness of a token)"

CROWD = 200
ROUNDS = 3
"""Bare readers and conversations take turns; the better round of each counts."""

FIRST_TOKEN, GAP = 2.0, 0.1
SETTLING = 10
"""Tokens of a stream that are not counted: so many requests at once are a burst of their own."""

UTTERANCE = "12 乘以 34 等于多少？"
PROFILE = (Path(__file__).parent / "endless.toml").read_text("utf-8")
AT_ONCE = PROFILE.replace('"1s"', '"0.001s"').replace("value = 20,", "value = 100000,")
"""A phone that adds no delay of its own, so that a token is due when it comes."""

Reader = Callable[[], Awaitable[list[float]]]


@contextlib.asynccontextmanager
async def mock() -> AsyncIterator[str]:
    """Run the mock for as long as the context lasts, and give its URL."""
    latency = f"first_token={FIRST_TOKEN},gap={GAP}"
    command = ("-m", "simulator", "mock", "--port", "0", "--latency", latency, "--lang", "en")
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().split()[3]
    finally:
        process.terminate()
        await process.wait()


def phone(url: str, folder: Path) -> Reader:
    """Take a phone in hand, and give a conversation on it: the moments at which its tokens are heard."""
    choice = PhoneChoice(vendor="endless", vendors_paths=(folder,))
    opened = Program({}).open_phone(choice, BackendChoice(url=url), None)

    async def read() -> list[float]:
        moments = [
            time.perf_counter()
            async for event in opened.conversation.turn(UTTERANCE)
            if isinstance(event, AnswerDelta | ThinkingDelta)
        ]
        await opened.put_away()
        return moments

    return read


def bare(url: str) -> Reader:
    """Give a reader that takes bytes and decodes nothing: the moments of the chunks of text."""
    body = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": UTTERANCE}], "stream": True}

    async def read() -> list[float]:
        async with (
            httpx.AsyncClient(trust_env=False, verify=False) as client,
            client.stream("POST", f"{url}/chat/completions", json=body) as response,
        ):
            moments: list[float] = []
            async for data in response.aiter_raw():
                moments += [time.perf_counter()] * data.count(b"data: {")
        # The chunk with the role comes before the schedule, the finish chunk after it.
        return moments[1:-1]

    return read


def lateness(moments: list[float]) -> list[float]:
    """Give how many ms each token was late, against the one of its stream that was least late.

    Raises: RuntimeError if nothing was heard.
    """
    if len(moments) <= SETTLING:
        raise RuntimeError(f"a stream of {len(moments)} tokens broke off")
    behind = [moment - number * GAP for number, moment in enumerate(moments)][SETTLING:]
    least = min(behind)
    return [(one - least) * 1000 for one in behind]


async def _late(readers: list[Reader]) -> list[float]:
    heard = await asyncio.gather(*(reader() for reader in readers))
    return sorted(late for moments in heard for late in lateness(moments))


async def _measure(folder: Path) -> dict[str, list[float]]:
    async with mock() as url:
        await phone(url, folder)()
        found = {"one conversation": await _late([phone(url, folder)])}
        for _ in range(ROUNDS):
            _keep(found, f"{CROWD} bare readers", await _late([bare(url)] * CROWD))
            _keep(found, f"{CROWD} conversations", await _late([phone(url, folder) for _ in range(CROWD)]))
        return found


def _keep(found: dict[str, list[float]], name: str, late: list[float]) -> None:
    """Keep the better of two rounds."""
    if name not in found or _p99(late) < _p99(found[name]):
        found[name] = late


def _p99(late: list[float]) -> float:
    return late[len(late) * 99 // 100]


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "endless"
        folder.mkdir()
        (folder / "profile.toml").write_text(AT_ONCE, "utf-8")
        found = asyncio.run(_measure(folder))
    return [_row(name, late) for name, late in found.items()]


def _row(name: str, late: list[float]) -> tuple[str, str, str, str]:
    middle = late[len(late) // 2]
    return name, f"p99 {_p99(late):.1f} ms", f"median {middle:.1f} ms of {len(late):,} tokens", ""
