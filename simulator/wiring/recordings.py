"""Takes up a recorded session, or starts one that nobody keeps. What a recording holds is `store`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.domain.events import Event
from simulator.domain.problem import UserProblem, unknown
from simulator.domain.session import Session, restore
from simulator.ports import Recorder
from simulator.store.memory import Forgetful

if TYPE_CHECKING:  # who keeps nothing must not wait for a database
    from simulator.store.sqlite import SqliteStore

UNNAMED = "phone"
"""The session name of a phone that is not recorded."""

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Recording:
    """Where a session is recorded, what it adds up to, and the events that say so, oldest first."""

    recorder: Recorder
    session: Session
    history: tuple[Event, ...]


def recording(name: str | None, opened: Callable[[], SqliteStore]) -> Recording:
    """Give the recording of the session `name` in the store that `opened` gives; without a name nothing is kept.

    A turn that the end of an earlier process cut off is closed first. Raises: UserProblem if the name or the store
    cannot be used, or a recorded event is damaged.
    """
    if name is None:
        return Recording(Forgetful(), Session(UNNAMED), ())
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UserProblem(f"--session {name[:LONGEST_NAME]!r}: a name is 1 to {LONGEST_NAME} printable characters")
    store = opened()
    recorder = store.recorder(name)
    history = tuple(store.essentials(name))
    session, cut_off = restore(name, history)
    if cut_off is not None:
        recorder.record(cut_off)
        history = (*history, cut_off)
    return Recording(recorder, session, history)


def recorded(name: str, store: SqliteStore) -> Recording:
    """Give the recording of a session that must be there; nothing is added to it.

    Raises: UserProblem if there is none of that name, with the nearest one, or it cannot be used.
    """
    names = store.names()
    if name not in names:
        raise unknown("session", name, names)
    history = tuple(store.essentials(name))
    session, _ = restore(name, history)
    return Recording(store.recorder(name), session, history)
