"""Goldens are kept beside the script, compared, and rewritten without losing what a person wrote there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.replay.golden_files import golden_path, read_goldens, write_goldens
from simulator.replay.goldens import difference, kept_of
from simulator.replay.happened import Happened
from simulator.toml_file.problem import FileError

SCRIPT = """\
script: goldens
matrix: {vendor: [xiaoyi], release: ["11.2.10.340"]}
turns:
  - user: 1+1等于几
    expect: [golden: answer]
  - user: 你好
    expect: [golden: {of: events, mask: ['prompt_tokens": \\d+']}]
"""
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def run(simulator, path: Path, *more: str):
    return simulator("run", str(path), "--executor", "local", *more)


def test_a_golden_is_missing_kept_met_and_missed_in_turn(simulator, written):
    path = written(SCRIPT)
    missing = run(simulator, path)
    assert (missing.code, "there is none yet in" in missing.out) == (1, True)
    kept = run(simulator, path, "--update")
    assert (kept.code, f"2 goldens of {path} are new or changed" in kept.out) == (0, True)
    assert run(simulator, path).code == 0
    golden = golden_path(path)
    golden.write_text("# a note of mine\n" + golden.read_text("utf-8").replace("1 + 1 = 2", "1 + 1 = 3"), "utf-8")
    missed = run(simulator, path)
    assert missed.code == 1
    assert "-**1 + 1 = 3**" in missed.out
    assert "+**1 + 1 = 2**" in missed.out
    updated = run(simulator, path, "--update")
    assert "1 goldens of" in updated.out
    assert golden.read_text("utf-8").startswith("# a note of mine\n")


def test_a_script_that_is_only_in_part_played_keeps_the_goldens_of_the_rest(simulator, written):
    path = written(SCRIPT.replace("[xiaoyi]", "[xiaoyi, yoyo]").replace('["11.2.10.340"]', "[all]"))
    run(simulator, path, "--update")
    before = read_goldens(path)
    run(simulator, path, "--update", "--only", "yoyo")
    assert read_goldens(path) == before
    assert len(before) > 2


@settings(max_examples=60)
@given(st.dictionaries(NAMES, st.dictionaries(NAMES, TEXTS, min_size=1, max_size=3), max_size=3))
def test_any_text_comes_back_from_the_file_as_it_was(found):
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "a.sim.yaml"
        write_goldens(script, found)
        assert read_goldens(script) == found
        assert not write_goldens(script, found)


def test_a_file_that_is_none_of_goldens_is_told_with_its_place(tmp_path):
    script = tmp_path / "a.sim.yaml"
    golden_path(script).write_text("case:\n  1 answer: [a]\n", "utf-8")
    try:
        read_goldens(script)
    except FileError as error:
        assert str(error).startswith(f"{golden_path(script)}:2:13: case.1 answer is no text")


def test_a_mask_hides_what_varies():
    ended = {"event": "turn_ended", "turn": 1, "t": 1.0, "answer": "用了 14 秒，又 3 秒", "seconds": 3.0}
    happened = Happened([ended], ())
    assert kept_of("answer", [r"\d+ 秒"], happened) == "用了 ***，又 ***"
    assert "seconds" not in kept_of("events", [], happened)


FORMATTED = """\
# by hand
'a[vendor=xiaoyi]':   # why this one matters
    # four spaces
    1 answer: "quoted"
    2 answer: |-
        two
        lines
b:
    1 answer: 'other'
"""


def test_an_update_changes_its_golden_and_no_other_sign_of_the_file(tmp_path):
    script = tmp_path / "a.sim.yaml"
    for end in ("\n", "\r\n"):
        golden_path(script).write_bytes(FORMATTED.replace("\n", end).encode())
        changes = write_goldens(script, {"b": {"1 answer": "new"}})
        assert (changes.kept, changes.removed) == (1, 0)
        assert golden_path(script).read_bytes().decode() == FORMATTED.replace("'other'", "'new'").replace("\n", end)


def test_a_file_of_comments_alone_keeps_them(tmp_path):
    golden_path(tmp_path / "a.sim.yaml").write_text("# mine\n", "utf-8")
    write_goldens(tmp_path / "a.sim.yaml", {"b": {"1 answer": "x"}})
    assert golden_path(tmp_path / "a.sim.yaml").read_text("utf-8") == "# mine\nb:\n  1 answer: x\n"


def test_a_step_that_is_no_longer_there_loses_its_golden_and_that_is_said(simulator, written):
    path = written(SCRIPT)
    run(simulator, path, "--update")
    path.write_text(SCRIPT.partition("  - user: 你好")[0], "utf-8")
    updated = run(simulator, path, "--update")
    assert f"0 goldens of {path} are new or changed, 1 are no longer there" in updated.out
    assert [[*steps] for steps in read_goldens(path).values()] == [["1 answer"]]


def test_of_a_long_answer_only_the_sentences_that_differ_are_shown():
    answer = "这是第一句，一切如常，没有变化。" * 8
    told = difference(answer + "最后一句是旧的。", answer + "最后一句是新的。").splitlines()
    assert told[3:] == [" 这是第一句，一切如常，没有变化。", "-最后一句是旧的。", "+最后一句是新的。"]


def test_a_script_finds_its_goldens_alone_and_beside_one_of_the_same_title(simulator, written):
    one, other = written(SCRIPT), written(SCRIPT, "b.sim.yaml")
    run(simulator, one.parent, "--update")
    assert [run(simulator, path).code for path in (one, other, one.parent)] == [0, 0, 0]


def test_a_golden_of_events_holds_where_a_recording_answers(simulator, written, tmp_path):
    path, tapes = written(SCRIPT), tmp_path / "tapes"
    run(simulator, path, "--record", str(tapes), "--update")
    replayed = run(simulator, path, "--replay", str(tapes))
    assert replayed.code == 0, replayed.out


def test_two_goldens_of_one_kind_in_a_step_are_kept_apart(simulator, written):
    path = written(SCRIPT.replace("[golden: answer]", '[golden: answer, golden: {of: answer, mask: ["\\\\d+"]}]'))
    assert run(simulator, path, "--update").code == 0
    (steps,) = read_goldens(path).values()
    assert [label for label in steps if label.startswith("1")] == ["1 answer", "1 answer 2"]
    assert "***" in steps["1 answer 2"] and "***" not in steps["1 answer"]
    assert run(simulator, path).code == 0
