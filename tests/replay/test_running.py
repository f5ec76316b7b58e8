"""Many cases: the same results however they are spread, cut off, or resumed."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warm import Heard, Warm

PAGE = 4096
MANY = f"""\
script: {"many " * 100}
matrix: {{{{vendor: [xiaoyi, yoyo], seed: [{{seeds}}]}}}}
turns:
  - user: 我叫小明
  - user: 我叫什么？
    expect: [answer: 小明]
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("places")
    return os.environ | {f"SIMULATOR_{name}_DIR": str(folder / name) for name in ("CONFIG", "CACHE", "DATA")}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.sim.yaml"
    path.write_text(MANY.format(seeds=", ".join(map(str, range(24)))), "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(finished, environ: dict[str, str], many: Path) -> Path:
    path = many.with_name("whole.jsonl")
    assert finished(environ, str(many), "--executor", "local", "--jsonl", str(path))[0] == 0
    return path


@pytest.fixture
def mine(many: Path, tmp_path: Path) -> Path:
    """Give a copy that a test may change."""
    return Path(shutil.copy(many, tmp_path / "mine.sim.yaml"))


@pytest.fixture(scope="session")
def started(warm: Warm) -> Callable[..., Heard]:
    return lambda environ, *argv: warm.start(["run", *argv], environ)


@pytest.fixture(scope="session")
def finished(started: Callable[..., Heard]) -> Callable[..., tuple[int, str]]:
    def finish(environ: dict[str, str], *argv: str) -> tuple[int, str]:
        process = started(environ, *argv)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err
        return process.wait(), out

    return finish


def results(path: Path) -> list[dict]:
    """Give the lines of a file of results without what is of the machine: real seconds."""
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [{key: value for key, value in line.items() if key != "seconds"} for line in lines]


def test_results_are_the_same_here_in_processes_shuffled_and_alone(finished, environ, many, whole, tmp_path):
    mixed, alone = tmp_path / "mixed.jsonl", tmp_path / "alone.jsonl"
    assert finished(environ, str(many), "-j", "3", "--shuffle", "--jsonl", str(mixed))[0] == 0
    assert results(mixed) != results(whole)
    assert sorted(results(mixed), key=str) == sorted(results(whole), key=str)
    last = results(whole)[-1]
    assert finished(environ, str(many), "--only", last["case"], "--jsonl", str(alone))[0] == 0
    assert results(alone) == [last]


def test_shards_are_all_cases_and_none_twice(finished, environ, many):
    parts = [finished(environ, str(many), "--list", "--shard", f"{part}/2")[1].splitlines() for part in (1, 2)]
    assert [len(part) for part in parts] == [24, 24]
    assert len({name for part in parts for name in part}) == 48


@pytest.mark.parametrize(
    ("how", "sent"),
    [
        (["--executor", "local"], signal.SIGINT),
        (["-j", "2"], signal.SIGINT),
        (["-j", "2"], signal.SIGTERM),
    ],
    ids=["Ctrl-C here", "Ctrl-C in processes", "SIGTERM in processes"],
)
def test_a_run_that_was_cut_off_is_resumed_to_the_same_report(
    started, finished, environ, many, whole, tmp_path, how, sent
):
    cut = tmp_path / "cut.jsonl"
    process = started(environ, str(many), *how, "--resume", str(cut), "--junit", str(tmp_path / "out.xml"))
    # It cannot end before the pipe is read, and so not before the signal: its lines are more than a small pipe holds.
    fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PAGE)
    wait_for(process.stdout, 3)
    (os.kill if sent is signal.SIGTERM else os.killpg)(process.pid, sent)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode == 130
    done = len(cut.read_text("utf-8").splitlines())
    assert 3 <= done < 48
    assert f"{done} cases, {done * 2} turns: {done} passed ({48 - done} of 48 not played)" in out
    junit = (tmp_path / "out.xml").read_text("utf-8")
    assert (junit.count("<testcase "), junit[-14:]) == (done, "</testsuites>\n")
    code, _ = finished(environ, str(many), *how, "--resume", str(cut))
    assert code == 0
    assert results(cut) == results(whole)


CHEAP = f"""\
script: a thousand
matrix: {{seed: {list(range(1000))}}}
turns: [{{new_conversation: true, expect: [event: conversation_renewed]}}]
"""


