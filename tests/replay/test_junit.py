"""JUnit files are of the schema that CI systems go by, whatever a phone says."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.replay.case import Miss, Result
from simulator.replay.places import Place
from simulator.replay.reports.json_lines import from_line, to_line
from simulator.replay.reports.junit import JUnit

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).parent / "junit.xsd"))
TEXTS = st.text(max_size=40)
MISSES = st.builds(
    Miss,
    place=st.builds(Place, TEXTS, st.integers(1, 9), st.integers(1, 9)),
    turn=st.integers(0, 9),
    expected=TEXTS,
    actual=TEXTS,
    events=st.lists(TEXTS, max_size=2).map(tuple),
)
RESULTS = st.builds(
    Result,
    case=TEXTS,
    script=TEXTS,
    file=TEXTS,
    cell=st.dictionaries(st.sampled_from(["vendor", "release", "backend"]), TEXTS),
    seed=st.integers(0, 9),
    verdict=st.sampled_from(["passed", "flaky", "failed", "error"]),
    misses=st.lists(MISSES, max_size=2).map(tuple),
    error=st.none() | TEXTS,
    turns=st.integers(0, 9),
    seconds=st.floats(0, 1e5).map(lambda seconds: round(seconds, 6)),
    simulated=st.floats(0, 1e5).map(lambda seconds: round(seconds, 6)),
    evidence=st.lists(TEXTS, max_size=2).map(tuple),
    fingerprint=TEXTS,
    attempts=st.integers(1, 3),
    tags=st.lists(TEXTS, max_size=2).map(tuple),
)


@settings(max_examples=50)
@given(st.lists(RESULTS, max_size=4))
def test_any_results_make_a_valid_file(results):
    file = io.StringIO()
    report = JUnit(file)
    for result in results:
        report.add(result)
    report.close()
    SCHEMA.validate(file.getvalue())


@given(RESULTS)
def test_a_result_comes_back_from_its_line(result):
    line = to_line(result)
    assert line.count("\n") == 1
    assert from_line(line) == result


def test_counts_are_of_each_script_and_a_failure_is_no_error():
    file = io.StringIO()
    report = JUnit(file)
    miss = Miss(place=Place("a.yaml", 3, 1), turn=1, expected='outcome is "limited"', actual="completed")
    common = {"file": "a.yaml", "script": "甲", "cell": {"vendor": "acme"}, "seed": 7}
    report.add(Result(case="甲[1]", verdict="passed", **common))
    report.add(Result(case="甲[2]", verdict="failed", misses=(miss,), **common))
    report.add(Result(case="甲[3]", verdict="error", error="a.yaml:3: no such release", **common))
    report.add(Result(case="乙", verdict="passed", **{**common, "script": "乙"}))
    report.close()
    assert 'name="甲" tests="3" failures="1" errors="1"' in file.getvalue()
    assert 'name="乙" tests="1" failures="0" errors="0"' in file.getvalue()
    assert "message='a.yaml:3: expected outcome is \"limited\"'" in file.getvalue()
    assert '<property name="seed" value="7"/>' in file.getvalue()


def told(*results):
    file = io.StringIO()
    report = JUnit(file)
    for result in results:
        report.add(result)
    report.close()
    return ElementTree.fromstring(file.getvalue())


def test_all_that_a_case_missed_is_in_its_one_failure():
    misses = tuple(Miss(place=Place("a.yaml", line, 1), turn=1, expected="x", actual="y") for line in (3, 4))
    common = {"file": "a.yaml", "script": "甲", "cell": {}, "seed": 7, "misses": misses}
    root = told(Result(case="1", verdict="failed", **common), Result(case="2", verdict="error", error="z", **common))
    (failure,), (error,) = root.findall(".//failure"), root.findall(".//error")
    assert failure.get("message") == "a.yaml:3: expected x (and 1 more)"
    assert "a.yaml:3: turn 1" in failure.text and "a.yaml:4: turn 1" in failure.text
    assert error.get("message") == "z" and error.text.startswith("z\n") and "a.yaml:3: turn 1" in error.text


def test_a_result_that_was_kept_is_told_the_same():
    common = {"file": "a.yaml", "script": "甲", "cell": {}, "seed": 7, "verdict": "passed"}
    result = Result(case="1", simulated=6.162500000001, **common)
    assert ElementTree.tostring(told(result)) == ElementTree.tostring(told(from_line(to_line(result))))


def test_what_no_xml_may_hold_is_left_out():
    root = told(Result(case="a\x1b\ufffe\uffff\ud800b", verdict="passed", file="", script="甲", cell={}, seed=7))
    assert root.find(".//testcase").get("name") == "a\ufffd\ufffd\ufffdb"
