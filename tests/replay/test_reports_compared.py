"""`simulator report`: what is other between two runs, what of it fails, and files that are no runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.case import Miss, Result
from simulator.replay.places import Place
from simulator.replay.reports.comparing.comparison import Compared, compare
from simulator.replay.reports.json_lines import to_line
from simulator.replay.reports.saved_results import saved_results

MISS = Miss(place=Place("a.sim.yaml", 3, 5), turn=1, expected='answer contains "小明"', actual="不知道")


def ended(answer: str, seconds: float = 2.0) -> dict[str, object]:
    figures = {"seconds": seconds, "first_token_seconds": 1.0}
    return {"event": "turn_ended", "session": "phone", "turn": 1, "t": seconds, "outcome": "completed"} | {
        "answer": answer
    } | figures  # fmt: skip


def result(case: str, answer: str = "你好", **more: object) -> Result:
    events = json.dumps([ended(answer)], ensure_ascii=False, separators=(",", ":"))
    common = {"script": "甲", "file": "a.sim.yaml", "cell": {"vendor": "acme", "release": "1.0"}, "seed": 1}
    return Result(**{"case": case, "verdict": "passed", "events_json": events, "turns": 1, **common, **more})


def failed(case: str, **more: object) -> Result:
    return result(case, verdict="failed", misses=(MISS,), **more)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(name: str, *results: Result) -> Path:
        path = tmp_path / name
        path.write_text("".join(map(to_line, results)), "utf-8")
        return path

    return save


def ignore(compared: Compared) -> None:
    return None


@pytest.fixture
def both(saved: Callable[..., Path]) -> tuple[Path, Path]:
    """An older run and a newer, in which each change is once."""
    older = saved(
        "old.jsonl", result("same"), result("breaks"), failed("mended"), failed("bad"), result("other", "旧"),
        result("gone"), result("edited", fingerprint="1"), result("shaky"),
    )  # fmt: skip
    newer = saved(
        "new.jsonl", result("same"), failed("breaks"), result("mended"), failed("bad"), result("other", "新"),
        result("added"), failed("added bad"), result("edited", fingerprint="2"),
        result("shaky", verdict="flaky", misses=(MISS,), attempts=2),
    )  # fmt: skip
    return older, newer


def test_each_change_of_a_case_is_found(both):
    seen: list[Compared] = []
    with saved_results(both[0]) as older, saved_results(both[1]) as newer:
        comparison = compare(older, newer, seen.append)
    assert {it.result.case: set(it.changes) for it in seen if it.changes} == {
        "breaks": {"new_failure"},
        "mended": {"fixed"},
        "other": {"changed"},
        "added": {"new"},
        "added bad": {"new", "new_failure"},
        "edited": {"script_changed"},
        "shaky": {"flaky"},
    }
    assert comparison.missing == ("gone",)
    altered = next(it.altered for it in seen if it.result.case == "other")
    assert [(it.before.answer, it.after.answer) for it in altered if it.before and it.after] == [("旧", "新")]


def test_the_command_tells_of_it_and_fails_for_new_failures(simulator, both, tmp_path):
    ran = simulator("report", *map(str, both), "--html", str(tmp_path / "diff.html"))
    assert ran.code == 1
    assert "NEW FAILURE: breaks  (passed → failed)\n  a.sim.yaml:3: turn 1\n" in ran.out
    assert "CHANGED: other  (passed → passed)\n  turn 1\n    -旧\n    +新\n" in ran.out
    assert "MISSING: gone" in ran.out
    assert ran.out.endswith(
        "9 cases: 2 new failures, 1 fixed, 1 flaky, 1 with other answers, 2 new, 1 of a changed script or program, "
        "1 missing\n"
    )
    assert (tmp_path / "diff.html").read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("new-failures", 1), ("missing", 1), ("changed-answers", 1), ("failures,slower", 1), ("slower", 0), ("never", 0)],
)
def test_what_fails_can_be_chosen(simulator, both, fail_on, code):
    assert simulator("report", *map(str, both), "--fail-on", fail_on, "--json").code == code


def test_two_runs_are_one_object_for_programs(simulator, both):
    ran = simulator("report", *map(str, both), "--json")
    told = json.loads(ran.out)
    assert told["counts"]["new_failure"] == 2 and told["missing"] == ["gone"]
    other = next(it for it in told["changed"] if it["case"] == "other")
    assert other["turns"][0]["before"] == {"outcome": "completed", "answer": "旧"}
    assert {it["figure"] for it in told["latency"]} == {"first_token", "turn"}
    assert "NEW FAILURE" in ran.err


def test_one_run_is_told_again_with_other_reports(simulator, both, tmp_path):
    ran = simulator("report", str(both[1]), "--junit", str(tmp_path / "x.xml"), "--html", str(tmp_path / "x.html"))
    assert ran.code == 1
    assert "FAIL  breaks" in ran.out and "PASS" not in ran.out
    assert "9 cases, 9 turns: 5 passed, 1 flaky, 3 failed" in ran.out
    assert 'tests="9" failures="3" errors="0"' in (tmp_path / "x.xml").read_text("utf-8")
    assert simulator("report", str(both[0]), "--fail-on", "never", "--json").code == 0


def test_a_run_that_was_just_played_is_the_same_as_itself(simulator, tmp_path):
    lines, page = tmp_path / "run.jsonl", tmp_path / "run.html"
    assert simulator("run", "yoyo", "--jsonl", str(lines), "--html", str(page)).code == 0
    assert page.read_text("utf-8").count('class="block"') == 1
    ran = simulator("report", str(lines), str(lines))
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 case: nothing changed")


def test_the_newest_line_of_a_case_counts_and_scripts_stay_together(saved):
    path = saved("a.jsonl", result("1"), result("2", script="乙"), failed("1"), result("3"))
    with saved_results(path) as results:
        told = [(it.case, it.verdict) for it in results]
    assert told == [("1", "failed"), ("3", "passed"), ("2", "passed")]


def test_a_line_that_was_cut_off_is_left_out(saved):
    path = saved("a.jsonl", result("1"), result("2"))
    path.write_bytes(path.read_bytes()[:-40])
    with saved_results(path) as results:
        assert results.names == ("1",)


def test_lines_that_another_program_wrote_are_read(tmp_path):
    path = tmp_path / "sorted.jsonl"
    path.write_text(json.dumps(json.loads(to_line(result("甲"))), sort_keys=True), "utf-8")
    with saved_results(path) as results:
        assert results["甲"].events == [ended("你好")]
        assert compare(results, results, ignore).shifts[0].pairs == 1


@pytest.mark.parametrize(
    "text", ["{}\n", "not json\n", '{"case": 1}\n', "", to_line(result("1")).replace('"passed"', '"good"'), "\xff\n"]
)
def test_what_is_no_run_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "a.jsonl"
    path.write_text(text, "latin-1" if text == "\xff\n" else "utf-8")
    with pytest.raises(UserProblem, match=r"a\.jsonl.*simulator run --jsonl"), saved_results(path) as results:
        list(results)


def test_spoilt_events_are_told_of_their_case(saved):
    path = saved("a.jsonl", replace(result("1"), events_json='[{"event":"turn_ended","t":}]'))
    with pytest.raises(UserProblem, match="1: its events cannot be read"), saved_results(path) as results:
        compare(results, results, ignore)


def test_wrong_words_of_the_command_are_wrong_and_say_what_is_meant(simulator, both, tmp_path):
    unknown = simulator("report", *map(str, both), "--fail-on", "new-failure")
    assert unknown.code == 2 and 'did you mean "new-failures"?' in unknown.err
    alone = simulator("report", str(both[0]), "--fail-on", "missing")
    assert alone.code == 2 and "is for two runs" in alone.err
    over = simulator("report", str(both[0]), "--html", str(both[0]))
    assert over.code == 2 and "is the run that is read" in over.err
    twice = simulator("report", str(both[0]), "--html", "-", "--json")
    assert twice.code == 2 and "the same place" in twice.err
    absent = simulator("report", str(tmp_path / "none.jsonl"))
    assert absent.code == 2 and absent.err.count("\n") == 1


def test_every_option_is_in_the_page_for_reports(simulator):
    page = (Path(__file__).parents[2] / "docs/reports.md").read_text("utf-8")
    options = set(re.findall(r"--[a-z-]+", simulator("report", "--help").out.partition("examples:")[0])) - {"--help"}
    assert options and not [option for option in options if option not in page]
