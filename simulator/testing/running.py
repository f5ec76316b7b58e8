"""A mock of a test's own: what it answers, what it was asked, what goes wrong. The fixture is `plugin`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.backends.prepared import prepared_in
from simulator.clocks import RealClock
from simulator.domain.problem import UserProblem, unknown
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import DeepSeekMock
from simulator.mock.era import ERAS
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.faults.spec import rule_from
from simulator.mock.journal.book import Journal
from simulator.mock.latencies import latency_from
from simulator.mock.replies.folder import named
from simulator.mock.replies.spec import read_reply
from simulator.mock.wishes import shape_named
from simulator.testing.seen import SeenRequest
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.toml_file.problem import Finding

if TYPE_CHECKING:  # httpx is loaded by those who use it
    from simulator.testing.thread import MockThread
    from simulator.testing.transport import MockTransport


class RunningMock:
    """A DeepSeek server in this process. It opens a port when `url` is first asked for."""

    def __init__(
        self,
        *,
        era: str = "2025-02",
        seed: int = 0,
        latency: str = "none",
        dialect: str = "deepseek",
        api_key: str | None = None,
        replies: str | Path | Sequence[str | Path] = (),
        faults: Sequence[str] = (),
        concurrency: int | None = None,
        balance: float | None = None,
    ) -> None:
        """Make a mock; the options are those of `simulator mock`, and `replies` are its files and folders.

        Raises: UserProblem, ValueError for an option that means nothing, with what is known.
        """
        if era not in ERAS:
            raise unknown("era", era, ERAS)
        clock = RealClock()
        paths = [replies] if isinstance(replies, (str, Path)) else replies
        self._replies, tapes = prepared_in([Path(path) for path in paths])
        self._faults = FaultPlan.parse(faults)
        self._journal = Journal(clock)
        self._thread: MockThread | None = None
        self._mock = DeepSeekMock(
            brain=Brain(bundled_replies()),
            clock=clock,
            tokenizer=LazyTokenizer(),
            seed=seed,
            latency=latency_from(latency),
            api_keys=None if api_key is None else frozenset({api_key}),
            era=ERAS[era],
            shape=shape_named(dialect),
            faults=self._faults,
            concurrency=concurrency,
            balance=balance,
            replies=self._replies,
            tapes=tapes,
            journal=self._journal,
        )

    @property
    def url(self) -> str:
        """The base URL, to which a client adds `/chat/completions`; with `/v1` behind it, it is the same server."""
        return self._running().url

    def transport(self) -> MockTransport:
        """Give a transport for `httpx.Client` and `httpx.AsyncClient`, which needs no port."""
        from simulator.backends.embedded import EmbeddedTransport
        from simulator.testing.transport import MockTransport

        return MockTransport(EmbeddedTransport(self._mock), self._running)

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """What was asked since the start or the last `reset`, oldest first; the last 1,000."""
        return [SeenRequest(record) for record in self._journal.records]

    def reply(
        self,
        when: str | Mapping[str, Any] | None = None,
        answer: str | None = None,
        *,
        thinking: str | None = None,
        tool_calls: Sequence[Mapping[str, Any]] | None = None,
        sequence: Sequence[str | Mapping[str, Any]] | None = None,
        after: str | None = None,
        fault: Any = None,
        latency: str | None = None,
        id: str | None = None,
    ) -> str:
        """Prepare a reply, which is tried before those that were prepared earlier, and give its id.

        `when` is a text in the user's last words, or matchers as in a file of replies; None fits every request.
        Raises: UserProblem with all that is wrong.
        """
        given = {
            "id": id,
            "when": {} if when is None else when,
            "answer": answer,
            "thinking": thinking,
            "tool_calls": None if tool_calls is None else [dict(call) for call in tool_calls],
            "sequence": None if sequence is None else list(sequence),
            "after": after,
            "fault": fault,
            "latency": latency,
        }
        written = {name: value for name, value in given.items() if value is not None}
        found: list[Finding] = []
        reply = read_reply(written, (), self._mock.shelf.fresh_id(), found.append)
        if reply is None:
            raise UserProblem("\n".join(f"{named(one.path)} {one.message}; {one.remedy}".strip(" ;") for one in found))
        self._mock.shelf.add([reply])
        return reply.id

    def fault(self, spec: str, **conditions: object) -> None:
        """Let a fault strike from now on, beside those that there are: `fault("busy:0.1")`, `fault("http429", nth=1)`.

        `conditions` are what stands behind `@` on the command line. Raises: UserProblem.
        """
        texts = "".join(f"@{name}={_text(value).replace('@', '@@')}" for name, value in conditions.items())
        self._mock.strikes.follow(self._mock.strikes.plan + FaultPlan((rule_from(spec + texts),)))

    def reset(self) -> None:
        """Forget requests, and the replies and faults that were added; those of the beginning hold as at first."""
        self._journal.forget()
        self._mock.shelf.clear()
        self._mock.shelf.add(self._replies)
        self._mock.strikes.follow(self._faults)

    def close(self) -> None:
        """End the server, if there is one."""
        if self._thread is not None:
            self._thread.close()

    def _running(self) -> MockThread:
        if self._thread is None:
            from simulator.testing.thread import MockThread

            self._thread = MockThread(self._mock)
        return self._thread


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
