"""A mock's conduct: which faults a request gets, and what they leave of its answer. What it says is the core's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from simulator.dialects.bodies import BLANK_LINE
from simulator.dialects.encode import keep_alive
from simulator.dialects.error_shapes import error_reply
from simulator.dialects.shape import Shape
from simulator.dialects.stream_errors import stream_error
from simulator.domain.problem import UserProblem
from simulator.mock.exchange import Request, Response
from simulator.mock.faults.endings import broken_body, broken_off, place_of
from simulator.mock.faults.in_place import in_place, problem_of
from simulator.mock.faults.manners import with_manner
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.faults.rule import Asked, Rule
from simulator.mock.faults.strikes import Strikes
from simulator.mock.refusal import Refused
from simulator.mock.wishes import (
    FAULT,
    NO_WISHES,
    dumped,
    json_object,
    may_have_suffix,
    read_wishes,
    without_suffix,
)

Answer = Callable[[Request], Response]

CHAT = "/chat/completions"
"""The path whose answers know where thinking ends and an answer begins."""


class Conduct:
    """Commits the faults of a plan, and those that requests bring; `strikes` may be told another plan at any time."""

    def __init__(self, seed: int, plan: FaultPlan, exists: Callable[[str], bool]) -> None:
        """Take what chance is drawn from, the rules, and what tells whether a model has an id."""
        self.strikes = Strikes(seed, plan)
        self._seed = seed
        self._exists = exists

    def heard(self, request: Request) -> Request:
        """Read the wishes in the headers of a request. Raises: Refused."""
        try:
            wishes = read_wishes(request.headers)
        except UserProblem as problem:
            raise Refused(400, str(problem)) from None
        return request if wishes is NO_WISHES else replace(request, wishes=wishes)

    def answered(
        self, request: Request, path: str, shape: Shape, answer: Answer, *, is_played: bool = False
    ) -> Response:
        """Give the answer to a request, or what faults leave of it. `path` is without `/v1`.

        The answer to a chat breaks itself off where a fault says so, unless it `is_played` from a recording.

        Raises: Refused, and what `answer` raises.
        """
        if not (self.strikes.plan.rules or request.wishes.brought.rules or may_have_suffix(request.body)):
            return answer(request)
        body = json_object(request.body)
        request = self._struck(request, path, body)
        return self._carried_out(request, "" if is_played else path, shape, bool(body.get("stream")), answer)

    def _struck(self, request: Request, path: str, body: Mapping[str, Any]) -> Request:
        try:
            asked, suffix = without_suffix(body, self._exists)
        except UserProblem as problem:
            raise Refused(400, f"model: {problem}") from None
        if asked is not body:
            request = replace(request, body=dumped(asked))
        struck = self.strikes.struck(Asked(path, asked), suffix + request.wishes.brought)
        return replace(request, wishes=replace(request.wishes, struck=struck))

    def _carried_out(self, request: Request, path: str, shape: Shape, streams: bool, answer: Answer) -> Response:
        wishes, ending = request.wishes, request.wishes.ending
        if not wishes.struck:
            return answer(request)
        response = None if ending is None else in_place(ending, shape.errors, streams=streams)
        if response is None:
            response = answer(request)
            if ending is not None:
                response = _broken(response, ending, path, shape, streams)
        line = keep_alive(shape) if streams else BLANK_LINE
        for rule in wishes.struck:
            response = with_manner(response, rule, _seed_for(self._seed, request.body), line)
        kinds = ", ".join(rule.kind for rule in wishes.struck)
        return replace(response, headers={**response.headers, FAULT: kinds})


def _broken(response: Response, rule: Rule, path: str, shape: Shape, streams: bool) -> Response:
    """Hold a response back where the fault says so; a chat has broken off its own body, any other breaks in half."""
    withheld = place_of(rule) == "start"
    if path == CHAT:
        return replace(response, withheld=withheld)
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    body = _broken_stream(rule, response.body, shape) if streams else _broken_whole(rule, response.body)
    return replace(response, headers=headers, body=body, withheld=withheld)


async def _broken_stream(rule: Rule, body: AsyncGenerator[bytes, None], shape: Shape) -> AsyncGenerator[bytes, None]:
    """Break a stream after half of its pieces, or at once."""
    async with aclosing(body):
        pieces = [piece async for piece in body]
    for piece in pieces[: 0 if place_of(rule) in ("start", "open") else len(pieces) // 2]:
        yield piece
    async for piece in broken_off(rule, 0.0, keep_alive(shape), stream_error(shape, problem_of(rule))):
        yield piece


async def _broken_whole(rule: Rule, body: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(body):
        whole = b"".join([piece async for piece in body])
    async for piece in broken_body(rule, whole, 0.0, BLANK_LINE, error_reply("E12_body", problem_of(rule)).body):
        yield piece


def _seed_for(seed: int, body: bytes) -> int:
    return int.from_bytes(blake2b(f"{seed}\n".encode() + body, digest_size=8).digest(), "big")
