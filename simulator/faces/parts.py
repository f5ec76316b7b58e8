"""What the faces ask of the rest of the program, as protocols. How it is made is `wiring`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.domain.problem import UserProblem
from simulator.settings.choices import BackendChoice, MockChoice, PhoneChoice

if TYPE_CHECKING:  # a list of vendors must not pay for the event loop and the events
    from datetime import datetime

    from simulator.backends.cassettes.watch import WireWatch
    from simulator.catalogue.catalogue import Catalogue
    from simulator.conversation.conversation import Conversation
    from simulator.doctor.probe import Probe
    from simulator.domain.contents import Contents
    from simulator.domain.events import Event
    from simulator.domain.limit import Lang
    from simulator.export.telling import Recorded
    from simulator.ports import Backend, Clock
    from simulator.replay.lab import LabChoice, Laboratory
    from simulator.settings.layers import Settings
    from simulator.settings.resolve import Server
    from simulator.store.sqlite import Summary


def _no_faults(name: str, faults: tuple[str, ...]) -> tuple[Backend, ...]:
    """Refuse: no mock is at hand."""
    raise UserProblem(f"faults are what the embedded mock does wrong, and {name} answers here")


@dataclass(frozen=True, slots=True)
class Backends:
    """The backends that a phone can be pointed at: their names as the configuration stands now, and how to get one.

    `chain` gives the backend of a name and its fallbacks; its model is the one that is set, unless one is named.
    `models` gives those that are known of a backend, and `faulty` is `chain` with what the embedded mock is to do
    wrong, none for nothing; `can_fail` says whether a name is that mock's. Each reads the configuration anew, and
    raises UserProblem.
    """

    names: Callable[[], tuple[str, ...]]
    chain: Callable[[str, str | None], tuple[Backend, ...]]
    models: Callable[[str], tuple[str, ...]] = lambda name: ()
    faulty: Callable[[str, tuple[str, ...]], tuple[Backend, ...]] = _no_faults
    can_fail: Callable[[str], bool] = lambda name: False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPhone:
    """A phone in the hand: its conversation, and how to put its parts away.

    `history` is what was recorded of the session before, without the text pieces of turns that have ended; `opening`
    is how the phone was taken in hand now.
    """

    conversation: Conversation
    history: tuple[Event, ...]
    opening: tuple[Event, ...]
    put_away: Callable[[], Coroutine[Any, Any, None]]
    backends: Backends


@dataclass(frozen=True, slots=True)
class KeptPhone:
    """The phone of a recorded session: what is kept on it, and the simulated moment at which it was put down."""

    session: str
    moment: datetime
    contents: Contents


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """How many entries of a file are on the phone now, and what of it was left out, a sentence each."""

    entries: int
    left_out: tuple[str, ...]


class Parts(Protocol):
    """The program's parts, each made when it is asked for."""

    def catalogue(self, vendors_paths: Sequence[Path], named: Path | None = None) -> Catalogue:
        """Give the catalogue of vendors, with the limits of the configuration, or of the file that is `named`.

        Raises: UserProblem if a path is no folder of vendors.
        """
        ...

    def settings(self, named: Path | None) -> Settings:
        """Give what files and variables say. Raises: UserProblem with all that is wrong in them."""
        ...

    def backend(self, settings: Settings, choice: BackendChoice) -> Server:
        """Give the backend that was chosen, all layers together. Raises: UserProblem if there is none such."""
        ...

    def probe(self, server: Server, choice: BackendChoice, deadline: float) -> Probe:
        """Make the probe of a backend, which may take `deadline` seconds; nothing is sent yet.

        Raises: UserProblem if a choice is wrong or does not fit; what is wrong with the backend is a finding.
        """
        ...

    def open_phone(
        self,
        phone: PhoneChoice,
        backend: BackendChoice,
        session: str | None,
        watch: WireWatch | None = None,
        catalogue: Catalogue | None = None,
    ) -> OpenPhone:
        """Take a phone in hand; with a `session` name it is recorded, and goes on where that session stopped.

        `watch` is shown what goes over its wire; None where nobody looks on. `catalogue` is one that was just
        asked for this phone's vendor; None looks anew.

        Raises: UserProblem if any choice is wrong or the recording cannot be used; nothing is recorded then.
        """
        ...

    def kept_phone(self, session: str) -> KeptPhone:
        """Give what is kept on the phone of a recorded session.

        Raises: UserProblem if there is no such session, or its recording cannot be used.
        """
        ...

    def import_calendar(self, session: str, content: bytes) -> ImportedCalendar:
        """Put the entries of an .ics file on that phone; they are recorded as what they are.

        Raises: UserProblem if the file is no calendar; nothing is recorded then.
        """
        ...

    def check_recordings(self) -> None:
        """Refuse a folder that recordings cannot be kept in. Raises: UserProblem, which names it."""
        ...

    def alone(self, session: str) -> AbstractAsyncContextManager[Callable[[], int]]:
        """Have a session, once no other process has it; what is given tells how far it has come by now.

        Raises: UserProblem if its recording cannot be used.
        """
        ...

    def sessions(self) -> tuple[Summary, ...]:
        """Give all recorded sessions in short, the last used one first. Raises: UserProblem if they cannot be read."""
        ...

    def check_sessions(self, names: Sequence[str]) -> None:
        """Refuse names that no recorded session has. Raises: UserProblem with the nearest name."""
        ...

    def recorded_session(self, name: str, lang: Lang, vendors_paths: Sequence[Path]) -> Recorded:
        """Give all that happened in a recorded session, harmless to show, keys masked.

        Raises: UserProblem if there is no such session, or it cannot be read.
        """
        ...

    def as_recorded(self, events: Sequence[Event], lang: Lang, vendors_paths: Sequence[Path]) -> Recorded:
        """Give what happened on a phone that nobody recorded as a session, harmless to show, keys masked."""
        ...

    def delete_session(self, name: str) -> None:
        """Forget a recorded session for good. Raises: OSError if its file refuses."""
        ...

    def laboratory(self, choice: LabChoice) -> Laboratory:
        """Give what makes the phones of scripts, and knows what there is; nothing is read yet."""
        ...

    def stage(self, choice: LabChoice, clock: Clock) -> Laboratory:
        """Give what makes the phones of a script that is presented, all of them on `clock`; nothing is read yet."""
        ...

    def serve_mock(self, choice: MockChoice, announce: Callable[[str], None]) -> int:
        """Serve the mock until a signal and give the exit code; `announce` gets its URL once it listens.

        Raises: UserProblem if it cannot listen there.
        """
        ...