@pytest.mark.parametrize("how", [["--executor", "local"], ["-j", "2"]], ids=["here", "in processes"])
def test_kill_9_among_a_thousand_cases_changes_no_report_of_the_resumed_run(started, finished, environ, tmp_path, how):
    script, whole, cut = (tmp_path / name for name in ("many.sim.yaml", "whole.jsonl", "cut.jsonl"))
    script.write_text(CHEAP, "utf-8")
    assert finished(environ, str(script), "--jsonl", str(whole), "--junit", str(tmp_path / "whole.xml"))[0] == 0
    process = started(environ, str(script), *how, "--resume", str(cut))
    wait_for(process.stdout, 200)  # it cannot end before the pipe is read: a thousand lines are more than it holds
    process.kill()
    process.communicate(timeout=60)  # the other processes hold the pipe: they end by themselves
    assert 200 <= len(results(cut)) < 1000
    with cut.open("ab") as file:
        file.write(whole.read_bytes().splitlines()[-1][:500])  # a line that was cut off in the middle
    assert finished(environ, str(script), *how, "--resume", str(cut), "--junit", str(tmp_path / "cut.xml"))[0] == 0
    assert results(cut) == results(whole)
    assert junit_of(tmp_path / "cut.xml") == junit_of(tmp_path / "whole.xml")


def junit_of(path: Path) -> str:
    """Give a JUnit report without what is of the machine: real seconds."""
    return re.sub(' time="[^"]*"', "", path.read_text("utf-8"))


def wait_for(lines: Iterator[str], count: int) -> None:
    for _, line in zip(range(count), lines, strict=False):
        assert line.startswith("PASS")


def test_a_line_that_was_cut_in_the_middle_is_played_again(finished, environ, many, whole, tmp_path):
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(whole.read_bytes()[:-200])
    assert finished(environ, str(many), "--resume", str(cut))[0] == 0
    assert results(cut) == results(whole)


def test_cases_of_a_script_that_has_changed_are_played_again(finished, environ, mine, tmp_path):
    state = tmp_path / "state.jsonl"
    finished(environ, str(mine), "--resume", str(state), "--only", "seed=1]")
    mine.write_text(mine.read_text("utf-8").replace("answer: 小明", "answer: 小红"), "utf-8")
    code, out = finished(environ, str(mine), "--resume", str(state), "--only", "seed=1]")
    assert code == 1
    assert "2 failed" in out


def test_the_order_of_a_shuffled_run_can_be_had_again(started, finished, environ, mine):
    process = started(environ, str(mine), "--list", "--shuffle")
    out, err = process.communicate(timeout=60)
    assert err.startswith("shuffled as with --shuffle-seed ")
    assert finished(environ, str(mine), "--list", "--shuffle-seed", err.split()[-1])[1] == out


def test_fail_fast_ends_at_the_first_miss(finished, environ, mine):
    mine.write_text(mine.read_text("utf-8").replace("answer: 小明", "answer: 小红"), "utf-8")
    code, out = finished(environ, str(mine), "--fail-fast", "-j", "2")
    assert code == 1
    assert "1 cases, 2 turns: 1 failed (47 of 48 not played)" in out


def test_a_watched_script_is_played_again_when_it_changes(started, environ, mine):
    text = "script: watched\nturns: [{user: 你好, expect: [outcome: completed]}]\n"
    mine.write_text(text, "utf-8")
    process = started(environ, str(mine), "--watch")
    for change, told in (("completed", "1 passed"), ("limited", "1 failed"), ("limitted", "did you mean")):
        mine.write_text(text.replace("completed", change), "utf-8")
        stream = process.stderr if change == "limitted" else process.stdout
        assert any(told in line for line in stream)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130


def test_last_failed_plays_what_was_not_passed(started, finished, environ, mine):
    text = mine.read_text("utf-8")
    mine.write_text(text.replace("[answer: 小明]", "[{answer: 小红, when: {seed: [3, 4]}}]"), "utf-8")
    assert "4 failed" in finished(environ, str(mine))[1]
    mine.write_text(text, "utf-8")
    assert "4 cases, 8 turns: 4 passed" in finished(environ, str(mine), "--last-failed")[1]
    process = started(environ, str(mine), "--last-failed")
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "no case of these scripts is known that was not passed" in err) == (2, True)


HALF = """
import os, struct, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from simulator.replay import running

POOL = ProcessPoolExecutor(1, mp_context=get_context("fork"))

def half(path):
    os.write(POOL._result_queue._writer.fileno(), struct.pack("!i", 1000) + b"half")
    os.close(os.open(path, os.O_CREAT))
    time.sleep(600)

POOL.submit(half, sys.argv[1])
while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
running._end(POOL)
"""


def test_a_process_killed_in_the_middle_of_its_result_does_not_keep_the_program_from_ending(environ, tmp_path):
    command = [sys.executable, "-c", HALF, str(tmp_path / "written")]
    assert subprocess.run(command, env=environ, timeout=60).returncode == 0
