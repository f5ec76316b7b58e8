"""Recordings in one SQLite file: append-only rows of events. Rebuilding a session from them is the domain's fold."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.domain.event_json import from_json, to_json
from simulator.domain.events import Event, PhoneChanged, SessionStarted
from simulator.store.locks import SessionLocks
from simulator.store.migrations import migrate
from simulator.store.problem import RecordingsProblem

FILE = "sessions.db"
BUSY_MS = 5_000
"""How long a write waits for another process that is writing."""

RETRY_SECONDS = 0.01

_ESSENTIALS = """
SELECT id, body FROM events
WHERE session = :name AND (
    kind NOT IN ('thinking_delta', 'answer_delta')
    OR id > (SELECT coalesce(max(id), 0) FROM events WHERE session = :name AND kind = 'turn_ended')
)
ORDER BY id
"""

_NAMES = "SELECT session FROM events GROUP BY session ORDER BY max(id) DESC"

_NEWEST = "SELECT max(id) FROM events WHERE session = ? AND kind = ?"
_MARKS = ("session_started", "turn_ended", "phone_changed", "conversation_renewed", "skill_called", "session_ended")
"""Kinds of events without which nothing happens in a session; the newest of each is found without reading others."""

_ALL = "SELECT id, body FROM events WHERE session = :name ORDER BY id"

_SUMMARIES = """
SELECT session, total(kind = 'turn_ended'), total(length(CAST(body AS BLOB))), used.at,
    max(CASE kind WHEN 'session_started' THEN id END), max(CASE kind WHEN 'phone_changed' THEN id END)
FROM events LEFT JOIN used USING (session) GROUP BY session ORDER BY max(id) DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One session: its turns, its bytes, and the phone as it was last taken in hand and last changed after that.

    `used` is when, UTC in ISO 8601; None for a session older than that was kept.
    """

    name: str
    turns: int
    size: int
    used: str | None
    opened: SessionStarted | None
    changed: PhoneChanged | None


class SqliteStore:
    """All recorded sessions of one user.

    Write-ahead logging and one transaction an event: a process killed at any moment loses no event that `record` had
    returned from (https://sqlite.org/wal.html; with synchronous=NORMAL only a power cut can lose the newest ones).
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises: RecordingsProblem if the folder or the file cannot be used."""
        self._path = folder / FILE
        self._locks: SessionLocks | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, isolation_level=None, timeout=BUSY_MS / 1000)
            _write_ahead(self._db)
            migrate(self._db)
            self._db.execute("BEGIN IMMEDIATE")  # a file that cannot be written says so here
            self._db.execute("ROLLBACK")
        except (OSError, sqlite3.Error) as error:
            raise RecordingsProblem(
                f"{self._path}: recordings cannot be kept here ({error}); set SIMULATOR_DATA_DIR to another folder"
            ) from None

    @property
    def locks(self) -> SessionLocks:
        """Give the locks of the sessions, through one open file. Raises: RecordingsProblem."""
        if self._locks is None:
            self._locks = SessionLocks(self._path.parent)
        return self._locks

    def newest(self, session: str) -> int:
        """Give a number that grows with what happens in a session, by whichever process. Raises: RecordingsProblem."""
        try:
            rows = [self._db.execute(_NEWEST, (session, kind)).fetchone()[0] for kind in _MARKS]
        except sqlite3.Error as error:
            raise RecordingsProblem(f"{self._path}: cannot be read ({error})") from None
        return max(row or 0 for row in rows)

    def recorder(self, session: str) -> SqliteRecorder:
        """Give the recorder of one session."""
        return SqliteRecorder(self._db, self._path, session)

    def essentials(self, session: str) -> Iterator[Event]:
        """Yield what a session is rebuilt from, oldest first; nothing if there is no such session.

        These are all events but the text pieces of turns that have ended, whose whole text the end repeats: taking up
        a long session again costs its turns and not its tokens.

        Raises: RecordingsProblem naming a row that cannot be read.
        """
        try:
            for row, body in self._db.execute(_ESSENTIALS, {"name": session}):
                yield self._read(session, row, body)
        except sqlite3.Error as error:
            raise RecordingsProblem(f"{self._path}: session {session!r} cannot be read ({error})") from None

    def names(self) -> tuple[str, ...]:
        """Give the names of all sessions, the last used one first. Raises: RecordingsProblem if the file is damaged."""
        try:
            return tuple(name for (name,) in self._db.execute(_NAMES))
        except sqlite3.Error as error:
            raise RecordingsProblem(f"{self._path}: cannot be read ({error})") from None

    def events(self, session: str) -> Iterator[Event]:
        """Yield all that happened in a session, oldest first.

        Raises: RecordingsProblem naming a row that cannot be read.
        """
        try:
            for row, body in self._db.execute(_ALL, {"name": session}):
                yield self._read(session, row, body)
        except sqlite3.Error as error:
            raise RecordingsProblem(f"{self._path}: session {session!r} cannot be read ({error})") from None

    def summaries(self) -> tuple[Summary, ...]:
        """Give all sessions in short, the last used one first. Raises: RecordingsProblem if the file is damaged."""
        try:
            return tuple(self._summary(*row) for row in self._db.execute(_SUMMARIES).fetchall())
        except sqlite3.Error as error:
            raise RecordingsProblem(f"{self._path}: cannot be read ({error})") from None

    def _summary(
        self, name: str, turns: float, size: float, used: str | None, opened: int | None, changed: int | None
    ) -> Summary:
        start, change = self._row(name, opened), self._row(name, changed if (changed or 0) > (opened or 0) else None)
        return Summary(
            name=name,
            turns=int(turns),
            size=int(size),
            used=used,
            opened=start if isinstance(start, SessionStarted) else None,
            changed=change if isinstance(change, PhoneChanged) else None,
        )

    def _row(self, session: str, row: int | None) -> Event | None:
        found = self._db.execute("SELECT body FROM events WHERE id = ?", (row,)).fetchone()
        return None if found is None or row is None else self._read(session, row, found[0])

    def delete(self, session: str) -> None:
        """Forget a session for good, all of it or nothing. Raises: OSError if the file refuses it."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.execute("DELETE FROM events WHERE session = ?", (session,))
                self._db.execute("DELETE FROM used WHERE session = ?", (session,))
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise OSError(f"{self._path}: session {session!r} was not deleted ({error})") from None

    def _read(self, session: str, row: int, body: str) -> Event:
        try:
            return from_json(json.loads(body))
        except (ValueError, TypeError, AttributeError) as error:
            raise RecordingsProblem(f"{self._path}: event {row} of session {session!r} is damaged ({error})") from None

    def close(self) -> None:
        """Close the file; nothing is pending."""
        self._db.close()
        if self._locks is not None:
            self._locks.close()


class SqliteRecorder:
    """Appends the events of one session."""

    def __init__(self, db: sqlite3.Connection, path: Path, session: str) -> None:
        """Write through an open store's connection."""
        self._db, self._path, self._session = db, path, session

    def record(self, event: Event) -> None:
        """Append one event in a transaction of its own. Raises: OSError if the file refuses it."""
        data = to_json(event)
        row = (self._session, data["event"], json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        try:
            self._db.execute("INSERT INTO events (session, kind, body) VALUES (?, ?, ?)", row)
        except (sqlite3.Error, UnicodeError) as error:
            raise OSError(f"{self._path}: the recording stopped ({error}); what was recorded before is safe") from None


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn write-ahead logging on.

    SQLite does not wait for another process when it changes a file's mode, whatever the busy timeout, so this does.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(RETRY_SECONDS)
