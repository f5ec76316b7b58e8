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
def test_the_line_is_narrower_than_its_terminal(columns):
    stream = io.StringIO()
    Progress(stream, 4, columns, lambda: 0.0).add(result("小艺" * 40))
    assert width(stream.getvalue().rpartition("\x1b[2K")[2]) < columns


def test_time_left_is_that_of_the_cases_so_far():
    stream, moments = io.StringIO(), iter([0.0, 3.0, 6.0])
    progress = Progress(stream, 4, 80, lambda: next(moments))
    progress.add(result())
    progress.add(result())
    first, second = stream.getvalue().split("\r\x1b[2K")[1:]
    assert "1/4, 9 s left" in first
    assert "2/4, 6 s left: 小艺[vendor=xiaoyi]" in second


def test_the_summary_counts_each_verdict_and_what_was_not_played():
    lines: list[str] = []
    terminal = Terminal(lines.append, colours=False)
    for verdict in ("passed", "flaky", "failed", "error", "passed"):
        terminal.add(result(verdict=verdict))
    terminal.summary(1.5, 7)
    assert [line[:5] for line in lines[:5]] == ["PASS ", "FLAKY", "FAIL ", "ERROR", "PASS "]
    assert lines[-1] == "5 cases, 10 turns: 2 passed, 1 flaky, 1 failed, 1 error (2 of 7 not played) in 1.50 s"
