"""Finds what was prepared for a chat request: a reply, else a recording. Replies are tried by `shelf`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from simulator.domain.problem import UserProblem
from simulator.mock.brain.thought import Thought
from simulator.mock.exchange import Request, Response
from simulator.mock.refusal import Refused
from simulator.mock.remembered import RememberedAsks
from simulator.mock.replies.asked import AskedReply
from simulator.mock.replies.shelf import Given, Shelf
from simulator.mock.replies.tape import Tape
from simulator.mock.wishes import dumped, json_object, may_have_suffix, without_suffix
from simulator.ports import Clock


@dataclass(frozen=True, slots=True)
class Choice:
    """What was prepared: the request with its wishes, or the recorded answer to it, and a label for a header."""

    request: Request
    played: Response | None
    label: str


class Prepared:
    """The prepared replies and the recordings of one mock."""

    def __init__(self, shelf: Shelf, tapes: Sequence[Tape], asks: RememberedAsks, clock: Clock) -> None:
        """Take what is tried, in this order."""
        self._shelf, self._tapes, self._asks, self._clock = shelf, tapes, asks, clock

    def choose(self, request: Request, *, is_beta: bool) -> Choice | None:
        """Give what was prepared for a request; None leaves it to the brain, as any request that is not valid.

        What a request asks for itself, a latency or a fault, comes before what its reply says.
        """
        if self._shelf.replies and (asked := self._asked(request.body, is_beta=is_beta)) is not None:
            given = self._shelf.choose(asked)
            if given is not None:
                return Choice(_with(request, given), None, label(given.id))
        for tape in self._tapes:
            played = tape.play(request, self._clock)
            if isinstance(played, Thought):
                return Choice(replace(request, wishes=replace(request.wishes, said=played)), None, label(tape.name))
            if played is not None:
                return Choice(request, played, label(tape.name))
        return None

    def _asked(self, body: bytes, *, is_beta: bool) -> AskedReply | None:
        try:
            if may_have_suffix(body):
                bare, _ = without_suffix(json_object(body), lambda id: self._asks.era.model(id) is not None)
                body = dumped(bare)
            return AskedReply.of(self._asks.read(body, is_beta=is_beta))
        except (Refused, UserProblem):
            return None


def label(id: str) -> str:
    """Write the name of a reply as a header can hold it: as in a URL."""
    return quote(id, safe=" /()+,:;@!")


def _with(request: Request, given: Given) -> Request:
    wishes, part = request.wishes, given.part
    return replace(
        request,
        wishes=replace(
            wishes,
            latency=wishes.latency or part.latency,
            brought=wishes.brought + part.faults if part.faults.rules else wishes.brought,
            said=given.thought,
        ),
    )
