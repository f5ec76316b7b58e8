"""Makes the phones that scripts are played on, each with its own clock, backends and memory. Playing is `replay`."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from simulator.backends.late import ClosableBackend
from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.clocks import clock_from
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Handset, Ports
from simulator.domain.completion import CompletionItem, Failed, Prompt
from simulator.domain.events import Event
from simulator.domain.faults import Fault
from simulator.domain.problem import UserProblem
from simulator.domain.release import Vendor
from simulator.domain.session import Session
from simulator.ports import Tokenizer
from simulator.pronounce import syllables
from simulator.replay.alarm import Alarm
from simulator.replay.lab import LabChoice, PhoneInUse
from simulator.replay.script import Setup
from simulator.replay.setups import is_set, wishes_of
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.layers import Settings
from simulator.settings.places import cache_dir, user_vendors
from simulator.store.memory import Forgetful
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.wiring.backends import build, build_in_house
from simulator.wiring.config import backend_names, fallbacks_of, server_for, settings_of, with_limits
from simulator.wiring.handsets import handset_for
from simulator.wiring.search import searcher
from simulator.wiring.skills import due, skills_for

MOST_COUNTS = 20_000
_OFFLINE = Fault("connection", "airplane mode is on: the phone has no network")


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
        return settings_of(self._environ, self._choice.config)

    @cached_property
    def _catalogue(self) -> Catalogue:
        sources = standard_sources(self._choice.vendors_paths, user_vendors(self._environ))
        memos = cache_dir(self._environ) / "vendors"
        return _Remembering(sources, memos, lambda vendor: with_limits(vendor, self._settings))

    @cached_property
    def _vendors(self) -> tuple[str, ...]:
        return tuple(listing.id for listing in self._catalogue.listings())

    @cached_property
    def _counts(self) -> _Counts:
        return _Counts()

    @cached_property
    def _backends(self) -> tuple[str, ...]:
        return backend_names(self._settings)

    @property
    def waits(self) -> bool:
        """Say whether playing waits for a network or a real clock."""
        return self._choice.clock != "virtual" or (self._choice.is_remote and self._choice.replay is None)

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
        limits = next(it.limits for it in self._catalogue.load(vendor).releases if it.version == release)
        evidence = (getattr(getattr(limits, name), "evidence", None) for name in limits.__slots__)
        return tuple(sorted({kind for kind in evidence if kind is not None}))

    def _handset(self, setup: Setup) -> Handset:
        choice = PhoneChoice(
            vendor=setup["vendor"],
            wishes=wishes_of(setup),
            clock=self._choice.clock,
            seed=int(setup.get("seed", "0")),
            lang="en" if setup.get("lang") == "en" else "zh",
            must_wake=is_set(setup, "wake", False),
            entry="assistant" if setup.get("entry") == "assistant" else "deepseek",
        )
        return handset_for(choice, self._catalogue, Session("phone"))

    def open(self, setup: Setup, faults: Sequence[str], cassette: str) -> PhoneInUse:
        """Take a phone in hand. Raises: UserProblem if it cannot be had, or its backend or cassette cannot be used."""
        try:
            clock = Alarm(clock_from(self._choice.clock))
        except ValueError as error:
            raise UserProblem(str(error)) from None
        wire = self._wire(setup, faults, cassette)
        return _Phone(self._handset(setup), clock, self._counts, wire, self._settings, self._environ)

    def _wire(self, setup: Setup, faults: Sequence[str], cassette: str) -> BackendChoice:
        record, replay = self._choice.record, self._choice.replay
        return BackendChoice(
            name=setup["backend"],
            timeout=self._choice.timeout,
            faults=() if replay is not None else tuple(faults),
            record=None if record is None else _anew(record / cassette_file(cassette)),
            replay=None if replay is None else _recorded(replay / cassette_file(cassette)),
            config=self._choice.config,
        )


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


def _recorded(path: Path) -> Path:
    if not path.is_file():
        raise UserProblem(
            f"--replay {path.parent} holds no recording of this case; make it with --record {path.parent}"
        )
    return path


class _Counts:
    """Token counts that all phones of a run share: the same prompts and replies come again and again."""

    def __init__(self) -> None:
        self.count = lru_cache(MOST_COUNTS)(LazyTokenizer().count)


class _Relay:
    """Stands before a backend: writes down what it is sent, and knows whether there is a network."""

    def __init__(self, backend: ClosableBackend, network: _Network) -> None:
        self._backend, self._network = backend, network

    @property
    def name(self) -> str:
        """The name that it was chosen by."""
        return self._backend.name

    @property
    def model(self) -> str:
        """The model's id on the wire."""
        return self._backend.model

    def use(self, backend: ClosableBackend) -> None:
        """Let another one answer."""
        self._backend = backend

    def ask(self, prompt: Prompt) -> AsyncGenerator[CompletionItem, None]:
        """Pass a prompt on, or say that there is no network."""
        if self._network.is_off:
            return _no_network()
        self._network.sent.append(prompt)
        asked = self._backend.ask(prompt)
        return _watched(asked, self._network) if self._network.is_replayed else asked


