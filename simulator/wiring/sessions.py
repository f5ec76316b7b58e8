"""Gives recorded sessions to those who read them. How they are shown or exported is not here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from simulator.catalogue.catalogue import Catalogue
from simulator.domain.events import Event, SessionStarted
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem, unknown
from simulator.domain.release import Vendor
from simulator.export.harmless import harmless
from simulator.export.telling import Recorded, maker_of

if TYPE_CHECKING:
    from simulator.store.sqlite import SqliteStore

_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)


def recorded_session(
    name: str, lang: Lang, store: SqliteStore, catalogue: Catalogue, environ: Mapping[str, str]
) -> Recorded:
    """Give a session with all that happened in it, harmless to show: the keys of the environment are masked.

    Raises: UserProblem if there is none of that name, with the nearest one, or it cannot be read.
    """
    check_known(name, store)
    return as_recorded(name, store.events(name), lang, catalogue, environ)


def as_recorded(
    name: str, happened: Iterable[Event], lang: Lang, catalogue: Catalogue, environ: Mapping[str, str]
) -> Recorded:
    """Give what happened under a name, harmless to show: the keys of the environment are masked."""
    events = tuple(harmless(happened, _secrets(environ)))
    started = next((event for event in events if isinstance(event, SessionStarted)), None)
    id = started.vendor if started else ""
    return Recorded(name=name, events=events, maker=maker_of(_vendor(id, catalogue), id), lang=lang)


def check_known(name: str, store: SqliteStore) -> None:
    """Refuse a name that no session has. Raises: UserProblem."""
    names = store.names()
    if not names:
        raise UserProblem(
            f'no session {name[:60]!r}: none is recorded; record one with `simulator ask "你好" --session NAME`'
        )
    if name not in names:
        raise unknown("session", name, names[:20], ", …; see `simulator sessions`" if len(names) > 20 else "")


def _vendor(id: str, catalogue: Catalogue) -> Vendor | None:
    """Give the vendor; None if its folder is gone or no longer read, which must not hide what was recorded."""
    try:
        return catalogue.load(id)
    except UserProblem:
        return None


def _secrets(environ: Mapping[str, str]) -> Iterator[str]:
    return (value for name, value in environ.items() if _SECRET_NAME.search(name))
