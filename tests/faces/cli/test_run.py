"""`simulator run` as a shell sees it: what is printed where, what is written, and how it exits."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

GREEN = """\
script: 你好
turns:
  - user: 你好
    expect: [{outcome: completed}]
"""
RED = GREEN.replace("completed", "limited")
WRONG = GREEN.replace("outcome", "outcom")


def written(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.sim.yaml").write_text(text, "utf-8")
    return folder


def test_a_folder_of_green_scripts_exits_zero_with_a_line_a_case(simulator, tmp_path):
    ran = simulator("run", str(written(tmp_path, a=GREEN)))
    assert ran.code == 0
    assert ran.out.startswith("PASS  你好[vendor=xiaoyi,release=")
    assert "1 cases, 1 turns: 1 passed" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_a_missed_expectation_exits_one_and_shows_where_and_why(simulator, tmp_path):
    folder = written(tmp_path, a=RED)
    ran = simulator("run", str(folder))
    assert ran.code == 1
    assert f"{folder / 'a.sim.yaml'}:4: turn 1" in ran.out
    assert 'expected  outcome is "limited"' in ran.out
    assert "actual    completed" in ran.out
    assert "turn_ended outcome=completed" in ran.out


def test_a_wrong_script_exits_two_and_nothing_is_played(simulator, tmp_path):
    ran = simulator("run", str(written(tmp_path, a=GREEN, b=WRONG)))
    assert (ran.code, ran.out) == (2, "")
    assert 'b.sim.yaml:4:15: turns[1].expect[1].outcom is no key here; did you mean "outcome"?' in ran.err


def test_json_lines_on_standard_output_are_alone_there(simulator, tmp_path):
    ran = simulator("run", str(written(tmp_path, a=GREEN)), "--jsonl", "-")
    (line,) = ran.out.splitlines()
    told = json.loads(line)
    assert (told["verdict"], told["cell"]["vendor"]) == ("passed", "xiaoyi")
    assert [event["event"] for event in told["events"]][-2:] == ["turn_ended", "session_ended"]
    assert "PASS" in ran.err


def test_junit_tells_a_failure_from_an_error(simulator, tmp_path):
    broken = GREEN.replace("  - user", '  - phone: {release: "9.9"}\n  - user')
    folder, report = written(tmp_path, a=GREEN, b=RED, c=broken), tmp_path / "deep" / "out.xml"
    ran = simulator("run", str(folder), "--junit", str(report))
    assert ran.code == 1
    suites = ET.parse(report).getroot()
    counts = [(suite.get("tests"), suite.get("failures"), suite.get("errors")) for suite in suites]
    assert counts == [("1", "0", "0"), ("1", "1", "0"), ("1", "0", "1")]
    assert {item.get("name") for item in suites.iter("property")} >= {"seed", "release", "evidence"}


def test_a_bare_run_lists_the_scripts_of_the_program(simulator):
    ran = simulator("run")
    assert ran.code == 0
    assert "xiaoyi " in ran.out
