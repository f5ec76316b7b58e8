"""What happens to recordings when processes die, or write at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from simulator.domain.problem import UserProblem
from simulator.store.sqlite import FILE, SqliteStore

WRITER = Path(__file__).parent / "writer.py"
ROOT = Path(__file__).parents[2]
NOBODY = 65534


def writer(folder: Path, session: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(WRITER), str(folder), session, str(count)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, **pipes)


def texts(folder: Path, session: str) -> list[str]:
    store = SqliteStore(folder)
    found = [event.text for event in store.essentials(session)]
    store.close()
    return found


@pytest.mark.parametrize("kept", [1, 57])
def test_a_kill_at_any_moment_loses_nothing_that_was_recorded(tmp_path, kept):
    with writer(tmp_path, "s", 100_000) as process:
        said = [process.stdout.readline() for _ in range(kept)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    said = [int(line) for line in said if line.endswith(b"\n")]
    recorded = texts(tmp_path, "s")
    assert len(said) >= kept
    assert recorded[: len(said)] == [f"第{number}问" for number in said]
    assert len(recorded) <= len(said) + 1


def test_two_processes_record_two_sessions_at_once(tmp_path):
    names = ("小艺", "YOYO")
    processes = [writer(tmp_path, name, 100) for name in names]
    for process in processes:
        process.communicate(timeout=30)
    assert [process.returncode for process in processes] == [0, 0]
    for name in names:
        assert texts(tmp_path, name) == [f"第{number}问" for number in range(1, 101)]


@contextmanager
def anybody() -> Iterator[None]:
    """Stop being root for a while: to root every folder is open."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_read_only_folder_is_refused_with_what_to_do():
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        with anybody(), pytest.raises(UserProblem, match=r"cannot be kept here .* set SIMULATOR_DATA_DIR"):
            SqliteStore(Path(folder))


def test_a_file_that_another_process_is_making_is_waited_for(tmp_path):
    making = sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)
    making.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.05, making.execute, ["COMMIT"])
    done.start()
    store = SqliteStore(tmp_path)
    done.join()
    assert list(store.essentials("s")) == []
    store.close()
    making.close()


def test_a_reader_is_not_kept_waiting_by_a_writer(tmp_path):
    store = SqliteStore(tmp_path)
    writing = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    assert list(store.essentials("s")) == []
    writing.execute("ROLLBACK")
    writing.close()
    store.close()


def test_processes_that_start_at_once_in_an_empty_folder_all_record(tmp_path):
    processes = [writer(tmp_path / "new", f"s{number}", 3) for number in range(4)]
    ends = [process.communicate(timeout=30) for process in processes]
    assert [said.split() for said, _ in ends] == [[b"1", b"2", b"3"]] * 4, ends


def test_the_recordings_are_one_file_once_all_are_closed(tmp_path):
    SqliteStore(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
