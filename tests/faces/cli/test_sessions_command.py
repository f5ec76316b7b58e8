"""`simulator sessions` on sessions that the program recorded: listed, shown, exported, deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from simulator.domain.events import Heard
from simulator.faces.cli.sessions import FORMATS
from simulator.store.sqlite import SqliteStore
from tests.faces.cli.conftest import Ran, Simulator

SAY = ("--session", "demo", "--clock", "virtual", "--release", "11.2.10.310")


@pytest.fixture
def demo(simulator: Simulator) -> Ran:
    return simulator("ask", "小艺小艺，我叫小明", "讲个笑话", *SAY)


def test_the_list_tells_phone_release_turns_and_last_use(simulator: Simulator, demo: Ran) -> None:
    simulator("ask", "你好", "--vendor", "yoyo", "--session", "later", "--clock", "virtual")
    later, first = json.loads(simulator("sessions", "list", "--json").out)
    assert (later["session"], later["vendor"], later["turns"]) == ("later", "yoyo", 1)
    assert (first["session"], first["release"], first["device"]) == ("demo", "11.2.10.310", "Mate 70")
    assert first["turns"] == 2 and first["bytes"] > 1000 and first["used"].endswith("Z")
    assert "demo" in simulator("sessions").out


def test_an_empty_store_says_how_to_record(simulator: Simulator) -> None:
    assert "simulator ask" in simulator("sessions").out
    missing = simulator("sessions", "show", "demo")
    assert missing.code == 2 and "--session" in missing.err


def test_thinking_is_folded_unless_it_is_wanted(simulator: Simulator, demo: Ran) -> None:
    folded, whole = simulator("sessions", "show", "demo"), simulator("sessions", "show", "demo", "--thinking")
    assert "› 我叫小明" in folded.out and "▸ 已深度思考" in folded.out
    assert len(whole.out) > len(folded.out) + 30


def test_a_name_nearly_right_is_told(simulator: Simulator, demo: Ran) -> None:
    wrong = simulator("sessions", "show", "demi")
    assert wrong.code == 2 and 'did you mean "demo"?' in wrong.err


def test_json_holds_the_events_as_ask_prints_them(simulator: Simulator) -> None:
    asked = simulator("ask", "你好", *SAY, "--json")
    document = json.loads(simulator("sessions", "export", "demo", "--format", "json").out)
    assert document["events"] == asked.events


def test_a_file_is_never_replaced_unasked(simulator: Simulator, demo: Ran, tmp_path: Path) -> None:
    file = tmp_path / "demo.md"
    export = ("sessions", "export", "demo", "--format", "md", "-o", str(file))
    assert simulator(*export).code == 0
    again = simulator(*export)
    assert again.code == 2 and "--force" in again.err
    assert simulator(*export, "--force").code == 0
    assert file.read_text("utf-8").startswith("# 小艺 · demo")


def test_deleting_needs_a_yes_and_forgets_one_session_alone(simulator: Simulator, demo: Ran) -> None:
    simulator("ask", "你好", "--session", "other", "--clock", "virtual")
    assert simulator("sessions", "delete", "demo").code == 2
    assert simulator("sessions", "delete", "demo", "--yes").code == 0
    assert [row["session"] for row in json.loads(simulator("sessions", "--json").out)] == ["other"]


def test_no_name_is_deleted_if_one_of_them_is_wrong(simulator: Simulator, demo: Ran) -> None:
    assert simulator("sessions", "delete", "demo", "nobody", "--yes").code == 2
    assert simulator("sessions", "show", "demo").code == 0


@pytest.mark.parametrize(
    "what", [("show",), *(("export", "--format", name) for name in FORMATS if name not in ("script", "cassette"))]
)
def test_escapes_and_keys_of_a_recording_reach_nobody(
    simulator: Simulator, environ: Mapping[str, str], what: tuple[str, ...]
) -> None:
    store = SqliteStore(Path(environ["SIMULATOR_DATA_DIR"]))
    text = "\x1b]52;c;aGk=\x07\u202e红 sk-0123456789abcdef"
    store.recorder("bad").record(Heard(session="bad", turn=1, t=0.0, text=text, source="text"))
    store.close()
    told = simulator("sessions", what[0], "bad", *what[1:], DEEPSEEK_API_KEY="sk-0123456789abcdef")
    assert told.code == 0 and "红" in told.out
    assert not set("\x1b\x07\u202e") & set(told.out)
    assert "\\u001b]" not in told.out
    assert "0123456789" not in told.out


SESSIONS: Mapping[str, Sequence[Sequence[str]]] = {
    "cap": [("小艺小艺，我叫{小明}", *["讲个笑话"] * 6, "--release", "11.2.10.310")],
    "upgrade": [
        ("我叫小明", "--release", "11.2.10.310"),
        ("我叫什么？", "今天有什么科技新闻？", "--release", "11.2.10.340"),
    ],
    "skill": [("明天早上七点叫我起床", "你好", "--vendor", "nubia")],
    "gate": [("用DeepSeek讲个笑话", "你是谁？", "--entry", "assistant", "--vendor", "nubia", "--date", "2025-02-12")],
    "sleep": [("你好", "小艺小艺", "--wake")],
    "fault": [("你好", "--fault", "cut")],
    "seed": [("讲个笑话", "--seed", "7", "--vendor", "yoyo", "--date", "2025-02-20T19:00")],
}


def test_an_exported_script_plays_as_the_session_went(simulator: Simulator, tmp_path: Path) -> None:
    for name, runs in SESSIONS.items():
        for run in runs:
            simulator("ask", *run, "--session", name, "--clock", "virtual")
        file = tmp_path / f"{name}.sim.yaml"
        assert simulator("sessions", "export", name, "--format", "script", "-o", str(file)).code == 0
    played = simulator("run", str(tmp_path), "-j", "1")
    assert played.code == 0, played.out + played.err
    assert f"{len(SESSIONS)} passed" in played.out + played.err
    replayed = simulator("run", str(tmp_path), "-j", "1", "--replay", str(tmp_path))
    assert replayed.code == 0 and f"{len(SESSIONS)} passed" in replayed.out, replayed.out + replayed.err
    tape = ("--format", "cassette", "-o", str(tmp_path / "cap.jsonl"))
    assert simulator("sessions", "export", "cap", *tape).code == 0
    assert simulator("sessions", "export", "fault", *tape).code == 2


def test_a_session_of_nothing_makes_no_script(simulator: Simulator, environ: Mapping[str, str]) -> None:
    store = SqliteStore(Path(environ["SIMULATOR_DATA_DIR"]))
    store.recorder("empty").record(Heard(session="empty", turn=1, t=0.0, text="你好", source="text"))
    store.close()
    wrong = simulator("sessions", "export", "empty", "--format", "script")
    assert wrong.code == 2 and "nothing to play" in wrong.err


WIRES: Mapping[str, tuple[str, ...]] = {
    "thinking": ("我叫小明", "讲个笑话", "我叫什么？", "--release", "11.2.10.310"),
    "skill": ("明天早上七点叫我起床", "你好", "--vendor", "nubia"),
    "search": ("DeepSeek 最近有什么新闻？", "--release", "11.2.10.340"),
    "busy": ("你好", "--vendor", "yoyo", "--fault", "busy"),
    "cut": ("你好", "--fault", "cut"),
}


@pytest.mark.parametrize("name", WIRES)
def test_an_exported_cassette_plays_the_answers_of_the_session(simulator: Simulator, name: str, tmp_path: Path) -> None:
    asked, file = WIRES[name], tmp_path / "wire.jsonl"
    first = simulator("ask", *asked, "--session", name, "--json", "--clock", "virtual")
    assert simulator("sessions", "export", name, "--format", "cassette", "-o", str(file)).code == 0
    bare = asked[: asked.index("--fault")] if "--fault" in asked else asked
    again = simulator("ask", *bare, "--replay-wire", str(file), "--json", "--clock", "virtual")
    for was, now in zip(first.all("turn_ended"), again.all("turn_ended"), strict=True):
        assert (now["answer"], now["thinking"], now["outcome"]) == (was["answer"], was["thinking"], was["outcome"])
        assert (now["fault"] or {}).get("kind") == (was["fault"] or {}).get("kind")
