"""Makes the backend that the user chose: the embedded mock, or a client of a server. What it answers is not here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from simulator.backends.late import ClosableBackend, LateBackend
from simulator.backends.timeouts import Timeouts, parse_timeouts
from simulator.conversation.setup import Handset
from simulator.domain.gates import shut_gate
from simulator.domain.problem import UserProblem
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.latencies import latency_from, latency_named
from simulator.mock.latency import Latency
from simulator.ports import Clock, Tokenizer
from simulator.settings.choices import BackendChoice
from simulator.settings.resolve import Server
from simulator.wiring.config import key_of, shape_of

if TYPE_CHECKING:  # what the mock is made of is imported when it is first asked
    from simulator.backends.cassettes.door import WireDoor
    from simulator.backends.cassettes.watch import WireWatch
    from simulator.backends.way import Clients
    from simulator.mock.brain.think import Brain
    from simulator.mock.core import Mind
    from simulator.mock.era import Era

EMBEDDED = "mock"
REPLAY = "replay"
IN_HOUSE_MODEL = "in-house"
_REPLAY_URL = "http://replay.invalid"
_EMBEDDED_URL = "http://mock.invalid"
"""Never resolved: the embedded transport answers in its place, and .invalid can belong to nobody (RFC 2606)."""


def build(
    choice: BackendChoice,
    server: Server,
    clock: Clock,
    tokenizer: Tokenizer,
    handset: Handset,
    environ: Mapping[str, str],
    spare: Sequence[Server] = (),
    watch: WireWatch | None = None,
    clients: Clients | None = None,
) -> tuple[ClosableBackend, ...]:
    """Make the chosen backend, and after it those that stand in for it; nothing is sent yet.

    `server` is what `choice` and the configuration add up to, `spare` are its fallbacks. One cassette, where there is
    one, holds what all of them say; `watch` is shown it. `clients` are those that other phones use, too.

    Raises: UserProblem if the choice is contradictory, or a part cannot be read.
    """
    try:
        door = _door(choice, clock, watch)
    except ValueError as error:
        raise UserProblem(str(error)) from None
    others = BackendChoice(timeout=choice.timeout, gathers=choice.gathers)
    chain = ((choice, server), *((others, fallback) for fallback in spare))
    return tuple(_build(said, target, clock, tokenizer, handset, environ, door, clients) for said, target in chain)


def _build(
    choice: BackendChoice,
    server: Server,
    clock: Clock,
    tokenizer: Tokenizer,
    handset: Handset,
    environ: Mapping[str, str],
    door: WireDoor | None,
    clients: Clients | None,
) -> ClosableBackend:
    try:
        timeouts = Timeouts(**server.timeout)
        if choice.timeout is not None:
            timeouts = parse_timeouts(choice.timeout, timeouts)
        if server.base_url is not None:
            return _remote(choice, server, timeouts, environ, door, clients)
        return _embedded(choice, server, timeouts, clock, tokenizer, handset, door)
    except ValueError as error:
        raise UserProblem(str(error)) from None


def _door(choice: BackendChoice, clock: Clock, watch: WireWatch | None) -> WireDoor | None:
    """Open the cassette that the choice names; None if it names none and nobody looks on."""
    if (choice.record, choice.replay, choice.replay_timing, watch) == (None,) * 4:
        return None
    from simulator.backends.cassettes.door import WireDoor

    return WireDoor(choice.record, choice.replay, choice.replay_timing, clock, watch)


def _remote(
    choice: BackendChoice,
    server: Server,
    timeouts: Timeouts,
    environ: Mapping[str, str],
    door: WireDoor | None,
    clients: Clients | None,
) -> ClosableBackend:
    if (own := _of_the_mock(choice)) is not None:
        raise UserProblem(f"{own} is the embedded mock's; leave it or the other backend out")
    from simulator.backends.chat_completions import ChatCompletions
    from simulator.backends.network import Network
    from simulator.dialects.reading import READINGS

    network = Network(proxy=server.proxy, ca=server.ca, http2=server.http2)
    return ChatCompletions(
        name=server.name,
        base_url=server.base_url or "",
        model=server.model,
        api_key=None if door and door.plays else key_of(server, environ),
        key_source=server.api_key_env or server.api_key_keyring,
        timeouts=timeouts,
        transport=door.to_server(network) if door else None,
        extra_headers=server.headers,
        shape=shape_of(server),
        reading=READINGS[server.dialect],
        network=network,
        clients=clients,
        gathers=choice.gathers,
    )


def _embedded(
    choice: BackendChoice,
    server: Server,
    timeouts: Timeouts,
    clock: Clock,
    tokenizer: Tokenizer,
    handset: Handset,
    door: WireDoor | None,
) -> ClosableBackend:
    if choice.api_key_env is not None:
        raise UserProblem("--api-key-env goes with --backend-url; the embedded mock takes no key")
    model, latency = server.model, latency_from(choice.latency or "none")
    faults = FaultPlan.parse(choice.faults)
    name = REPLAY if door and door.plays else server.name
    if name == REPLAY and (own := _of_the_mock(choice)) is not None:
        raise UserProblem(f"{own} is the embedded mock's; leave it or --replay-wire out")
    mock = partial(_mock, model, timeouts, latency, faults, clock, tokenizer, handset, door, choice.gathers)
    return LateBackend(name, model, mock)


def _of_the_mock(choice: BackendChoice) -> str | None:
    """Give the option that only the embedded mock has, if the choice makes use of one."""
    return "--latency" if choice.latency is not None else "--fault" if choice.faults else None


def _mock(
    model: str,
    timeouts: Timeouts,
    latency: Latency,
    faults: FaultPlan,
    clock: Clock,
    tokenizer: Tokenizer,
    handset: Handset,
    door: WireDoor | None,
    gathers: bool,
) -> ClosableBackend:
    from simulator.mock.era import FEBRUARY_2025, SELF_HOSTED_R1

    hosts_itself = any(release.capabilities.phone_skills.value for release in handset.vendor.releases)
    era = SELF_HOSTED_R1 if hosts_itself else FEBRUARY_2025
    return _served(EMBEDDED, model, _brain(), era, timeouts, latency, clock, tokenizer, handset, door, faults, gathers)


@cache
def _brain() -> Brain:
    """Give the mind that all phones of a process share: it remembers nothing between two prompts."""
    from simulator.mock.brain.fixtures import bundled_replies
    from simulator.mock.brain.think import Brain

    return Brain(bundled_replies())


def build_in_house(clock: Clock, tokenizer: Tokenizer, handset: Handset, *, gathers: bool = False) -> ClosableBackend:
    """Make the maker's own model, which is always the embedded one: nobody can point a phone at another."""
    name = handset.vendor.in_house.model.value
    return LateBackend(name, IN_HOUSE_MODEL, partial(_in_house, name, clock, tokenizer, handset, gathers))


