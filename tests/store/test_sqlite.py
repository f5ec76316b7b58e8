"""What a recordings file keeps, and how it says that it cannot."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.events import AnswerDelta, Event, Heard, ThinkingDelta
from simulator.domain.problem import UserProblem
from simulator.domain.session import restore
from simulator.store.migrations import STEPS
from simulator.store.sqlite import FILE, SqliteStore
from tests.fakes import Fault, phone

STORY = ("想一想怎么讲", "从前有座山，山里有座庙")


def heard(text: str, session: str = "s", turn: int = 1) -> Heard:
    return Heard(session=session, turn=turn, t=1.5, text=text, source="text")


def reopened(folder: Path, session: str = "s") -> list[Event]:
    store = SqliteStore(folder)
    events = list(store.essentials(session))
    store.close()
    return events


def change(folder: Path, statement: str, *values: object) -> None:
    """Change the file as another program would."""
    db = sqlite3.connect(folder / FILE)
    with db:
        db.execute(statement, values)
    db.close()


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A folder with a session "s" of one event."""
    store = SqliteStore(tmp_path)
    store.recorder("s").record(heard("你好"))
    store.close()
    return tmp_path


def test_what_was_recorded_is_there_in_the_next_process(recorded):
    assert reopened(recorded) == [heard("你好")]


def test_sessions_are_kept_apart(recorded):
    store = SqliteStore(recorded)
    store.recorder("other").record(heard("再见", "other"))
    assert list(store.essentials("s")) == [heard("你好")]
    assert list(store.essentials("other")) == [heard("再见", "other")]
    assert list(store.essentials("nobody")) == []
    store.close()


@pytest.mark.parametrize("name", ["小艺的一天", "it's", '"; DROP TABLE events; --', "a%b_c", "s\\n", "emoji 🙂"])
def test_any_name_is_a_name(tmp_path, name):
    store = SqliteStore(tmp_path)
    store.recorder(name).record(heard("你'好\"", name))
    assert list(store.essentials(name)) == [heard("你'好\"", name)]
    assert list(store.essentials("s")) == []
    store.close()


@given(text=st.text())
def test_any_text_comes_back_as_it_was(tmp_path_factory, text):
    store = SqliteStore(tmp_path_factory.getbasetemp() / "texts")
    store.recorder(text).record(heard(text, text))
    assert list(store.essentials(text))[-1] == heard(text, text)
    store.close()


async def test_a_session_is_rebuilt_exactly_from_its_essentials(tmp_path):
    store = SqliteStore(tmp_path)
    held = phone(STORY, Fault("server", "boom"), STORY, memory_turns=1, recorder=store.recorder("test"))
    for text in ("小艺小艺，讲个故事", "打开微信", "再讲一个", "还要"):
        await held.say(text)
    essentials = list(store.essentials("test"))
    assert not any(isinstance(event, ThinkingDelta | AnswerDelta) for event in essentials)
    session, cut_off = restore("test", essentials)
    assert cut_off is None
    live = held.conversation.session
    assert (session.turns, session.turns_used, session.asked) == (live.turns, live.turns_used, live.asked)
    assert (session.last_turn, session.forgotten, session.opened) == (live.last_turn, live.forgotten, live.opened)
    assert session.now == pytest.approx(live.now, abs=1e-6)
    store.close()


async def test_the_text_of_a_turn_that_never_ended_is_essential(tmp_path):
    store = SqliteStore(tmp_path)
    held = phone(STORY, STORY, recorder=store.recorder("test"))
    await held.say("讲个故事")
    turn = held.conversation.turn("再讲一个")
    shown = []
    async for event in turn:
        shown.append(event)
        if isinstance(event, AnswerDelta):
            break
    _, cut_off = restore("test", store.essentials("test"))
    assert (cut_off.turn, cut_off.thinking, cut_off.answer) == (2, STORY[0], shown[-1].text)
    await turn.aclose()
    store.close()


@pytest.mark.parametrize(
    "body", ["", "{", "null", "[]", '"heard"', "{}", '{"event":"exploded"}', '{"event":"heard","session":"s"}', "\x00"]
)
def test_a_damaged_event_is_named_with_its_place(recorded, body):
    change(recorded, "INSERT INTO events (session, kind, body) VALUES ('s', 'heard', ?)", body)
    with pytest.raises(UserProblem, match=r"sessions\.db: event 2 of session 's' is damaged"):
        reopened(recorded)


def test_bytes_that_are_no_text_are_a_damaged_event(recorded):
    change(recorded, "INSERT INTO events (session, kind, body) VALUES ('s', 'heard', CAST(x'ff7b' AS TEXT))")
    with pytest.raises(UserProblem, match=r"sessions\.db"):
        reopened(recorded)


def test_a_table_that_is_gone_is_a_problem_with_the_file(recorded):
    change(recorded, "DROP TABLE events")
    with pytest.raises(UserProblem, match=r"sessions\.db"):
        reopened(recorded)


@pytest.mark.parametrize("content", [b"not a database at all, " * 100, b"SQLite format 3\x00" + b"\xff" * 500])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UserProblem, match="SIMULATOR_DATA_DIR"):
        SqliteStore(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_file_of_a_newer_version_is_refused_and_left_alone(recorded):
    change(recorded, f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(UserProblem, match="newer version"):
        SqliteStore(recorded)
    db = sqlite3.connect(recorded / FILE)
    assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)
    assert db.execute("SELECT count(*) FROM events").fetchone() == (1,)
    db.close()


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserProblem, match="recordings cannot be kept here"):
        SqliteStore(tmp_path / "file")


def test_missing_folders_are_made(tmp_path):
    SqliteStore(tmp_path / "新的" / "文件夹").close()
    assert (tmp_path / "新的" / "文件夹" / FILE).is_file()


def test_a_file_that_refuses_a_write_is_an_os_error(recorded):
    store = SqliteStore(recorded)
    recorder = store.recorder("s")
    change(recorded, "DROP TABLE events")
    with pytest.raises(OSError, match=r"sessions\.db: the recording stopped"):
        recorder.record(heard("你好"))
    store.close()


def test_what_cannot_be_written_as_utf8_is_an_os_error_too(recorded):
    store = SqliteStore(recorded)
    with pytest.raises(OSError, match=r"sessions\.db"):
        store.recorder("s").record(heard("\ud83d"))
    store.close()


def test_a_second_start_changes_nothing(recorded):
    before = (recorded / FILE).read_bytes()
    SqliteStore(recorded).close()
    assert (recorded / FILE).read_bytes() == before
