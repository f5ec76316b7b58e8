"""GitHub gets a note at the line of a script, few enough to be shown, and nothing that a phone says commands it."""

from __future__ import annotations

from pathlib import Path

from simulator.replay.case import Miss, Result
from simulator.replay.places import Place
from simulator.replay.reports.github import MOST_NOTES, GitHub


def result(verdict: str = "failed", actual: str = "不知道", misses: int = 1, **more: object) -> Result:
    place = Place("qa/a.sim.yaml", 3, 5)
    missed = tuple(Miss(place=place, turn=2, expected='answer contains "小明"', actual=actual) for _ in range(misses))
    common = {"case": "甲[vendor=acme,release=1]", "script": "甲", "file": "qa/a.sim.yaml", "cell": {}, "seed": 1}
    return Result(**{"verdict": verdict, "misses": missed, **common, **more})


def told(*results: Result, summary: Path | None = None, root: str = "/w", here: str = "/w") -> list[str]:
    lines: list[str] = []
    report = GitHub(lines.append, "token", Path(root), Path(here), summary)
    for it in results:
        report.add(it)
    report.close()
    return lines


def test_a_missed_expectation_is_an_error_at_its_line():
    assert told(result())[2:] == [
        "::error file=qa/a.sim.yaml,line=3,col=5,title=甲[vendor=acme%2Crelease=1]"
        '::turn 2: expected answer contains "小明"%0Aactual: 不知道'
    ]


def test_commands_are_stopped_until_the_notes_come():
    lines = told(result())
    assert lines[:2] == ["::stop-commands::token", "::token::"]


def test_what_a_phone_says_ends_no_note():
    line = told(result(actual="100%\r\n::set-env name=X::y\x1b"))[-1]
    assert line.count("\n") == 0 and line.endswith("actual: 100%25%0A::set-env name=X::y")


def test_no_more_notes_than_are_shown_and_the_rest_is_counted():
    lines = told(*[result(misses=3)] * 5)
    assert len([line for line in lines if line.startswith("::error")]) == MOST_NOTES
    assert lines[-1] == "::notice::5 more are in the log and the other reports of this run"


def test_flaky_is_a_warning_and_a_broken_case_an_error_of_its_file():
    lines = told(result("flaky"), result("error", misses=0, error="qa/a.sim.yaml:3: no such release"))[2:]
    assert lines[0].startswith("::warning file=qa/a.sim.yaml,line=3")
    assert lines[1].startswith("::error file=qa/a.sim.yaml,title=")


def test_files_are_told_relative_to_the_checkout():
    assert "file=sub/qa/a.sim.yaml," in told(result(), here="/w/sub")[-1]
    assert "file=qa/a.sim.yaml," in told(result(), here="/elsewhere")[-1]


def test_the_summary_is_added_as_a_table_that_no_text_breaks(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    told(result(actual="a|b\n# <img src=x>"), result("passed", misses=0), summary=summary)
    text = summary.read_text("utf-8")
    assert text.startswith("before\n## Simulator\n\n2 cases, 0 turns: ✅ 1 passed, ❌ 1 failed\n")
    row = text.splitlines()[-2]
    assert "a\\|b \\# &lt;img src=x>" in row and row.replace("\\|", "").count("|") == 4


def test_the_summary_stays_below_what_github_takes(tmp_path):
    summary = tmp_path / "summary.md"
    told(*[result(misses=100, actual="很长" * 10_000)] * 100, summary=summary)
    text = summary.read_text("utf-8")
    assert len(text.encode()) < 1_000_000 and "and 97 more" in text and "50 more are in the other reports." in text


def test_the_runner_gets_them_without_being_asked(warm, tmp_path):
    script = tmp_path / "a.sim.yaml"
    turns = "turns:\n  - user: 你好\n    expect: [{answer: 绝不会说}]\n"
    script.write_text(f"script: 甲\nmatrix: {{vendor: [xiaoyi], release: [11.2.10.340]}}\n{turns}", "utf-8")
    summary = tmp_path / "summary.md"
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(tmp_path), "GITHUB_STEP_SUMMARY": str(summary)}
    places = {f"SIMULATOR_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "CACHE", "DATA")}
    done = warm.run(["run", "a.sim.yaml"], {"PATH": "/usr/bin:/bin", **places, **runner}, cwd=tmp_path)
    assert done.code == 1
    assert "\n::error file=a.sim.yaml,line=5,col=" in done.out.decode()
    assert "绝不会说" in summary.read_text("utf-8")
