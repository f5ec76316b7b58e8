"""The steps that bring a recordings file up to date, each applied once and in order. Rows are `sqlite`'s business."""

from __future__ import annotations

import sqlite3


def _events(db: sqlite3.Connection) -> None:
    db.execute(
        "CREATE TABLE events (id INTEGER PRIMARY KEY, session TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX events_by_session ON events (session, kind, id)")


def _last_use(db: sqlite3.Connection) -> None:
    """Keep when a session was last used, by the computer's clock: events know only their phone's."""
    db.execute("CREATE TABLE used (session TEXT PRIMARY KEY, at TEXT NOT NULL)")
    db.execute(
        "CREATE TRIGGER session_used AFTER INSERT ON events"
        " WHEN NEW.kind IN ('session_started', 'turn_ended', 'session_ended') BEGIN"
        " INSERT INTO used VALUES (NEW.session, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"
        " ON CONFLICT (session) DO UPDATE SET at = excluded.at; END"
    )


STEPS = (_events, _last_use)
"""Append only: a step that users have applied never changes."""


def migrate(db: sqlite3.Connection) -> None:
    """Apply the steps that `db` lacks, in one transaction. Raises: sqlite3.Error, with nothing applied.

    A file from a newer version of the program is refused rather than guessed at.
    """
    if _applied(db) == len(STEPS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        applied = _applied(db)
        if applied > len(STEPS):
            raise sqlite3.DatabaseError("it was written by a newer version of the simulator")
        for step in STEPS[applied:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(STEPS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _applied(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
