"""Has a recorded session to itself for as long as a command talks in it. What is said there is not here."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

PATIENCE_SECONDS = 1.0
"""After so long it is told what is waited for."""


@contextmanager
def alone(
    session: str | None, lock: Callable[[str], AbstractAsyncContextManager[object]], runner: asyncio.Runner
) -> Iterator[None]:
    """Have `session` once nobody else has it, such as a server in the middle of a turn; None is nobody's."""
    if session is None:
        yield
        return
    held = lock(session)
    runner.run(_entered(held, session))
    try:
        yield
    finally:
        runner.run(held.__aexit__(None, None, None))


async def _entered(held: AbstractAsyncContextManager[object], session: str) -> None:
    entering = asyncio.ensure_future(held.__aenter__())
    try:
        await asyncio.wait((entering,), timeout=PATIENCE_SECONDS)
        if not entering.done():
            print(f"session {session} is in use by another process; waiting for it, Ctrl+C gives up", file=sys.stderr)
        await entering
    finally:
        entering.cancel()
