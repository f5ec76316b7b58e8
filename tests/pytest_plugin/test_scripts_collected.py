"""Scripts under pytest: which items they are, how they are chosen, and how a failure reads."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET

import pytest

pytest_plugins = ["pytester"]

MEMORY = """
    # yaml-language-server: $schema=script.schema.json
    script: 记得吗
    tags: [memory, two words]
    matrix: {vendor: [xiaoyi], release: ["11.2.10.310", "11.2.10.340"]}
    turns:
      - user: 我叫小明
      - user: 我叫什么？
        expect:
          - answer: 小明
          - outcome: limited
            when: {release: "11.2.10.310"}
"""
ITEM = "memory.sim.yaml::记得吗[vendor=xiaoyi,release=11.2.10.3{}0,backend=mock]"
CANNOT = """
    script: cannot
    turns:
      - user: hi
        save: {n: {matches: "(.*)"}}
      - phone: {release: "{n}"}
"""


def ids(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if "::" in line and not line.startswith(("FAILED", "ERROR"))]


def test_each_case_is_an_item_named_as_in_junit(run):
    assert ids(run("--collect-only", "-q", memory__sim__yaml=MEMORY)) == [ITEM.format(1), ITEM.format(4)]


def test_a_miss_shows_line_expected_actual_and_events_without_a_traceback(run):
    result = run("-v", memory__sim__yaml=MEMORY)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*记得吗[[]vendor=xiaoyi,release=11.2.10.310,backend=mock[]]*",
            "memory.sim.yaml:11: turn 2",
            '  expected  outcome is "limited"',
            "  actual    completed",
            "  events",
            "*heard text=我叫什么？ source=script",
            "*turn_ended outcome=completed*",
        ]
    )
    assert "Traceback" not in result.stdout.str() and "def " not in result.stdout.str()


def test_a_wrong_script_is_an_error_of_collection_with_all_its_places(run):
    result = run(a__sim__yaml="script: a\nturns:\n  - user: hi\n    expct: []\n  - usr: x\n", b__sim__yml=MEMORY)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ['a.sim.yaml:4:5: turns[[]1].expct is no key here; did you mean "expect"?*', "a.sim.yaml:5:5: turns[[]2].usr *"]
    )
    assert "Traceback" not in result.stdout.str()


def test_what_cannot_be_played_is_an_error_and_no_failure(run):
    result = run("--junitxml=out.xml", cannot__sim__yaml=CANNOT, memory__sim__yaml=MEMORY)
    result.assert_outcomes(passed=1, failed=1, errors=1)
    result.stdout.fnmatch_lines(["cannot.sim.yaml:6: no such release: *"])
    suite = ET.parse("out.xml").getroot()[0]
    assert (suite.get("failures"), suite.get("errors")) == ("1", "1")
    properties = {it.get("name"): it.get("value") for it in suite[-1].iter("property")}
    assert properties["release"] == "11.2.10.340" and properties["evidence"] and properties["seed"] == "0"


def test_cases_are_chosen_by_name_tag_vendor_and_last_failure(run):
    def chosen(*options: str) -> list[str]:
        return ids(run("--collect-only", "-q", *options))

    assert len(ids(run("--collect-only", "-q", memory__sim__yaml=MEMORY, cannot__sim__yaml=CANNOT))) == 3
    assert chosen("-k", "记得吗 and 340") == [ITEM.format(4)]
    assert (
        chosen("-k", "words")
        == chosen("-m", "memory")
        == chosen("--sim-tag", "memory")
        == [
            ITEM.format(1),
            ITEM.format(4),
        ]
    )
    assert chosen(ITEM.format(4)) == [ITEM.format(4)]
    assert chosen("--sim-release", "11.2.10.310", "-m", "memory") == [ITEM.format(1)]
    # A script that is found leaves the cases of others out; one that is named is played on what is asked for.
    assert [it.partition("[")[2] for it in chosen("--sim-vendor", "yoyo")] == [
        "vendor=yoyo,release=80.0.1.503,backend=mock]"
    ]
    assert len(chosen("memory.sim.yaml", "--sim-vendor", "yoyo,breeno")) == 2
    run("-m", "memory").assert_outcomes(passed=1, failed=1, deselected=1)
    assert chosen("--lf") == [ITEM.format(1)]
    run("-x").assert_outcomes(errors=1)


def test_options_that_mean_nothing_are_refused_at_once(run):
    for option, said in (
        (("--sim-vendor", "xiaoyl"), "no such vendor: 'xiaoyl'; did you mean \"xiaoyi\"?*"),
        (("--sim-judge", "wrok"), "*wrok*"),
        (("--sim-clock", "banana"), 'clock "banana" is not real, virtual, or a rate*'),
        (("--sim-replay", "nodir"), "--sim-replay nodir is no folder; make it with --sim-record nodir"),
        (("--sim-record", "a", "--sim-replay", "b"), "--sim-record and --sim-replay exclude each other*"),
    ):
        result = run(*option, memory__sim__yaml=MEMORY)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: {said}"])


def test_cases_play_in_a_project_with_loops_of_its_own(run):
    code = """
        import asyncio

        LOOP = asyncio.new_event_loop()
        asyncio.set_event_loop(LOOP)

        def test_the_loop_of_the_thread_is_still_this():
            assert asyncio.get_event_loop_policy().get_event_loop() is LOOP
            asyncio.set_event_loop(None)
            LOOP.close()
    """
    script = "script: a\nturns: [{user: hi, expect: [outcome: completed]}]\n"
    options = ("-p", "no:asyncio", "-c", "other.ini", "a.sim.yaml", "test_b.py")
    result = run(*options, a__sim__yaml=script, test_b__py=code, other__ini="[pytest]\n")
    result.assert_outcomes(passed=2)


def test_goldens_are_kept_only_when_asked_and_for_chosen_cases_only(run, pytester):
    golden = """
        script: g
        matrix: {vendor: [xiaoyi, yoyo]}
        turns: [{user: 你好, expect: [golden: answer]}]
    """
    run(g__sim__yaml=golden).assert_outcomes(failed=2)
    assert not pytester.path.joinpath("g.golden.yaml").exists()
    result = run("--sim-update", "-k", "yoyo")
    result.assert_outcomes(passed=1, deselected=1)
    result.stdout.fnmatch_lines(["1 goldens of *g.sim.yaml are new or changed"])
    run().assert_outcomes(passed=1, failed=1)


def test_other_processes_play_cases_and_their_goldens_arrive(pytester):
    pytester.makefile(
        ".sim.yaml", g="script: g\nmatrix: {vendor: [xiaoyi, yoyo]}\nturns: [{user: 你好, expect: [golden: answer]}]"
    )
    quiet = ("-p", "no:respx", "-p", "no:hypothesispytest", "-p", "no:asyncio", "-p", "no:anyio")
    pytester.makefile(".ini", pytest="[pytest]\n")
    result = pytester.run(sys.executable, "-m", "pytest", "-n1", "--sim-update", *quiet)
    result.assert_outcomes(passed=2)
    assert len(re.findall("1 answer:", pytester.path.joinpath("g.golden.yaml").read_text("utf-8"))) == 2


def test_a_recording_is_played_without_its_backend(run):
    files = {
        "a__sim__yaml": "script: a\nturns: [{user: 你好, expect: [outcome: completed]}]\n",
        "test_b__py": """
            async def test_it(phone):
                assert (await phone.say("你好")).outcome == "completed"
        """,
    }
    run("--sim-record", "tapes", **files).assert_outcomes(passed=2)
    files["a__sim__yaml"] = files["a__sim__yaml"].replace("你好", "再见")
    result = run("--sim-replay", "tapes", **files)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(['*does not hold the request "再见"; the nearest that it holds is "你好"*'])
