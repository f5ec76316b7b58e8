"""`simulator calibrate` at the command line: the whole circle, its files, its refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.bundled import folder
from tests.faces.cli.conftest import Simulator

BETA = ("--vendor", "xiaoyi", "--release", "11.2.10.310")
TALK = ("我叫小明", "你好", "讲个笑话", "再讲一个", "还有吗", "我叫什么？", "在吗")
EXAMPLE = folder("fixtures") / "captures" / "phone.csv"


@pytest.fixture
def capture(simulator: Simulator, tmp_path: Path) -> Path:
    ran = simulator("ask", *TALK, *BETA, "--clock", "virtual", "--json")
    file = tmp_path / "beta.jsonl"
    file.write_text(ran.out, encoding="utf-8")
    return file


def test_a_phone_of_its_own_plays_what_was_measured(simulator: Simulator, capture: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine" / "copied" / "profile.toml"
    ran = simulator("calibrate", str(capture), "-o", str(profile))
    assert (ran.code, ran.out) == (0, "")
    assert 'measured:beta.jsonl", note = "95 %: 6–6, n=1"' in profile.read_text("utf-8")
    checked = simulator("vendors", "check", str(profile.parent), "--json")
    assert json.loads(checked.out)[0]["kept"]
    again = simulator(
        "ask", *TALK, "--vendor", "copied", "--vendors-path", str(tmp_path / "mine"), "--clock", "virtual", "--json"
    )
    ends = [(event["outcome"], event["limit"], event["first_token_seconds"]) for event in again.all("turn_ended")]
    assert ends == [*[("completed", None, 2.3)] * 6, ("limited", "turns_per_conversation", None)]
    assert again.answers[5] == "" or "小明" not in again.answers[5]


def test_a_known_vendor_keeps_all_that_was_not_measured(simulator: Simulator, capture: Path, tmp_path: Path) -> None:
    profile = tmp_path / "xiaoyi" / "profile.toml"
    assert simulator("calibrate", str(capture), *BETA, "-o", str(profile)).code == 0
    before = (folder("vendors") / "xiaoyi" / "profile.toml").read_text("utf-8").splitlines()
    after = profile.read_text("utf-8").splitlines()
    changed = [line.split(" = ")[0] for line, other in zip(before, after, strict=True) if line != other]
    assert changed == ["turns_per_conversation", "memory_turns", "first_token", "tokens_per_second", "stutter"]


def test_a_profile_that_is_there_is_changed_and_keeps_its_comments(
    simulator: Simulator, capture: Path, tmp_path: Path
) -> None:
    simulator("vendors", "new", "acme", str(tmp_path))
    profile = tmp_path / "acme" / "profile.toml"
    ran = simulator("calibrate", str(capture), "--release", "1.1.0", "-o", str(profile))
    assert ran.code == 2 and "11.2.10.310" in ran.err
    text = EXAMPLE.read_text("utf-8")
    assert simulator("calibrate", str(EXAMPLE), "--release", "1.1.0", "-o", str(profile)).code == 0, text
    assert "# The line above is for editors" in profile.read_text("utf-8")
    assert 'turns_per_conversation = {value = 5, evidence = "measured:phone.csv"' in profile.read_text("utf-8")


def test_the_probe_finds_the_window_to_the_token(simulator: Simulator, tmp_path: Path) -> None:
    simulator("vendors", "new", "acme", str(tmp_path / "h"))
    profile = tmp_path / "h" / "acme" / "profile.toml"
    profile.write_text(profile.read_text("utf-8").replace("value = 4096", "value = 777"), encoding="utf-8")
    hidden = ("--vendors-path", str(tmp_path / "h"))
    seen, probe = [tmp_path / "0.jsonl"], tmp_path / "next.sim.yaml"
    asked = simulator("ask", "你好", "--vendor", "acme", "--release", "1.0.0", *hidden, "--clock", "virtual", "--json")
    seen[0].write_text(asked.out, encoding="utf-8")
    for number in range(1, 5):
        ran = simulator("calibrate", *map(str, seen), "--json", "--probe", str(probe))
        found = json.loads(ran.out)["figures"]["prompt_tokens"]
        if found["low"] == found["high"]:
            break
        seen.append(tmp_path / f"{number}.jsonl")
        assert simulator("run", str(probe), *hidden, "--jsonl", str(seen[-1])).code == 0
    assert found["value"] == 777 and number == 4


def test_a_table_of_a_person_is_read_as_it_is_written(simulator: Simulator) -> None:
    ran = simulator("calibrate", str(EXAMPLE), "--json")
    figures = json.loads(ran.out)["figures"]
    assert (figures["turns_per_conversation"]["value"], figures["memory_turns"]["value"]) == (5, 3)
    assert figures["thinking.easy"]["value"] == pytest.approx(5, rel=0.1)
    assert ran.err == ""


def test_recordings_of_several_releases_are_refused(simulator: Simulator, capture: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(simulator("ask", "你好", "--vendor", "yoyo", "--clock", "virtual", "--json").out, encoding="utf-8")
    ran = simulator("calibrate", str(capture), str(other), "-o", str(tmp_path / "x.toml"))
    assert ran.code == 2 and "xiaoyi 11.2.10.310, yoyo" in ran.err and "--vendor" in ran.err
    assert not (tmp_path / "x.toml").exists()
    assert simulator("calibrate", str(capture), str(other), "--vendor", "yoyo").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"event":"heard"', "x:1: this is no line of JSON"),
        ('{"event":"heard","session":"a","turn":1,"t":"soon","text":"a","source":"text"}', 'x:1: t is "soon"'),
        ('{"event":"heard","session":"a","turn":1,"t":1e300,"text":"a","source":"text"}', "x:1: t is 1e+300"),
        ('{"event":"nothing"}', 'x:1: no event is called "nothing"'),
        ("utterance,answer,seconds\na,b,soon\n", 'x:2: seconds is "soon"'),
        ("utterance,wrong\n", 'x:1: no column is called "wrong"'),
        ("utterance,answer\na\n", "x:2: has 1 cells"),
        ("utterance,answer,outcome\na,b,maybe\n", 'x:2: outcome is "maybe"'),
        ("", "x:1: the file is empty"),
        ('{"cassette":1,"recorded":"","by":""}\n{"request":1}\n', "x:2: method must be a text"),
    ],
)
def test_a_broken_line_is_told_with_its_place(simulator: Simulator, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x").write_text(text, encoding="utf-8")
    ran = simulator("calibrate", str(tmp_path / "x"))
    assert ran.code == 2 and f"{tmp_path}/{said}" in ran.err


def test_texts_and_names_of_captures_cannot_drive_the_terminal(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b]0;owned\x07.csv"
    file.write_text("utterance,answer,first_token\n\x1b[31m你好,\x1b[2J好,2\n", encoding="utf-8")
    ran = simulator("calibrate", str(file), "-o", str(tmp_path / "acme"))
    assert ran.code == 0 and "\x1b" not in ran.err
    assert "\x1b" not in (tmp_path / "acme" / "profile.toml").read_text("utf-8")
