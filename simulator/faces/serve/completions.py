"""One chat request from its body to the pieces of its response. Paths, keys and sockets are `app`'s and the door's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from simulator import __version__
from simulator.catalogue.catalogue import Catalogue
from simulator.dialects.encode import Head
from simulator.domain.event_json import to_json
from simulator.domain.events import AnswerDelta, Event, ThinkingDelta, TurnEnded
from simulator.domain.problem import UserProblem
from simulator.faces.serve.asked import Asked, read_asked
from simulator.faces.serve.feed import Feed
from simulator.faces.serve.metrics import Metrics
from simulator.faces.serve.models import chosen
from simulator.faces.serve.phones import Phones, Wanted
from simulator.faces.serve.refusal import Refused
from simulator.faces.serve.reply import COMMENT, Bad, Reply, encoded
from simulator.faces.serve.turning import Turning
from simulator.http.door import STOPPING
from simulator.http.exchange import Response, json_response
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.store.problem import RecordingsProblem

HOLD_SECONDS = 15.0
"""Until a stream begins, a fault still gets a status of its own; but proxies close a connection that is silent for a
minute, and some for half of it."""

NOT_RECORDED = "the conversation cannot be recorded, so it stopped here; see the server's disk"

ONE_SECOND = {"retry-after": "1"}

_STREAM = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation that lives on the server: the session's name, and whether a new conversation begins in it."""

    session: str
    anew: bool


class Completions:
    """Answers chat requests with turns of phones."""

    def __init__(
        self,
        phones: Phones,
        feed: Feed,
        catalogue: Callable[[], Catalogue],
        metrics: Metrics,
        phone: PhoneChoice,
        most_turns: int,
        most_messages: int,
        hold: float = HOLD_SECONDS,
    ) -> None:
        """Take what all requests share; `phone` is what a model's name leaves open.

        Where `most_turns` are under way, a request is refused at once, as on DeepSeek, and so is one with more than
        `most_messages`. `hold` is how many seconds a
        stream waits for its first text, and how long it is silent at most once it has begun.
        """
        self._phones, self._feed, self._hold = phones, feed, hold
        self._most_turns, self._most_messages = most_turns, most_messages
        self._catalogue, self._metrics, self._phone = catalogue, metrics, phone
        self._under_way: set[Turning] = set()
        self._is_stopping = False

    async def respond(self, body: bytes, backend: BackendChoice, kept: Kept | None, owner: str) -> Response:
        """Answer one request, in the conversation that is `kept` or in one that ends with it.

        Cancelling this, or closing the response's body, interrupts the turn.
        Raises: Refused for a bad request; UserProblem if there is no such phone or backend; OSError if the turn cannot
        be recorded.
        """
        if self._is_stopping:
            raise Refused(503, STOPPING, "server_error")
        asked = read_asked(body, self._most_messages)
        catalogue = self._catalogue()
        phone = chosen(asked.model, catalogue, self._phone)
        if len(self._under_way) >= self._most_turns:
            raise Refused(429, f"{self._most_turns} turns are under way; ask again", "rate_limited", ONE_SECOND)
        head = Head(
            id=f"chatcmpl-{uuid4().hex}",
            created=int(time.time()),
            model=asked.model,
            fingerprint=f"simulator-{__version__}",
        )
        if kept is None:
            wanted = Wanted(phone, backend, None, asked.history, catalogue=catalogue)
        else:
            wanted = Wanted(phone, backend, kept.session, (), kept.anew, catalogue)
        turning = self._begin(asked, wanted, head, owner)
        reply = Reply(head, asked.wants_usage, asked.ignored)
        try:
            if asked.streams:
                return await self._streamed(turning, reply)
            return await self._whole(turning, reply)
        except BaseException:
            await self._end(turning)
            raise

    @property
    def under_way(self) -> int:
        """How many turns are under way."""
        return len(self._under_way)

    async def stop(self, seconds: float) -> None:
        """Begin no turn any more; those under way get so many seconds, and the clients of the others are told."""
        self._is_stopping = True
        if self._under_way:
            await asyncio.wait([asyncio.ensure_future(turning.ended()) for turning in self._under_way], timeout=seconds)
        await asyncio.gather(*(turning.stop() for turning in self._under_way))

    def _begin(self, asked: Asked, wanted: Wanted, head: Head, owner: str) -> Turning:
        vendor = wanted.phone.vendor or ""

        def told(event: Event) -> None:
            self._metrics.told(vendor, event)
            self._feed.publish(owner, {**to_json(event), "served_model": head.model, "completion": head.id})

        turning = Turning(self._phones, wanted, asked.utterance, told)
        self._under_way.add(turning)
        return turning

    async def _end(self, turning: Turning) -> None:
        self._under_way.discard(turning)
        await turning.stop()

    async def _whole(self, turning: Turning, reply: Reply) -> Response:
        events: list[Event] = []
        while (event := await turning.next()) is not None:
            events.append(event)
        await self._end(turning)
        return _plain(reply, events)

    async def _streamed(self, turning: Turning, reply: Reply) -> Response:
        """Begin a stream with its first text, or after a while without any."""
        held, until = list[Event](), time.monotonic() + self._hold
        while not held or not isinstance(held[-1], ThinkingDelta | AnswerDelta | TurnEnded):
            try:
                event = await turning.next(max(0.0, until - time.monotonic()))
            except TimeoutError:
                break
            assert event is not None  # the end of a turn comes before the end of its events
            held.append(event)
        if held and isinstance(held[-1], TurnEnded) and held[-1].outcome in ("fault", "interrupted"):
            await self._end(turning)
            return _plain(reply, held)
        return Response(200, _STREAM, self._pieces(turning, reply, held))

    async def _pieces(self, turning: Turning, reply: Reply, held: Sequence[Event]) -> AsyncGenerator[bytes, None]:
        try:
            for event in held:
                for chunk in reply.chunks(event):
                    yield chunk
            is_open = not (held and isinstance(held[-1], TurnEnded))
            while is_open:
                try:
                    event_or_end = await turning.next(self._hold)
                except TimeoutError:
                    yield COMMENT
                    continue
                if event_or_end is None:
                    break
                for chunk in reply.chunks(event_or_end):
                    yield chunk
                is_open = not isinstance(event_or_end, TurnEnded)
        except (OSError, Refused, UserProblem) as error:
            is_ours = isinstance(error, OSError | RecordingsProblem)
            yield reply.broken(NOT_RECORDED if is_ours else str(error))
        finally:
            await self._end(turning)


def _plain(reply: Reply, events: Sequence[Event]) -> Response:
    body = reply.body(events)
    if isinstance(body, Bad):
        return json_response(body.status, encoded(body.body))
    return json_response(200, encoded(body))
