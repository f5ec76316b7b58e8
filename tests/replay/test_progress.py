"""The line of progress fits its terminal, counts, and says how long it still takes."""

from __future__ import annotations

import io

import pytest

from simulator.domain.cells import width
from simulator.replay.case import Result
from simulator.replay.reports.progress import Progress
from simulator.replay.reports.terminal import Terminal


def result(name: str = "小艺[vendor=xiaoyi]", verdict: str = "passed") -> Result:
    return Result(case=name, script="s", file="f", cell={}, seed=0, verdict=verdict, turns=2)


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("name", ["小艺" * 40, "a" * 200, "小艺[vendor=xiaoyi,seed=1]", ""])
def test_the_line_is_narrower_than_its_terminal(columns, name):
    stream = io.StringIO()
    progress = Progress(stream, 4, columns, lambda: 0.0)
    progress.add()
    progress.draw(name)
    assert width(stream.getvalue().rpartition("\x1b[2K")[2]) < columns


def test_the_case_that_is_waited_for_is_told_by_the_end_of_its_name_too():
    stream = io.StringIO()
    Progress(stream, 4, 80, lambda: 0.0).draw("小艺" * 40 + "[vendor=xiaoyi,backend=mock,seed=17]")
    assert stream.getvalue().startswith("\r\x1b[2K················ 0/4, 小艺小艺")
    assert stream.getvalue().endswith("…艺[vendor=xiaoyi,backend=mock,seed=17]")


def test_time_left_is_that_of_the_cases_played_so_far():
    stream, moments = io.StringIO(), iter([0.0, 3.0, 600.0])
    progress = Progress(stream, 6, 80, lambda: next(moments), over=2)
    progress.add(is_played=False)
    progress.add()
    progress.draw("first")
    progress.add()
    progress.draw("second")
    first, second = stream.getvalue().split("\r\x1b[2K")[1:]
    assert "2/6, 9 s left: first" in first
    assert "3/6, 10 min left: second" in second


def test_the_summary_counts_each_verdict_and_what_was_not_played():
    lines: list[str] = []
    terminal = Terminal(lines.append, colours=False)
    for verdict in ("passed", "flaky", "failed", "error", "passed"):
        terminal.add(result(verdict=verdict))
    terminal.summary(1.5, 7)
    assert [line[:5] for line in lines[:5]] == ["PASS ", "FLAKY", "FAIL ", "ERROR", "PASS "]
    assert lines[-1] == "5 cases, 10 turns: 2 passed, 1 flaky, 1 failed, 1 error (2 of 7 not played) in 1.50 s"
