"""Fill-in-the-middle, the completions of the beta path: a request read and answered. What fits in is `brain.middle`'s.

Source: https://share.apidog.com/apidoc/docs-site/747793/fim-completion-beta-835847m0, a copy of DeepSeek's guide.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from itertools import chain, count, takewhile

from simulator.dialects.bodies import BLANK_LINE
from simulator.dialects.encode import DONE, Head, keep_alive
from simulator.dialects.json_text import write
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import Message, Usage
from simulator.mock.ask import find_model
from simulator.mock.brain.middle import middle
from simulator.mock.chat import Desk
from simulator.mock.era import Era, Model
from simulator.mock.exchange import Request
from simulator.mock.fields import flag, integer, read_object, read_stops, text, wants_usage
from simulator.mock.pieces import cut, pieces
from simulator.mock.refusal import Refused, misfit
from simulator.mock.sampling import check_sampling
from simulator.ports import Clock

MOST_TOKENS = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A valid request: the text before and behind the gap, and how it is to be filled."""

    model: Model
    prompt: str
    suffix: str
    max_tokens: int
    stops: tuple[str, ...]
    echo: bool
    streams: bool
    wants_usage: bool


def read_gap(body: bytes, era: Era) -> Gap:
    """Read a request body. Models fill gaps without thinking; those that always think do not fill any.

    Raises: Refused with status 400 (not JSON, a value out of range) or 422 (a field missing or of a wrong type).
    """
    fields = read_object(body)
    model = find_model(fields, era)
    if model.thinks and model.other:
        raise Refused(400, f"{model.id} does not support FIM completion")
    if "prompt" not in fields:
        raise misfit("missing field `prompt`")
    integer(fields, "logprobs", 0, 0, 20)
    check_sampling({name: value for name, value in fields.items() if name != "logprobs"}, model)
    streams = flag(fields, "stream")
    return Gap(
        model=model,
        prompt=text(fields, "prompt"),
        suffix=text(fields, "suffix"),
        max_tokens=integer(fields, "max_tokens", MOST_TOKENS, 1, MOST_TOKENS),
        stops=read_stops(fields),
        echo=flag(fields, "echo"),
        streams=streams,
        wants_usage=wants_usage(fields, streams),
    )


def filled(desk: Desk, gap: Gap, request: Request, clock: Clock, every: float) -> AsyncGenerator[bytes, None]:
    """Give the body of an answer; its pieces come at their moments, and keep-alives every so many seconds before.

    Raises: Refused where the gap's surroundings are longer than the context.
    """
    around = gap.prompt + gap.suffix
    desk.check_length(gap.max_tokens, len(request.body), lambda: desk.count(around))
    now = clock.now()
    head = desk.head(gap.model.id, now, request.body)
    # Nothing is echoed into the middle of a gap, as on OpenAI's API.
    echo = gap.prompt if gap.echo and not gap.suffix else ""
    thought = desk.drafter.brain.answer((Message("user", gap.prompt),), desk.seed, thinks=False)
    left = cut(middle(gap.prompt, gap.suffix, thought.answer), gap.stops, gap.max_tokens, desk.count)
    wait = desk.wait(around, now, request.wishes)
    first = now + wait.first_token

    def usage() -> Usage:
        used = Usage(desk.count(around), desk.count(left.text), None, 0)
        desk.account.pay(used, gap.model.price)
        return used

    async def whole() -> AsyncGenerator[bytes, None]:
        async for line in _queued(clock, now, first, every, BLANK_LINE):
            yield line
        yield _written(head, echo + left.text, left.finish, usage())

    async def in_pieces() -> AsyncGenerator[bytes, None]:
        async for line in _queued(clock, now, first, every, keep_alive(desk.shape)):
            yield line
        for moment, piece in zip(wait.moments(first), chain([echo] if echo else [], pieces(left.text)), strict=False):
            await clock.sleep_until(moment)
            yield _event(_written(head, piece, None, None))
        yield _event(_written(head, "", left.finish, None if gap.wants_usage else usage()))
        if gap.wants_usage:
            yield _event(write(_shape(head) | {"choices": [], "usage": usage_shape(usage())}))
        yield DONE

    return in_pieces() if gap.streams else whole()


async def _queued(clock: Clock, start: float, first: float, every: float, line: bytes) -> AsyncGenerator[bytes, None]:
    moments = (start + number * every for number in count(1)) if every > 0 else iter(())
    for moment in takewhile(lambda moment: moment < first, moments):
        await clock.sleep_until(moment)
        yield line
    await clock.sleep_until(first)


def _event(chunk: bytes) -> bytes:
    return b"data: " + chunk + b"\n\n"


def _shape(head: Head) -> dict[str, object]:
    return {
        "id": head.id,
        "object": "text_completion",
        "created": head.created,
        "model": head.model,
        "system_fingerprint": head.fingerprint,
    }


def _written(head: Head, said: str, finish: str | None, usage: Usage | None) -> bytes:
    choice = {"index": 0, "text": said, "logprobs": None, "finish_reason": finish}
    used = {} if usage is None else {"usage": usage_shape(usage)}
    return write(_shape(head) | {"choices": [choice]} | used)
