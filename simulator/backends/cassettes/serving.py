"""Serves a cassette over HTTP: a mock's answers are those that were recorded. Which mock that is, `wiring` knows."""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path

from simulator.backends.cassettes.asking import asked
from simulator.backends.cassettes.lines import BadLine, ChunkLine, EndLine, ResponseLine
from simulator.backends.cassettes.reading import Cassette, Exchange
from simulator.backends.cassettes.retold import Lines, retold
from simulator.masking import MASK, Masker, secrets_of
from simulator.mock.brain.thought import Thought
from simulator.mock.exchange import HungUp, Request, Response
from simulator.mock.faults.conduct import CHAT
from simulator.mock.latency import NONE
from simulator.mock.refusal import Refused
from simulator.ports import Clock

_OF_CONNECTION = frozenset({"connection", "content-length", "date", "keep-alive", "transfer-encoding"})
_RESETS = frozenset({"ConnectionResetError", "ReadError"})


class ServedCassette:
    """Answers chat requests as they were answered: the same bytes in the same pieces at the same times, and their end.

    An exchange is found by the same body, else by the same last words of the user.
    """

    def __init__(self, path: Path, *, in_time: bool = True) -> None:
        """Check the file; without `in_time`, or where a request wishes for no latency, bytes come at once.

        Raises: UserProblem with file and line.
        """
        self._in_time = in_time
        self._cassette = Cassette(path)
        self._chats = [it for it in self._cassette.exchanges if it.path.partition("?")[0].endswith(CHAT)]
        self._played: Counter[int] = Counter()

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._cassette.path.name

    def play(self, request: Request, clock: Clock) -> Response | Thought | None:
        """Give the next recorded answer to this question, at last the last one; None if there is none.

        To who wants a stream where none was recorded, or none where one was, what was said is given.
        """
        body = Masker(secrets_of(request.path, request.headers)).mask(request.body)
        found = self._found(body)
        if not found:
            return None
        times = self._played[found[0].number]
        self._played[found[0].number] += 1
        in_time = self._in_time and request.wishes.latency is not NONE
        lines = self._lines(found[min(times, len(found) - 1)])
        return retold(lines, request.body) or _response(lines, clock, in_time=in_time)

    def _found(self, body: bytes) -> Sequence[Exchange]:
        digest, question = hashlib.sha256(body).hexdigest(), asked(body)
        same = [it for it in self._chats if it.sha256 == digest]
        return same or [it for it in self._chats if question and it.asked == question]

    def _lines(self, exchange: Exchange) -> Lines:
        try:
            return list(self._cassette.answer_to(exchange))
        except (BadLine, OSError):
            raise Refused(500, f"{self.name} has changed since the mock began; start it anew") from None


def _response(lines: Lines, clock: Clock, *, in_time: bool) -> Response:
    head = lines[0]
    body = _body(lines, clock, clock.now() if in_time else -math.inf)
    if not isinstance(head, ResponseLine):
        return Response(502, {}, body, withheld=True)
    return Response(head.status, _headers(head), body)


def _headers(head: ResponseLine) -> Mapping[str, str]:
    """Give the headers without those of the connection, which is another one, and without what was masked."""
    return {name: text for name, text in head.headers if name not in _OF_CONNECTION and MASK not in text}


async def _body(lines: Lines, clock: Clock, start: float) -> AsyncGenerator[bytes, None]:
    for line in lines:
        await clock.sleep_until(start + line.t)
        if isinstance(line, ChunkLine):
            yield line.data
        elif isinstance(line, EndLine) and line.how == "broken":
            raise HungUp(reset=any(cause.name in _RESETS for cause in line.error))
        elif isinstance(line, EndLine) and line.how == "given_up":
            await asyncio.Event().wait()  # as silent as the server was when its client gave up
