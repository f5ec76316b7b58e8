"""DeepSeek's API as one function from request to response, on any clock. Sockets and HTTP parsing are the doors'."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Protocol

from simulator.dialects.encode import Head
from simulator.dialects.shape import Shape
from simulator.dialects.shapes import DEEPSEEK
from simulator.domain.completion import Message, Tool, ToolCall, Usage
from simulator.mock.ask import Ask, read_ask
from simulator.mock.brain.thought import Thought
from simulator.mock.counts import RememberedCounts
from simulator.mock.era import FEBRUARY_2025, Era
from simulator.mock.exchange import Request, Response, json_response
from simulator.mock.faults.conduct import Conduct
from simulator.mock.faults.endings import breaking, shortened
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.faults.strikes import Strikes
from simulator.mock.latency import NONE, Latency, Wait
from simulator.mock.lengthen import at_length
from simulator.mock.pieces import Cut, cut, cut_calls
from simulator.mock.prefix_cache import PrefixCache, hit_tokens
from simulator.mock.prompt_size import calls_tokens, prefix_tokens, prompt_tokens
from simulator.mock.refusal import Refused
from simulator.mock.slots import Slots
from simulator.mock.stream import Reply, in_full, streamed
from simulator.mock.wishes import Wishes
from simulator.ports import Clock, Tokenizer

KEEP_ALIVE_SECONDS = 10.0
"""Time between keep-alive lines. Assumed: DeepSeek documents the lines, not how often they come."""

_EVENT_STREAM = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
_JSON = {"content-type": "application/json"}


class Mind(Protocol):
    """What decides the text of an answer; `simulator.mock.brain` has the one that ships."""

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the messages or call some of the tools; with `must_call`, which needs a tool, call one at least.

        The same for the same arguments, and without thinking if it is not wanted.
        """
        ...


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
    ) -> None:
        """Make a server that accepts `api_keys`; None accepts any key, and none.

        `shape` is how answers are written: DeepSeek's way, or a look-alike's. `keep_alive` is in seconds between
        keep-alive lines, 0 for none; `opened` is the zero of `clock` in seconds since 1970. `faults` are committed on
        purpose. `concurrency` is how many answers there may be at once, None any number.
        """
        self._brain = brain
        self._clock = clock
        self._count = RememberedCounts(tokenizer).count
        self._seed = seed
        self._latency = latency
        self._api_keys = api_keys
        self._era = era
        self._shape = shape
        self._keep_alive = keep_alive
        self._opened = opened
        self._cache = PrefixCache()
        self._conduct = Conduct(seed, faults, lambda id: era.model(id) is not None)
        self.slots = Slots(concurrency)

    @property
    def strikes(self) -> Strikes:
        """Give what decides about faults: its `plan`, how to `follow` another, and what was `committed`."""
        return self._conduct.strikes

    async def respond(self, request: Request) -> Response:
        """Answer one request. A bad request gets DeepSeek's error body; the body of a good one takes its time.

        Raises what the brain or the tokenizer raises, before the response has begun or while its body is read.
        """
        shape = self._shape
        try:
            request = self._conduct.heard(request)
            shape = request.wishes.shape or shape
            return self._route(request, shape)
        except Refused as refused:
            return refused.response(shape.errors)

    def _route(self, request: Request, shape: Shape) -> Response:
        path = request.path.rstrip("/").removeprefix("/v1")
        if path != "/healthz":
            self._check_key(request.headers.get("authorization", ""))
        routes: dict[str, tuple[str, Callable[[Request], Response]]] = {
            "/chat/completions": ("POST", self._complete),
            "/models": ("GET", self._models),
            "/healthz": ("GET", self._healthz),
        }
        if path not in routes:
            raise Refused(404, "Not Found")
        method, answer = routes[path]
        if request.method != method:
            raise Refused(405, "Method Not Allowed", headers={"allow": method})
        return self._conduct.answered(request, path, shape, answer)

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
        owner = self._era.owner
        models = [{"id": model.id, "object": "model", "owned_by": owner} for model in self._era.models]
        return json_response(200, json.dumps({"object": "list", "data": models}).encode())

    def _complete(self, request: Request) -> Response:
        self.slots.check()
        ask = read_ask(request.body, self._era)
        self._check_length(ask, len(request.body))
        owner = "\n".join((request.headers.get("authorization", ""), ask.user_id, ask.model.id))
        known = self._cache.known(owner, ask.messages, ask.offer.tools)
        reply = self._reply(ask, request.body, known, request.wishes)
        pieces = (streamed if ask.streams else in_full)(reply, self._clock, self._keep_alive)
        headers = _EVENT_STREAM if ask.streams else _JSON
        return Response(200, headers, self.slots.hold(pieces))

    def _check_length(self, ask: Ask, size: int) -> None:
        room = self._era.context_tokens - ask.max_tokens
        # A token is at least one byte of UTF-8, and the marks of a template are shorter than JSON's: most prompts
        # need no counting.
        if size <= room:
            return
        tokens = prompt_tokens(ask.messages, ask.offer.tools, self._count)
        if tokens > room:
            raise Refused(
                400,
                f"This model's maximum context length is {self._era.context_tokens} tokens. However, you requested "
                f"{tokens + ask.max_tokens} tokens ({tokens} in the messages, {ask.max_tokens} in the completion). "
                "Please reduce the length of the messages or completion.",
            )

    def _reply(self, ask: Ask, body: bytes, known: int, wishes: Wishes) -> Reply:
        now = self._clock.now()
        offer = ask.offer
        thought = self._brain.answer(
            ask.messages, self._seed, thinks=ask.model.thinks, tools=offer.tools, must_call=offer.must_call
        )
        wait = self._wait(ask, now, wishes)
        thinking = at_length(thought.thinking, wait.thinking_pieces) if ask.model.thinks else None
        answer = cut(thought.answer, ask.stops, ask.max_tokens, self._count)
        calls, finish = self._cut_calls(thought.calls, ask.max_tokens, answer)
        thinking, said, calls, finish = shortened(wishes.ending, thinking, answer.text, calls, finish)
        return Reply(
            head=self._head(ask, now, body),
            shape=wishes.shape or self._shape,
            thinking=thinking,
            answer=said,
            calls=calls,
            finish=finish,
            usage=lambda: self._usage(ask, known, thinking, said, calls),
            wants_usage=ask.wants_usage,
            start=now,
            wait=wait,
            breaks=breaking(wishes.ending),
        )

    def _wait(self, ask: Ask, now: float, wishes: Wishes) -> Wait:
        """Draw how long the answer takes, at this hour in China and among this many others."""
        hour = ((self._opened + now) / 3600 + 8) % 24
        prompt = "\n".join(message.content for message in ask.messages)
        latency = wishes.latency or self._latency
        wait = latency.draw(self._seed, prompt, hour=hour, streams=self.slots.open + 1)
        slow = wishes.manner("slow")
        return wait if slow is None else wait.slowed(float(slow.option("seconds")))

    def _cut_calls(self, calls: Sequence[ToolCall], most_tokens: int, answer: Cut) -> tuple[Sequence[ToolCall], str]:
        """Give the calls that are left behind the answer, and the finish reason."""
        if not calls or answer.finish == "length":
            return (), answer.finish
        said = self._count(answer.text) if answer.text else 0
        return cut_calls(calls, most_tokens - said, self._count)

    def _head(self, ask: Ask, now: float, body: bytes) -> Head:
        """Make the shared part of the chunks; the id is a UUID of seed, moment and request, so that replays agree."""
        digest = blake2b(f"{self._seed} {now!r} ".encode() + body, digest_size=16).hexdigest()
        id = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:]}"
        created = self._opened + int(now)
        return Head(id=id, created=created, model=ask.model.id, fingerprint=self._era.fingerprint)

    def _usage(self, ask: Ask, known: int, thinking: str | None, answer: str, calls: Sequence[ToolCall]) -> Usage:
        """Count as R1's template and tokenizer do; the first `known` messages are in the cache."""
        count, tools = self._count, ask.offer.tools
        reasoning = None if thinking is None else count(thinking)
        return Usage(
            prompt_tokens=prompt_tokens(ask.messages, tools, count),
            completion_tokens=(reasoning or 0) + count(answer) + calls_tokens(calls, count),
            reasoning_tokens=reasoning,
            cache_hit_tokens=hit_tokens(prefix_tokens(ask.messages[:known], tools, count)),
        )
