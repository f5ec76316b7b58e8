"""Where a phone's user finds other phones and recordings, and puts what is taken out of them. Screens are not here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes
from simulator.faces.parts import OpenPhone, Parts
from simulator.settings.choices import BackendChoice, PhoneChoice

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line
    from simulator.domain.events import Event
    from simulator.domain.limit import Bilingual
    from simulator.export.telling import Recorded
    from simulator.store.sqlite import Summary


@dataclass(frozen=True, slots=True)
class Taken:
    """A phone that was taken in hand; `session` is the name of its recording, None where nobody records it."""

    opened: OpenPhone
    wire: Callable[[], Sequence[Line]]
    session: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The program's parts, and what the command line chose of the phone and its backend.

    `copied` is the file that what is copied is kept in too, `exports` the folder that exports go into.
    """

    parts: Parts
    phone: PhoneChoice
    backend: BackendChoice
    copied: Path
    exports: Path

    def vendors(self) -> tuple[tuple[str, Bilingual], ...]:
        """Give the makers of phones, by their names and those of their assistants. Raises: UserProblem."""
        listed = self.parts.catalogue(self.phone.vendors_paths).listings()
        return tuple((listing.id, listing.assistant) for listing in listed)

    def sessions(self) -> tuple[Summary, ...]:
        """Give all recorded sessions, the last used one first. Raises: UserProblem."""
        return self.parts.sessions()

    def take(self, vendor: str) -> Taken:
        """Take a maker's phone in hand, which nobody records. Raises: UserProblem."""
        return self._taken(replace(self.phone, vendor=vendor, wishes=PhoneWishes(), upgrade=None), None)

    def resume(self, session: str) -> Taken:
        """Take the phone of a recorded session in hand, as it was put down. Raises: UserProblem."""
        choice = replace(self.phone, vendor=None, wishes=PhoneWishes(), upgrade=None, seed=None, entry=None)
        return self._taken(choice, session)

    def recorded(self, session: str, lang: Lang) -> Recorded:
        """Give all that happened in a recorded session, harmless to show. Raises: UserProblem."""
        return self.parts.recorded_session(session, lang, self.phone.vendors_paths)

    def unrecorded(self, events: Sequence[Event], lang: Lang) -> Recorded:
        """Give what happened on a phone that nobody records, harmless to show."""
        return self.parts.as_recorded(events, lang, self.phone.vendors_paths)

    def _taken(self, choice: PhoneChoice, session: str | None) -> Taken:
        from simulator.backends.cassettes.watch import WireWatch

        watch = WireWatch()
        # A cassette belongs to the phone that it was begun with.
        backend = replace(self.backend, record=None, replay=None, replay_timing=None)
        opened = self.parts.open_phone(choice, backend, session, watch)
        return Taken(opened, lambda: tuple(watch.lines), session)