async def _watched(
    items: AsyncGenerator[CompletionItem, None], network: _Network
) -> AsyncGenerator[CompletionItem, None]:
    """Pass on what comes, and keep what the cassette says if it lacks this request: it would lack it for ever."""
    async with aclosing(items):
        async for item in items:
            if isinstance(item, Failed) and item.fault.retry_after == math.inf:
                network.lacking = item.fault.message
            yield item


async def _no_network() -> AsyncGenerator[CompletionItem, None]:
    yield Failed(_OFFLINE)


@dataclass(slots=True)
class _Network:
    """The network of a phone: whether it is off, what was sent over it, and what a cassette in its place lacks."""

    is_replayed: bool = False
    is_off: bool = False
    lacking: str | None = None
    sent: list[Prompt] = field(default_factory=list)


class _Phone:
    """A phone of a case."""

    def __init__(
        self,
        handset: Handset,
        clock: Alarm,
        tokenizer: Tokenizer,
        choice: BackendChoice,
        settings: Settings,
        environ: Mapping[str, str],
    ) -> None:
        self.clock, self._choice, self._settings, self._environ = clock, choice, settings, environ
        self._handset, self._tokenizer = handset, tokenizer
        self._network = _Network(is_replayed=choice.replay is not None)
        self._as_opened, *spare = self._chain(choice)
        self._main = _Relay(self._as_opened, self._network)
        in_house = build_in_house(clock, self._tokenizer, handset)
        self._opened: list[ClosableBackend] = [self._as_opened, *spare, in_house]
        ports = Ports(
            backend=self._main,
            in_house=_Relay(in_house, self._network),
            clock=clock,
            recorder=Forgetful(),
            tokenizer=self._tokenizer,
            syllables=syllables,
            searcher=searcher(None),
            skills=skills_for(handset),
            due=due,
            fallbacks=tuple(_Relay(backend, self._network) for backend in spare),
        )
        self.conversation = Conversation(handset, ports, Session("phone"))
        self.opening: tuple[Event, ...] = self.conversation.open()

    def _chain(self, choice: BackendChoice) -> tuple[ClosableBackend, ...]:
        server = server_for(self._settings, choice)
        spare = fallbacks_of(self._settings, server)
        return build(choice, server, self.clock, self._tokenizer, self._handset, self._environ, spare)

    @property
    def sent(self) -> Sequence[Prompt]:
        """What reached a backend since `forget_sent`."""
        return self._network.sent

    def forget_sent(self) -> None:
        """Forget what was sent."""
        self._network.sent = []

    @property
    def lacking(self) -> str | None:
        """What a cassette said that lacks a request."""
        return self._network.lacking

    def fly(self, airplane: bool) -> None:
        """Take the network from it, or give it back."""
        self._network.is_off = airplane

    def misbehave(self, faults: Sequence[str]) -> None:
        """Let the embedded mock do this wrong from now on; none is what the phone was opened with."""
        if not faults or self._choice.replay is not None:
            self._main.use(self._as_opened)
            return
        backend, *_ = self._chain(replace(self._choice, faults=tuple(faults)))
        self._opened.append(backend)
        self._main.use(backend)

    async def put_away(self) -> None:
        """Close its connections."""
        for backend in self._opened:
            await backend.aclose()
