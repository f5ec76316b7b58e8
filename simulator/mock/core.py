"""DeepSeek's API as one function from request to response, on any clock. Sockets and HTTP parsing are the doors'."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import replace

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import DEEPSEEK
from simulator.mock.account import Account
from simulator.mock.ask import Ask
from simulator.mock.chat import Desk, chat_reply
from simulator.mock.counts import RememberedCounts
from simulator.mock.draft import Drafter
from simulator.mock.era import FEBRUARY_2025, Era
from simulator.mock.exchange import Request, Response, json_response
from simulator.mock.faults.conduct import CHAT, Conduct
from simulator.mock.faults.live import PATH as FAULTS
from simulator.mock.faults.live import live_faults
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.faults.strikes import Strikes
from simulator.mock.journal.book import Journal
from simulator.mock.journal.live import PATH as JOURNAL
from simulator.mock.journal.live import live_journal
from simulator.mock.latency import NONE, Latency
from simulator.mock.mind import Mind
from simulator.mock.prefix_cache import Beginning, PrefixCache, beginnings
from simulator.mock.prompt_size import prompt_tokens
from simulator.mock.refusal import Refused
from simulator.mock.remembered import Remembered, RememberedAsks, is_brief
from simulator.mock.replies.live import PATH as REPLIES
from simulator.mock.replies.live import live_replies
from simulator.mock.replies.prepared import Prepared
from simulator.mock.replies.reply import PreparedReply
from simulator.mock.replies.shelf import REPLY, Shelf
from simulator.mock.replies.tape import Tape
from simulator.mock.slots import Slots
from simulator.mock.stream import in_full, streamed
from simulator.ports import Clock, Tokenizer

__all__ = ["KEEP_ALIVE_SECONDS", "DeepSeekMock", "Mind"]

BETA, HEALTH, CONTROL = "/beta", "/healthz", "/mock/"
"""The path that beta features are under, the one that needs no key, and what the mock itself is told under."""

KEEP_ALIVE_SECONDS = 10.0
"""Time between keep-alive lines. Assumed: DeepSeek documents the lines, not how often they come."""

_EVENT_STREAM = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
_JSON = {"content-type": "application/json"}


class DeepSeekMock:
    """A DeepSeek server without its sockets. Any number of requests may be under way at once; none knows of another."""

    def __init__(
        self,
        *,
        brain: Mind,
        clock: Clock,
        tokenizer: Tokenizer,
        seed: int = 0,
        latency: Latency = NONE,
        api_keys: frozenset[str] | None = None,
        era: Era = FEBRUARY_2025,
        shape: Shape = DEEPSEEK,
        keep_alive: float = KEEP_ALIVE_SECONDS,
        opened: int = 0,
        faults: FaultPlan = NO_FAULTS,
        concurrency: int | None = None,
        balance: float | None = None,
        most_messages: int | None = None,
        replies: Sequence[PreparedReply] = (),
        tapes: Sequence[Tape] = (),
        journal: Journal | None = None,
    ) -> None:
        """Make a server that accepts `api_keys`; None accepts any key, and none.

        `shape` is how answers are written: DeepSeek's way, or a look-alike's. `keep_alive` is in seconds between
        keep-alive lines, 0 for none; `opened` is the zero of `clock` in seconds since 1970. `faults` are committed on
        purpose. `concurrency` is how many answers there may be at once, None any number. `balance` is the money in US
        dollars that answers are paid from, None without end. `most_messages` is how many a request may have, None any
        number. `replies`, and then the recordings in `tapes`, come
        before the brain. `journal` keeps what is asked and answered; without one there is no `/mock/journal`.
        """
        self._clock = clock
        self._journal = journal
        self._api_keys = api_keys
        self._most_messages = most_messages
        self._keep_alive = keep_alive
        self._cache = PrefixCache()
        self._conduct = Conduct(seed, faults, lambda id: era.model(id) is not None)
        self.shelf = Shelf(replies)
        self._asks = RememberedAsks(era)
        self._prepared = Prepared(self.shelf, tapes, self._asks, clock)
        self.slots = Slots(concurrency)
        drafter = Drafter(brain=brain, era=era, seed=seed, count=RememberedCounts(tokenizer).count)
        self._drafts = Remembered(drafter.draft)
        self._beginnings = Remembered(_beginnings)
        self._desk = Desk(
            drafter=drafter,
            opened=opened,
            latency=latency,
            shape=shape,
            account=Account(balance),
            slots=self.slots,
        )

        self._routes: Mapping[str, tuple[str, Callable[[Request], Response]]] = {
            CHAT: ("POST", self._complete),
            "/models": ("GET", self._models),
            "/user/balance": ("GET", self._balance),
            HEALTH: ("GET", self._healthz),
        }
        beta = {CHAT: ("POST", self._complete_in_beta), "/completions": ("POST", self._fill)}
        self._beta_routes = {**self._routes, **beta}

    @property
    def strikes(self) -> Strikes:
        """Give what decides about faults: its `plan`, how to `follow` another, and what was `committed`."""
        return self._conduct.strikes

    async def respond(self, request: Request) -> Response:
        """Answer one request. A bad request gets DeepSeek's error body; the body of a good one takes its time.

        Raises what the brain or the tokenizer raises, before the response has begun or while its body is read.
        """
        try:
            response = self._answered(request)
        except Exception:
            self._note(request, 500)
            raise
        return response if (journal := self._journal_for(request.path)) is None else journal.keep(request, response)

    def missed(self, method: str, path: str, status: int) -> None:
        """Hear of a request that never came here, as its body was too long or too late, and how it was answered."""
        self._note(Request(method, path, {}), status)

    def _note(self, request: Request, status: int) -> None:
        if (journal := self._journal_for(request.path)) is not None:
            journal.note(request, status)

    def _journal_for(self, path: str) -> Journal | None:
        return None if path.removeprefix("/v1").startswith((CONTROL, HEALTH)) else self._journal

    def _answered(self, request: Request) -> Response:
        shape = self._desk.shape
        try:
            request = self._heard(request)
            shape = request.wishes.shape or shape
            return self._route(request, shape)
        except Refused as refused:
            return refused.response(shape.errors)

    def _heard(self, request: Request) -> Request:
        """Read what a request wishes for itself; who has no key hears of that before of a wrong wish (M3)."""
        try:
            return self._conduct.heard(request)
        except Refused:
            self._check_key(request.headers.get("authorization", ""))
            raise

    def _route(self, request: Request, shape: Shape) -> Response:
        path = request.path.rstrip("/")
        is_beta = self._desk.era.beta and path.startswith(f"{BETA}/")
        path = path.removeprefix(BETA if is_beta else "").removeprefix("/v1")
        if path != HEALTH:
            self._check_key(request.headers.get("authorization", ""))
        if path.startswith(CONTROL):
            return self.controlled(request, path)
        routes = self._beta_routes if is_beta else self._routes
        if path not in routes:
            raise Refused(404, "Not Found")
        method, answer = routes[path]
        if request.method != method:
            raise Refused(405, "Method Not Allowed", headers={"allow": method})
        if path == CHAT and (choice := self._prepared.choose(request, is_beta=is_beta)) is not None:
            played = choice.played
            if played is not None:
                answer = lambda _: played  # noqa: E731
            response = self._conduct.answered(choice.request, path, shape, answer, is_played=played is not None)
            return replace(response, headers={**response.headers, REPLY: choice.label})
        return self._conduct.answered(request, path, shape, answer)

    def controlled(self, request: Request, path: str) -> Response:
        """Do what a request to `path` under `/mock/` asks, whoever asks it. Raises: Refused."""
        if path == FAULTS:
            return live_faults(request, self.strikes)
        if path == REPLIES:
            return live_replies(request, self.shelf)
        if path == JOURNAL and self._journal is not None:
            return live_journal(request, self._journal)
        raise Refused(404, "Not Found")

    def _check_key(self, authorization: str) -> None:
        if self._api_keys is None:
            return
        scheme, _, key = authorization.partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or not key:
            fails = "Authentication Fails (auth header format should be Bearer sk-...)"
            raise Refused(401, fails, type="authentication_error")
        if key not in self._api_keys:
            shown = key[-4:] if len(key) > 4 else ""
            fails = f"Authentication Fails, Your api key: ****{shown} is invalid"
            raise Refused(401, fails, type="authentication_error")

    def _healthz(self, request: Request) -> Response:
        return json_response(200, b'{"status":"ok"}')

    def _models(self, request: Request) -> Response:
        era = self._desk.era
        models = [{"id": model.id, "object": "model", "owned_by": era.owner} for model in era.models]
        return json_response(200, json.dumps({"object": "list", "data": models}).encode())

    def _balance(self, request: Request) -> Response:
        return json_response(200, self._desk.account.body())

    def _complete_in_beta(self, request: Request) -> Response:
        return self._complete(request, is_beta=True)

    def _complete(self, request: Request, *, is_beta: bool = False) -> Response:
        self._check_means()
        desk, body = self._desk, request.body
        brief = is_brief(body)
        ask = self._asks.read(body, is_beta=is_beta)
        messages, tools = ask.messages, ask.offer.tools
        if self._most_messages is not None and len(messages) > self._most_messages:
            raise Refused(400, f"messages: {len(messages)} are more than {self._most_messages}; leave the oldest out")
        desk.check_length(ask.max_tokens, len(body), lambda: prompt_tokens(messages, tools, desk.count))
        known = self._cache.known(self._beginnings.of(is_brief=brief)(request.headers.get("authorization", ""), ask))
        reply = chat_reply(desk, self._drafts.of(is_brief=brief), ask, body, known, request.wishes, self._clock.now())
        pieces = (streamed if ask.streams else in_full)(reply, self._clock, self._keep_alive)
        return self._begun(ask.streams, pieces)

    def _fill(self, request: Request) -> Response:
        from simulator.mock.fim import filled, read_gap  # few clients fill gaps

        self._check_means()
        gap = read_gap(request.body, self._desk.era)
        body = filled(self._desk, gap, request, self._clock, self._keep_alive)
        return self._begun(gap.streams, body)

    def _check_means(self) -> None:
        """Refuse an answer for which there is no slot or no money. Raises: Refused."""
        self.slots.check()
        self._desk.account.check()

    def _begun(self, streams: bool, body: AsyncGenerator[bytes, None]) -> Response:
        return Response(200, _EVENT_STREAM if streams else _JSON, self.slots.hold(body))


def _beginnings(key: str, ask: Ask) -> tuple[Beginning, ...]:
    return tuple(beginnings("\n".join((key, ask.user_id, ask.model.id)), ask.messages, ask.offer.tools))
