"""The program's parts, made on demand. Which of them a command needs is the command's business.

What only some commands need is imported by those that do: a list of vendors must not wait for an HTTP client.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem, unknown
from simulator.faces.parts import ImportedCalendar, KeptPhone, OpenPhone
from simulator.settings.choices import BackendChoice, MockChoice, PhoneChoice
from simulator.settings.layers import Settings
from simulator.settings.places import cache_dir, data_dir, user_vendors
from simulator.settings.resolve import Server
from simulator.toml_file.problem import FileError
from simulator.wiring.config import server_for, settings_of, unknown_vendors, with_limits

if TYPE_CHECKING:
    from simulator.backends.cassettes.watch import WireWatch
    from simulator.catalogue.catalogue import Catalogue
    from simulator.doctor.probe import Probe
    from simulator.domain.events import Event
    from simulator.domain.limit import Lang
    from simulator.export.telling import Recorded
    from simulator.ports import Clock
    from simulator.replay.lab import LabChoice, Laboratory
    from simulator.store.sqlite import SqliteStore, Summary


class Program:
    """All parts, for one environment of variables."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Take the environment, which is read and never written."""
        self._environ = environ
        self._opened: SqliteStore | None = None

    def _store(self) -> SqliteStore:
        """Give the recordings, through one open file for all sessions of the process."""
        from simulator.store.sqlite import SqliteStore

        if self._opened is None:
            self._opened = SqliteStore(data_dir(self._environ))
        return self._opened

    def catalogue(self, vendors_paths: Sequence[Path], named: Path | None = None) -> Catalogue:
        """Give the catalogue of vendors, with the limits that the configuration sets."""
        return self._catalogue(vendors_paths, settings_of(self._environ, named))

    def _catalogue(self, vendors_paths: Sequence[Path], settings: Settings) -> Catalogue:
        from simulator.catalogue.catalogue import Catalogue, standard_sources

        sources = standard_sources(vendors_paths, user_vendors(self._environ))
        memos = cache_dir(self._environ) / "vendors"
        catalogue = Catalogue(sources, memos, lambda vendor: with_limits(vendor, settings))
        if problems := unknown_vendors(settings, catalogue):
            raise FileError(problems)
        return catalogue

    def settings(self, named: Path | None) -> Settings:
        """Give what files and variables say."""
        settings = settings_of(self._environ, named)
        self._catalogue((), settings)
        return settings

    def backend(self, settings: Settings, choice: BackendChoice) -> Server:
        """Give the backend that was chosen, all layers together."""
        return server_for(settings, choice)

    def probe(self, server: Server, choice: BackendChoice, deadline: float) -> Probe:
        """Make the probe of a backend."""
        from simulator.wiring.doctor import probe_of

        return probe_of(choice, server, self._environ, deadline)

    def open_phone(
        self,
        phone: PhoneChoice,
        backend: BackendChoice,
        session: str | None,
        watch: WireWatch | None = None,
        catalogue: Catalogue | None = None,
    ) -> OpenPhone:
        """Take a phone in hand."""
        from simulator.wiring.phone_in_hand import take_in_hand
        from simulator.wiring.recordings import recording

        recorded = recording(session, self._store)
        settings = settings_of(self._environ, backend.config)
        catalogue = catalogue or self._catalogue(phone.vendors_paths, settings)
        return take_in_hand(phone, backend, settings, catalogue, recorded, self._environ, watch)

    def kept_phone(self, session: str) -> KeptPhone:
        """Give what is kept on the phone of a recorded session."""
        from simulator.domain.quota import moment_at
        from simulator.wiring.recordings import recorded

        found = recorded(session, self._store()).session
        if found.started is None:
            raise UserProblem(f"session {session!r} holds no phone yet; say something to it with `simulator ask`")
        return KeptPhone(session, moment_at(found.started, found.now - found.zero), found.contents)

    def import_calendar(self, session: str, content: bytes) -> ImportedCalendar:
        """Put the entries of an .ics file on that phone."""
        from simulator.domain.events import SkillCalled
        from simulator.phone.ics_import import from_ics
        from simulator.wiring.recordings import recorded

        kept, recording = self.kept_phone(session), recorded(session, self._store())
        imported = from_ics(content, kept.contents, kept.moment)
        event = SkillCalled(
            session=session,
            turn=recording.session.last_turn,
            t=recording.session.now,
            skill="import_calendar",
            arguments={},
            result=str(len(imported.changes)),
            changes=imported.changes,
        )
        recording.recorder.record(event)
        return ImportedCalendar(len(imported.changes), imported.left_out)

    def check_recordings(self) -> None:
        """Refuse a folder that recordings cannot be kept in; nothing stays open, since servers fork after this."""
        from simulator.store.sqlite import SqliteStore

        SqliteStore(data_dir(self._environ)).close()

    @asynccontextmanager
    async def alone(self, session: str) -> AsyncIterator[Callable[[], int]]:
        """Have a session, once no other process has it."""
        store = self._store()
        async with store.locks.alone(session):
            yield partial(store.newest, session)

    def sessions(self) -> tuple[Summary, ...]:
        """Give all recorded sessions in short."""
        return self._store().summaries()

    def check_sessions(self, names: Sequence[str]) -> None:
        """Refuse names that no session has."""
        from simulator.wiring.sessions import check_known

        for name in names:
            check_known(name, self._store())

    def recorded_session(self, name: str, lang: Lang, vendors_paths: Sequence[Path]) -> Recorded:
        """Give all that happened in a session."""
        from simulator.wiring.sessions import recorded_session

        return recorded_session(name, lang, self._store(), self.catalogue(vendors_paths), self._environ)

    def as_recorded(self, events: Sequence[Event], lang: Lang, vendors_paths: Sequence[Path]) -> Recorded:
        """Give what happened on a phone that nobody recorded as a session."""
        from simulator.wiring.recordings import UNNAMED
        from simulator.wiring.sessions import as_recorded

        return as_recorded(UNNAMED, events, lang, self.catalogue(vendors_paths), self._environ)

    def delete_session(self, name: str) -> None:
        """Forget a session for good."""
        self._store().delete(name)

    def laboratory(self, choice: LabChoice) -> Laboratory:
        """Give what makes the phones of scripts, and knows what there is."""
        from simulator.wiring.replay import ReplayLab

        return ReplayLab(self._environ, choice)

    def stage(self, choice: LabChoice, clock: Clock) -> Laboratory:
        """Give what makes the phones of a script that is presented."""
        from simulator.wiring.stage import StageLab

        return StageLab(self._environ, choice, clock)

    def serve_mock(self, choice: MockChoice, announce: Callable[[str], None]) -> int:
        """Serve the mock until a signal."""
        from simulator.backends.prepared import prepared_in
        from simulator.mock.era import ERAS
        from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
        from simulator.mock.journal.file import JournalFile
        from simulator.mock.latencies import latency_from
        from simulator.mock.serve import serve
        from simulator.mock.wishes import shape_named

        if choice.era not in ERAS:
            raise unknown("era", choice.era, ERAS)
        file = choice.fault_file
        replies, tapes = prepared_in(choice.replies, choice.replay_timing)
        try:
            return serve(
                service=choice.service,
                seed=choice.seed,
                latency=latency_from(choice.latency),
                api_keys=choice.api_keys,
                shape=shape_named(choice.dialect),
                faults=FaultPlan.parse(choice.faults) + (FaultPlan.from_file(file) if file else NO_FAULTS),
                keep_alive=choice.keep_alive,
                concurrency=choice.concurrency,
                era=ERAS[choice.era],
                balance=choice.balance,
                replies=replies,
                tapes=tapes,
                journal=None if choice.journal is None else JournalFile(choice.journal),
                announce=announce,
            )
        except ValueError as error:
            raise UserProblem(str(error)) from None
