"""What is recorded survives the process: a later one goes on, a killed one loses nothing that was shown."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from simulator.store.locks import SessionLocks
from tests.faces.cli.conftest import Simulator

SAY = ("--session", "演示", "--json", "--clock", "virtual")


def started(environ: Mapping[str, str], *argv: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "simulator", "ask", *argv, "--session", "演示", "--json", "--clock", "x5"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(environ))


def read_until(process: subprocess.Popen[str], kind: str, times: int = 1) -> list[dict[str, object]]:
    assert process.stdout is not None
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        if [event["event"] for event in events].count(kind) == times:
            return events
    raise AssertionError(f"{kind} never came: {process.stderr.read() if process.stderr else ''}")


def test_a_session_goes_on_where_it_stopped(simulator: Simulator) -> None:
    first = simulator("ask", "我叫小明", *SAY)
    then = simulator("ask", "我叫什么？", *SAY)
    assert "小明" in then.answers[0]
    assert then.events[0]["t"] == first.events[-1]["t"]
    assert then.all("turn_ended")[0]["turn"] == 2


def test_the_cap_counts_over_processes(simulator: Simulator) -> None:
    beta = (*SAY, "--release", "11.2.10.310")
    for number in range(6):
        assert simulator("ask", f"{number} 加 1 等于几？", *beta).all("turn_ended")[0]["outcome"] == "completed"
    assert simulator("ask", "还在吗？", *SAY).all("limit_reached")[0]["limit"] == "turns_per_conversation"


def test_an_upgrade_in_the_middle_keeps_the_conversation(simulator: Simulator) -> None:
    simulator("ask", "我叫小明", "讲个笑话", "再讲一个", "再讲一个", "再讲一个", *SAY, "--release", "11.2.10.310")
    upgraded = simulator("ask", "我叫什么？", *SAY, "--release", "11.2.10.340")
    assert upgraded.events[0]["release"] == "11.2.10.340"
    assert "小明" in upgraded.answers[0]


def test_a_session_stays_on_its_vendors_phone(simulator: Simulator) -> None:
    simulator("ask", "我叫小明", *SAY)
    other = simulator("ask", "我叫什么？", *SAY, "--vendor", "yoyo")
    assert other.code == 2 and "xiaoyi" in other.err


def test_a_kill_in_the_middle_of_an_answer_loses_nothing_that_was_shown(
    simulator: Simulator, environ: Mapping[str, str]
) -> None:
    process = started(environ, "我叫小明", "写一首关于元宵节的诗")
    shown = read_until(process, "answer_delta", 40)
    process.kill()
    process.communicate()
    text = "".join(str(event["text"]) for event in shown if event["event"] == "answer_delta" and event["turn"] == 2)
    then = simulator("ask", "我叫什么？", *SAY)
    assert "小明" in then.answers[0]
    assert then.all("turn_ended")[0]["turn"] == shown[-1]["turn"] + 1  # type: ignore[operator]
    assert text or shown[-1]["turn"] == 1


def test_ctrl_c_ends_the_turn_as_interrupted_and_the_next_run_remembers_it(
    simulator: Simulator, environ: Mapping[str, str]
) -> None:
    process = started(environ, "我叫小明", "讲个笑话")
    read_until(process, "thinking_delta", 3)
    os.kill(process.pid, signal.SIGINT)
    rest = [json.loads(line) for line in process.communicate(timeout=20)[0].splitlines()]
    assert process.returncode == 130
    assert (rest[-2]["event"], rest[-2]["outcome"]) == ("turn_ended", "interrupted")
    assert (rest[-1]["event"], rest[-1]["turns"]) == ("session_ended", 1)
    assert "小明" in simulator("ask", "我叫什么？", *SAY).answers[0]


def test_a_reader_that_goes_away_ends_the_command_quietly(simulator: Simulator, environ: Mapping[str, str]) -> None:
    process = started(environ, "我叫小明", "讲个笑话")
    read_until(process, "heard")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=20) == 1
    assert process.stderr.read() == ""
    process.stderr.close()
    assert "小明" in simulator("ask", "我叫什么？", *SAY).answers[0]


def test_a_session_that_another_process_has_is_waited_for(simulator: Simulator, environ: Mapping[str, str]) -> None:
    folder = Path(environ["SIMULATOR_DATA_DIR"])
    folder.mkdir()
    locks = SessionLocks(folder)
    with asyncio.Runner() as runner:
        runner.run(locks.alone("演示").__aenter__())
        process = started(environ, "我叫小明")
        assert process.stderr is not None
        assert "演示 is in use by another process" in process.stderr.readline()
        locks.close()
        assert process.communicate(timeout=20)[1] == ""
    assert "小明" in simulator("ask", "我叫什么？", *SAY).answers[0]


def test_recordings_in_a_folder_that_cannot_be_written_are_refused(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", *SAY, SIMULATOR_DATA_DIR="/proc/nowhere")
    assert ran.code == 2 and "SIMULATOR_DATA_DIR" in ran.err and ran.out == ""


def test_what_kept_a_phone_out_still_keeps_it_out_when_it_is_taken_up_again(simulator: Simulator) -> None:
    outside = (("nubia", "--date", "2025-02-11"), ("yoyo", "--logged-out"), ("yoyo", "--region", "US"))
    for number, (vendor, *options) in enumerate(outside):
        say = ("你好", "--session", f"外{number}", "--json", "--clock", "virtual")
        first = simulator("ask", *say, "--vendor", vendor, *options)
        again = simulator("ask", *say)
        assert first.all("gate_refused")[0]["gate"] == again.all("gate_refused")[0]["gate"]
