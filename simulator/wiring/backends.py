"""Makes the backend that the user chose: the embedded mock, or a client of a server. What it answers is not here."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.backends.late import ClosableBackend, LateBackend
from simulator.backends.timeouts import Timeouts, parse_timeouts
from simulator.conversation.setup import Handset
from simulator.domain.problem import UserProblem, unknown
from simulator.mock.latency import Latency, latency_named
from simulator.ports import Clock, Tokenizer
from simulator.settings.choices import BackendChoice
from simulator.settings.secrets import api_key

MODEL = "deepseek-reasoner"
"""R1's id on DeepSeek's API in February 2025."""

EMBEDDED = "mock"
_EMBEDDED_URL = "http://mock.invalid"
"""Never resolved: the embedded transport answers in its place, and .invalid can belong to nobody (RFC 2606)."""


def build(
    choice: BackendChoice, clock: Clock, tokenizer: Tokenizer, handset: Handset, environ: Mapping[str, str]
) -> ClosableBackend:
    """Make the chosen backend; nothing is sent yet.

    Raises: UserProblem if the choice is contradictory, or a part of it cannot be read.
    """
    try:
        timeouts = Timeouts() if choice.timeout is None else parse_timeouts(choice.timeout)
        if choice.url is not None:
            return _remote(choice, timeouts, environ)
        return _embedded(choice, timeouts, clock, tokenizer, handset)
    except ValueError as error:
        raise UserProblem(str(error)) from None


def _remote(choice: BackendChoice, timeouts: Timeouts, environ: Mapping[str, str]) -> ClosableBackend:
    if choice.latency is not None:
        raise UserProblem("--latency is the embedded mock's; leave it or --backend-url out")
    if choice.name is not None:
        raise UserProblem(f"--backend {choice.name} and --backend-url both choose a backend; leave one of them out")
    from simulator.backends.chat_completions import ChatCompletions

    return ChatCompletions(
        name=_shown(choice.url or ""),
        base_url=choice.url or "",
        model=choice.model or MODEL,
        api_key=api_key(choice.api_key_env, environ),
        key_source=choice.api_key_env,
        timeouts=timeouts,
    )


def _embedded(
    choice: BackendChoice, timeouts: Timeouts, clock: Clock, tokenizer: Tokenizer, handset: Handset
) -> ClosableBackend:
    if choice.name not in (None, EMBEDDED):
        raise unknown("backend", choice.name or "", [EMBEDDED], "; for any other server give --backend-url")
    if choice.api_key_env is not None:
        raise UserProblem("--api-key-env goes with --backend-url; the embedded mock takes no key")
    model, latency = choice.model or MODEL, latency_named(choice.latency or "none")
    return LateBackend(EMBEDDED, model, lambda: _mock(model, timeouts, latency, clock, tokenizer, handset))


def _mock(
    model: str, timeouts: Timeouts, latency: Latency, clock: Clock, tokenizer: Tokenizer, handset: Handset
) -> ClosableBackend:
    from simulator.backends.chat_completions import ChatCompletions
    from simulator.backends.embedded import EmbeddedTransport
    from simulator.mock.brain.fixtures import bundled_replies
    from simulator.mock.brain.think import Brain
    from simulator.mock.core import DeepSeekMock

    mock = DeepSeekMock(
        brain=Brain(bundled_replies()),
        clock=clock,
        tokenizer=tokenizer,
        seed=handset.seed,
        latency=latency,
        opened=int(handset.phone.started.timestamp()),
    )
    return ChatCompletions(
        name=EMBEDDED, base_url=_EMBEDDED_URL, model=model, timeouts=timeouts, transport=EmbeddedTransport(mock)
    )


def _shown(url: str) -> str:
    """Give the host and port of a URL, which is how a server without a name is called."""
    return url.split("://", 1)[-1].split("/", 1)[0].rpartition("@")[2] or url