def _in_house(name: str, clock: Clock, tokenizer: Tokenizer, handset: Handset, gathers: bool) -> ClosableBackend:
    from simulator.mock.era import IN_HOUSE
    from simulator.mock.in_house import InHouseMind, Voice

    vendor = handset.vendor
    voice = Voice(
        assistant=vendor.assistant,
        maker=vendor.name,
        model=name,
        knows_deepseek=shut_gate(handset.release, handset.phone, handset.phone.started) is None,
    )
    parts = (IN_HOUSE, Timeouts(), latency_named("none"), clock, tokenizer, handset)
    return _served(name, IN_HOUSE_MODEL, InHouseMind(_brain(), voice), *parts, gathers=gathers)


def _served(
    name: str,
    model: str,
    mind: Mind,
    era: Era,
    timeouts: Timeouts,
    latency: Latency,
    clock: Clock,
    tokenizer: Tokenizer,
    handset: Handset,
    door: WireDoor | None = None,
    faults: FaultPlan = NO_FAULTS,
    gathers: bool = False,
) -> ClosableBackend:
    """Put a mind behind the wire: the embedded mock and its client, the same bytes as over a socket."""
    from simulator.backends.chat_completions import ChatCompletions
    from simulator.backends.embedded import EmbeddedTransport
    from simulator.mock.core import DeepSeekMock

    mock = DeepSeekMock(
        brain=mind,
        clock=clock,
        tokenizer=tokenizer,
        seed=handset.seed,
        latency=latency,
        faults=faults,
        era=era,
        opened=int(handset.phone.started.timestamp()),
    )
    transport = EmbeddedTransport(mock)
    return ChatCompletions(
        name=name,
        base_url=_REPLAY_URL if door and door.plays else _EMBEDDED_URL,
        model=model,
        timeouts=timeouts,
        transport=door.to_mock(transport) if door else transport,
        gathers=gathers,
    )
