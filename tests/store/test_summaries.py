"""What a recordings file tells of its sessions in short, and that one is forgotten without harm to others."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from simulator.domain.events import Heard, PhoneChanged
from simulator.store.sqlite import FILE, SqliteStore
from tests.export.sessions import PHONE, STARTED, turn

CHANGED = PhoneChanged(
    session="s",
    turn=1,
    t=10.0,
    release="11.2.10.340",
    channel="official",
    phone=PHONE,
    changed=(),
    regained=(),
    lost=(),
    message="",
)


def test_a_summary_has_the_phone_as_it_was_last_changed(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    for event in (STARTED, *turn(1, "你好", "你好"), CHANGED):
        store.recorder("s").record(event)
    (summary,) = store.summaries()
    assert (summary.name, summary.turns, summary.opened, summary.changed) == ("s", 1, STARTED, CHANGED)
    assert summary.used is not None and summary.size > 500
    store.recorder("s").record(replace(STARTED, t=20.0))
    (summary,) = store.summaries()
    assert summary.changed is None
    store.close()


def test_a_file_of_an_earlier_version_is_brought_up_to_date_and_knows_no_last_use(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    store.recorder("old").record(Heard(session="old", turn=1, t=0.0, text="你好", source="text"))
    store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("DROP TRIGGER session_used")
        db.execute("DROP TABLE used")
        db.execute("PRAGMA user_version = 1")
    db.close()
    store = SqliteStore(tmp_path)
    (summary,) = store.summaries()
    assert (summary.name, summary.used) == ("old", None)
    store.close()


def test_a_deleted_session_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    for name in ("a", "b"):
        store.recorder(name).record(replace(STARTED, session=name))
    store.delete("a")
    assert store.names() == ("b",)
    assert list(store.events("a")) == []
    assert len(list(store.events("b"))) == 1
    store.close()
