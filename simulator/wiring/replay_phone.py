"""A phone that a script is played on: real parts, with a hand on network, faults and clock. No case is known here."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.backends.late import ClosableBackend
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Handset, Ports
from simulator.domain.completion import CompletionItem, Failed, Prompt
from simulator.domain.events import Event
from simulator.domain.faults import Fault
from simulator.domain.problem import UserProblem
from simulator.domain.session import Session
from simulator.ports import Searcher, Tokenizer
from simulator.pronounce import syllables
from simulator.replay.alarm import AlarmClock
from simulator.settings.choices import BackendChoice
from simulator.settings.layers import Settings
from simulator.store.memory import Forgetful
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.wiring.backends import EMBEDDED, build, build_in_house
from simulator.wiring.config import fallbacks_of, server_for
from simulator.wiring.skills import due, skills_for

if TYPE_CHECKING:  # httpx is imported with the first question
    from simulator.backends.way import Clients

MOST_COUNTS = 20_000
_OFFLINE = Fault("connection", "airplane mode is on: the phone has no network")


class Counts:
    """Token counts that all phones of a run share: the same prompts and replies come again and again."""

    def __init__(self) -> None:
        self.count = lru_cache(MOST_COUNTS)(LazyTokenizer().count)


class _Relay:
    """Stands before a backend: writes down what it is sent, and knows whether there is a network."""

    def __init__(self, backend: ClosableBackend, network: _Network, name: str | None = None) -> None:
        self._backend, self._network, self._name = backend, network, name

    @property
    def name(self) -> str:
        """The name that it was chosen by, also where a cassette answers in its place."""
        return self._name or self._backend.name

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


class ReplayPhone:
    """A phone of a case."""

    def __init__(
        self,
        handset: Handset,
        clock: AlarmClock,
        tokenizer: Tokenizer,
        choice: BackendChoice,
        settings: Settings,
        environ: Mapping[str, str],
        session: str,
        web: Searcher,
        clients: Clients | None = None,
    ) -> None:
        self.clock, self._choice, self._settings, self._environ = clock, choice, settings, environ
        self._handset, self._tokenizer, self._clients = handset, tokenizer, clients
        self._network = _Network(is_replayed=choice.replay is not None)
        self._as_opened, *spare = self._chain(choice)
        self._main = _Relay(self._as_opened, self._network, choice.name)
        in_house = build_in_house(clock, self._tokenizer, handset, gathers=True)
        self._opened: list[ClosableBackend] = [self._as_opened, *spare, in_house]
        ports = Ports(
            backend=self._main,
            in_house=_Relay(in_house, self._network),
            clock=clock,
            recorder=Forgetful(),
            tokenizer=self._tokenizer,
            syllables=syllables,
            searcher=web,
            skills=skills_for(handset),
            due=due,
            fallbacks=tuple(_Relay(backend, self._network) for backend in spare),
        )
        self.conversation = Conversation(handset, ports, Session(session))
        self.opening: tuple[Event, ...] = self.conversation.open()

    def _chain(self, choice: BackendChoice) -> tuple[ClosableBackend, ...]:
        server = server_for(self._settings, choice)
        spare = fallbacks_of(self._settings, server)
        parts = (choice, server, self.clock, self._tokenizer, self._handset, self._environ, spare)
        return build(*parts, clients=self._clients)

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

    @property
    def is_offline(self) -> bool:
        """Say whether its network was taken away."""
        return self._network.is_off

    def fly(self, airplane: bool) -> None:
        """Take the network from it, or give it back."""
        self._network.is_off = airplane

    def misbehave(self, faults: Sequence[str]) -> None:
        """Let the embedded mock do this wrong from now on; none is what the phone was opened with."""
        if not faults or self._choice.replay is not None:
            self._main.use(self._as_opened)
            return
        if self._choice.name != EMBEDDED:
            said = f"faults are what the embedded mock does wrong, and {self._choice.name} answers here"
            raise UserProblem(f"{said}; write when: {{backend: {EMBEDDED}}} beside them")
        backend, *_ = self._chain(replace(self._choice, faults=tuple(faults)))
        self._opened.append(backend)
        self._main.use(backend)

    async def put_away(self) -> None:
        """Close its connections."""
        for backend in self._opened:
            await backend.aclose()
