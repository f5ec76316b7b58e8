"""Makes the probe of the backend that the user chose. What it checks is `simulator.doctor`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.backends.timeouts import Timeouts, parse_timeouts
from simulator.clocks import RealClock
from simulator.doctor.probe import Probe
from simulator.doctor.target import PATIENCE, Target
from simulator.domain.limit import Bilingual
from simulator.domain.problem import UserProblem
from simulator.ports import Clock
from simulator.settings.choices import BackendChoice
from simulator.settings.resolve import Server
from simulator.settings.secrets import is_variable
from simulator.texts import Texts
from simulator.wiring.config import key_of, shape_of

_TEXTS = Texts("doctor")

_EMBEDDED_URL = "http://mock.invalid"


def probe_of(choice: BackendChoice, server: Server, environ: Mapping[str, str], deadline: float) -> Probe:
    """Make the probe of a backend; nothing is sent yet. `deadline` is in seconds.

    A missing key is a finding and no error. Raises: UserProblem if a choice is wrong or does not fit.
    """
    if choice.record or choice.replay or choice.replay_timing:
        raise UserProblem("doctor: probes a backend itself; leave --record-wire and --replay-wire out")
    if choice.search_url is not None:
        raise UserProblem("doctor: probes a backend and searches nothing; leave --search-url out")
    clock = RealClock()
    try:
        timeouts = _timeouts(choice, server)
        if server.base_url is None:
            return Probe(_embedded(choice, server, timeouts, deadline, clock), clock)
        if choice.latency is not None or choice.faults:
            raise UserProblem("--latency and --fault are the embedded mock's; leave them or the other backend out")
        return Probe(_remote(server, timeouts, environ, deadline), clock)
    except ValueError as error:
        raise UserProblem(str(error)) from None


def _timeouts(choice: BackendChoice, server: Server) -> Timeouts:
    """Give the clocks of a request: the user's, and never more than the probe's unless the command line says so."""
    least = {name: min(seconds, getattr(PATIENCE, name)) for name, seconds in server.timeout.items()}
    usual = replace(PATIENCE, **least)
    return usual if choice.timeout is None else parse_timeouts(choice.timeout, usual)


def _remote(server: Server, timeouts: Timeouts, environ: Mapping[str, str], deadline: float) -> Target:
    from simulator.backends.network import Network

    key, problem = _key(server, environ)
    return Target(
        name=server.name,
        base_url=server.base_url or "",
        model=server.model,
        api_key=key,
        key_source=server.api_key_env or server.api_key_keyring,
        key_problem=problem,
        headers=server.headers,
        network=Network(proxy=server.proxy, ca=server.ca, http2=server.http2),
        shape=shape_of(server),
        era=server.era,
        timeouts=timeouts,
        deadline=deadline,
    )


def _key(server: Server, environ: Mapping[str, str]) -> tuple[str | None, Bilingual | None]:
    variable = server.api_key_env
    try:
        return key_of(server, environ), None
    except UserProblem as problem:
        if server.api_key_keyring is None and variable is not None and not is_variable(variable):
            raise
        if server.api_key_keyring is not None:
            return None, Bilingual(str(problem), str(problem))
        return None, _TEXTS["key.unset"].filled(variable=variable)


def _embedded(choice: BackendChoice, server: Server, timeouts: Timeouts, deadline: float, clock: Clock) -> Target:
    if choice.api_key_env is not None:
        raise UserProblem("--api-key-env goes with --backend-url; the embedded mock takes no key")
    from simulator.backends.embedded import EmbeddedTransport
    from simulator.mock.brain.fixtures import bundled_replies
    from simulator.mock.brain.think import Brain
    from simulator.mock.core import DeepSeekMock
    from simulator.mock.faults.plan import FaultPlan
    from simulator.mock.latencies import latency_from
    from simulator.tokenizer.deepseek import LazyTokenizer

    mock = DeepSeekMock(
        brain=Brain(bundled_replies()),
        clock=clock,
        tokenizer=LazyTokenizer(),
        latency=latency_from(choice.latency or "none"),
        faults=FaultPlan.parse(choice.faults),
    )
    return Target(
        name=server.name,
        base_url=_EMBEDDED_URL,
        model=server.model,
        era=server.era,
        shape=shape_of(server),
        timeouts=timeouts,
        deadline=deadline,
        transport=EmbeddedTransport(mock),
    )
