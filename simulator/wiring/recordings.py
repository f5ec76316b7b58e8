"""Takes up a recorded session, or starts one that nobody keeps. What a recording holds is `store`."""

from __future__ import annotations

from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.domain.session import Session, restore
from simulator.ports import Recorder
from simulator.store.memory import Forgetful

UNNAMED = "phone"
"""The session name of a phone that is not recorded."""

LONGEST_NAME = 100


def recording(name: str | None, folder: Path) -> tuple[Recorder, Session]:
    """Give where the session `name` is recorded in `folder`, and what it holds so far; without a name it is not kept.

    A turn that the end of an earlier process cut off is closed first. Raises: UserProblem if the name or the folder
    cannot be used, or a recorded event is damaged.
    """
    if name is None:
        return Forgetful(), Session(UNNAMED)
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UserProblem(f"--session {name[:LONGEST_NAME]!r}: a name is 1 to {LONGEST_NAME} printable characters")
    from simulator.store.sqlite import SqliteStore

    store = SqliteStore(folder)
    recorder = store.recorder(name)
    known, cut_off = restore(name, store.essentials(name))
    if cut_off is not None:
        recorder.record(cut_off)
    return recorder, known
