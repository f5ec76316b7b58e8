"""A session belongs to one process at a time, whichever way that process ends."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from simulator.domain.events import ConversationRenewed, Heard
from simulator.store.locks import SessionLocks
from simulator.store.problem import RecordingsProblem
from simulator.store.sqlite import SqliteStore

HOLDER = """
import asyncio, sys
from pathlib import Path
from simulator.store.locks import SessionLocks

async def hold():
    async with SessionLocks(Path(sys.argv[1])).alone("one"):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(hold())
"""


@pytest.fixture
def holder(tmp_path):
    """Run a process that has the session "one"."""
    line, pipe = [sys.executable, "-c", HOLDER, str(tmp_path)], subprocess.PIPE
    with subprocess.Popen(line, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="there one process alone goes on with a session")
async def test_another_process_waits_until_the_first_has_ended(tmp_path, holder):
    locks = SessionLocks(tmp_path)
    async with locks.alone("another"):
        pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), locks.alone("one"):
            pass
    holder.kill()
    async with locks.alone("one"):
        pass
    locks.close()


async def test_within_a_process_there_is_one_holder_too(tmp_path):
    locks, order = SessionLocks(tmp_path), []

    async def hold(name):
        async with locks.alone("one"):
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(hold("a"), hold("b"))
    assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])
    locks.close()


def test_what_happens_in_a_session_makes_its_newest_number_grow(tmp_path):
    one, other = SqliteStore(tmp_path), SqliteStore(tmp_path)
    assert one.newest("demo") == 0
    numbers = []
    for _ in range(2):
        other.recorder("demo").record(ConversationRenewed(session="demo", turn=1, t=0.0, reason="user"))
        numbers.append(one.newest("demo"))
    other.recorder("else").record(Heard(session="else", turn=1, t=0.0, text="你好", source="text"))
    assert 0 < numbers[0] < numbers[1] == one.newest("demo")
    one.close()
    other.close()


@pytest.mark.parametrize("kind", ["a file in its place", "a folder in place of the file"])
def test_a_folder_that_nothing_can_be_recorded_in_is_told(tmp_path, kind):
    folder = tmp_path / "data"
    if kind == "a file in its place":
        folder.write_text("")
    else:
        (folder / "sessions.db").mkdir(parents=True)
    with pytest.raises(RecordingsProblem, match="SIMULATOR_DATA_DIR"):
        SqliteStore(folder)
