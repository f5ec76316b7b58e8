"""Makes the phones that scripts are played on, each with its own clock, backends and memory. Playing is `replay`."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.find import Source
from simulator.clocks import VirtualClock, clock_from
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Handset
from simulator.domain.problem import UserProblem
from simulator.domain.release import Vendor
from simulator.domain.session import Session
from simulator.ports import Searcher
from simulator.replay.alarm import RealAlarm, VirtualAlarm
from simulator.replay.judge import JudgeInUse
from simulator.replay.lab import JUDGE, LabChoice, PhoneInUse, Tape, Wire
from simulator.replay.script import Setup
from simulator.replay.setups import is_set, wishes_of
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.layers import Settings
from simulator.settings.places import cache_dir, user_vendors
from simulator.wiring.backends import EMBEDDED
from simulator.wiring.config import backend_names, settings_of, with_limits
from simulator.wiring.handsets import DEFAULT_VENDOR, handset_for
from simulator.wiring.replay_judge import ReplayJudge
from simulator.wiring.replay_phone import Counts, ReplayPhone
from simulator.wiring.search import searcher

if TYPE_CHECKING:  # httpx is imported with the first question
    from simulator.backends.way import Clients

MOST_HANDSETS = 1_024


class ReplayLab:
    """Makes phones of cases, and knows what there is to make. Sent to another process, it reads everything anew there.

    It keeps what it has read of vendors and configuration, since a thousand cases need the same.
    """

    def __init__(self, environ: Mapping[str, str], choice: LabChoice) -> None:
        """Take the environment and the choice; nothing is read yet."""
        self._environ, self._choice = dict(environ), choice

    def __reduce__(self) -> tuple[type[ReplayLab], tuple[Mapping[str, str], LabChoice]]:
        return ReplayLab, (self._environ, self._choice)

    @cached_property
    def _settings(self) -> Settings:
        return self._read_settings()

    def _read_settings(self) -> Settings:
        return settings_of(self._environ, self._choice.config)

    def _sources(self) -> Sequence[Source]:
        return standard_sources(self._choice.vendors_paths, user_vendors(self._environ))

    def _memos(self) -> Path | None:
        return cache_dir(self._environ) / "vendors"

    @cached_property
    def _catalogue(self) -> Catalogue:
        return _Remembering(self._sources(), self._memos(), lambda vendor: with_limits(vendor, self._settings))

    @cached_property
    def _vendors(self) -> tuple[str, ...]:
        return tuple(listing.id for listing in self._catalogue.listings())

    @cached_property
    def _counts(self) -> Counts:
        return Counts()

    @cached_property
    def _web(self) -> Searcher:
        return searcher(None)

    @cached_property
    def _clients(self) -> Clients | None:
        """Give the clients that phones share; None where nobody asks a server."""
        if not self._choice.is_remote or self._choice.replay is not None:
            return None
        from simulator.backends.way import Clients

        return Clients()

    @cached_property
    def _backends(self) -> tuple[str, ...]:
        return backend_names(self._settings)

    @property
    def waits(self) -> bool:
        """Say whether playing waits for a network or a real clock."""
        return self._choice.clock != "virtual" or (self._choice.is_remote and self._choice.replay is None)

    @property
    def wire(self) -> Wire:
        """Say whether backends are asked."""
        return "live" if self._choice.replay is None else "replayed"

    def vendors(self) -> Sequence[str]:
        """Give the ids of all vendors."""
        return self._vendors

    def releases(self, vendor: str) -> Sequence[str]:
        """Give the releases of a vendor, oldest first. Raises: UserProblem if there is no such vendor."""
        return [release.version for release in self._catalogue.load(vendor).releases]

    def backends(self) -> Sequence[str]:
        """Give the names of all backends."""
        return self._backends

    def release_on(self, setup: Setup) -> str:
        """Give the release that a phone would run at the start. Raises: UserProblem if there is no such phone."""
        return self._handset(setup).release.version

    def evidence_of(self, vendor: str, release: str) -> tuple[str, ...]:
        """Give the kinds of evidence that the limits of a release rest on."""
        return self._evidence(vendor, release)

    @cached_property
    def _evidence(self) -> Callable[[str, str], tuple[str, ...]]:
        return cache(self._evidence_in)

    def _evidence_in(self, vendor: str, release: str) -> tuple[str, ...]:
        limits = next(it.limits for it in self._catalogue.load(vendor).releases if it.version == release)
        evidence = (getattr(getattr(limits, name), "evidence", None) for name in limits.__slots__)
        return tuple(sorted({kind for kind in evidence if kind is not None}))

    def _handset(self, setup: Setup) -> Handset:
        unseeded = tuple(item for item in setup.items() if item[0] != "seed")
        return replace(self._handsets(unseeded), seed=int(setup.get("seed", "0")))

    @cached_property
    def _handsets(self) -> Callable[[tuple[tuple[str, str], ...]], Handset]:
        """Give what makes a handset, which knows those of `MOST_HANDSETS` setups: cases often differ in the seed."""
        return lru_cache(MOST_HANDSETS)(self._new_handset)

    def _new_handset(self, items: tuple[tuple[str, str], ...]) -> Handset:
        setup = dict(items)
        choice = PhoneChoice(
            vendor=setup["vendor"],
            wishes=wishes_of(setup),
            clock=self._choice.clock,
            seed=0,
            lang="en" if setup.get("lang") == "en" else "zh",
            must_wake=is_set(setup, "wake", False),
            entry="assistant" if setup.get("entry") == "assistant" else "deepseek",
        )
        return handset_for(choice, self._catalogue, Session("phone"))

    def try_out(self, setup: Setup) -> None:
        """Find out whether such a phone can be had; nothing is sent or written."""
        replay = self._choice.replay
        if replay is not None and not replay.is_dir():
            raise UserProblem(f"--replay {replay} is no folder; make it with --record {replay}")
        name = setup["backend"] if replay is None else EMBEDDED
        if replay is None and self._choice.judge is not None:
            choice = BackendChoice(name=self._choice.judge, timeout=self._choice.timeout, config=self._choice.config)
            ReplayJudge(choice, self._handset(setup), self._counts, self._settings, self._environ)
        self._taken(setup, BackendChoice(name=name, timeout=self._choice.timeout, config=self._choice.config))

    def warm_up(self, setup: Setup) -> None:
        """Import and read what the embedded mock needs, by having a turn with it that nobody sees."""
        choice = self._choice
        if not self.waits and choice.record is None and choice.replay is None:
            asyncio.run(_greeted(self._taken(setup, BackendChoice(name=EMBEDDED, gathers=True)).conversation))

    def open(self, setup: Setup, faults: Sequence[str], tape: Tape, session: str) -> PhoneInUse:
        """Take a phone in hand. Raises: UserProblem if it cannot be had, or its backend or cassette cannot be used."""
        return self._taken(setup, self._wire(setup, faults, tape), session)

    def judge(self, backend: str, tape: Tape) -> JudgeInUse | None:
        """Give who judges. Raises: UserProblem if that backend, or its cassette, cannot be used."""
        own = JUDGE if JUDGE in self._settings.names("backends") else ""
        name = self._choice.judge or backend or own
        if not name:
            return None
        setup = {"vendor": DEFAULT_VENDOR, "backend": name}
        wire = replace(self._wire(setup, (), tape), gathers=False)
        return ReplayJudge(wire, self._handset(setup), self._counts, self._settings, self._environ)

    def elsewhere(self) -> Callable[[], ReplayLab]:
        """Give what makes it on another machine. Raises: UserProblem if it depends on what cannot be sent."""
        from simulator.wiring.replay_away import away

        return away(self._choice, self._settings, self._catalogue)

    def _taken(self, setup: Setup, wire: BackendChoice, session: str = "phone") -> ReplayPhone:
        try:
            clock = clock_from(self._choice.clock)
        except ValueError as error:
            raise UserProblem(str(error)) from None
        alarm = VirtualAlarm() if isinstance(clock, VirtualClock) else RealAlarm(clock)
        parts = (self._handset(setup), alarm, self._counts, wire, self._settings, self._environ)
        return ReplayPhone(*parts, session=session, web=self._web, clients=self._clients)

    def _wire(self, setup: Setup, faults: Sequence[str], tape: Tape) -> BackendChoice:
        record, replay = self._choice.record, self._choice.replay
        return BackendChoice(
            name=setup["backend"],
            timeout=self._choice.timeout,
            faults=() if replay is not None else tuple(faults),
            record=None if record is None else _anew(record / cassette_file(tape.name)),
            replay=None if replay is None else _recorded(replay, tape),
            config=self._choice.config,
            gathers=True,
        )


async def _greeted(conversation: Conversation) -> None:
    async with aclosing(conversation.turn("你好", "script")) as turn:
        async for _ in turn:
            pass


class _Remembering(Catalogue):
    """A catalogue that loads each vendor once."""

    def load(self, id: str) -> Vendor:
        """Load the vendor of that id, or give it again."""
        loaded: dict[str, Vendor] = self.__dict__.setdefault("_loaded", {})
        if id not in loaded:
            loaded[id] = super().load(id)
        return loaded[id]


def cassette_file(name: str) -> str:
    """Give the file name of a phone's cassette: readable, allowed everywhere, and no other's."""
    readable = re.sub(r"[^\w.=,@-]+", "_", name)[:80].strip("_.")
    return f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.jsonl"


def _anew(path: Path) -> Path:
    """Give a cassette that holds nothing yet: an older recording of the same phone is no part of this one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserProblem(f"--record {path.parent}: {error.strerror or error}; name another folder") from None
    return path


def _recorded(folder: Path, tape: Tape) -> Path:
    own, of_session = folder / cassette_file(tape.name), folder / f"{tape.of_session}.jsonl"
    if own.is_file():
        return own
    if tape.of_session and of_session.is_file():
        return of_session
    said = f"--replay {folder} holds no recording of this case"
    if tape.of_session:
        said += f", neither {of_session.name}, an exported session, nor {own.name}"
    raise UserProblem(f"{said}; make it with --record {folder}")
