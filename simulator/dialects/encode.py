"""The chunks of a stream, as a server of any shape writes them. When they are written is `mock`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from json.encoder import encode_basestring

from simulator.dialects.calls import call_shape
from simulator.dialects.json_text import write
from simulator.dialects.logprobs import Score, logprobs_shape
from simulator.dialects.shape import Shape, answer_keys, thinking_keys
from simulator.dialects.shapes import DEEPSEEK
from simulator.dialects.surrogates import whole
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import ToolCall, Usage

DONE = b"data: [DONE]\n\n"
"""The end marker of a stream."""

_SLOT = "\x00"
"""Stands for the text while a chunk is prepared; JSON escapes it in any other place, so that it is found once."""

_NO_TAGS = ("", "")

_quoted: Callable[[str], str] = encode_basestring
"""Escapes and quotes a text and leaves everything outside ASCII as it is, in C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What all chunks of a completion share; `created` is in seconds since 1970, UTC."""

    id: str
    created: int
    model: str
    fingerprint: str


class ChunkEncoder:
    """Writes the chunks of one stream in a server's shape; thinking comes before the answer, and calls after it.

    Everything but the text is prepared once. Without `thinks` the model is one that does not think, as V3, and no
    chunk mentions thinking; with it and DeepSeek's shape deltas are those of R1.
    """

    def __init__(self, head: Head, *, thinks: bool, shape: Shape = DEEPSEEK, wants_usage: bool = False) -> None:
        """Take what the chunks share; with `wants_usage` DeepSeek writes null usage on all chunks but the last."""
        self._head = head
        self._idle_usage = {"usage": None} if wants_usage and shape.usage == "as_asked" else {}
        self._thinks = thinks
        self._shape = shape
        self._due = shape.tags if thinks else _NO_TAGS
        self._pieces = 0

    @cached_property
    def _thinking(self) -> list[bytes]:
        return self._prepared({**self._idle_content(), **self._role(), **thinking_keys(self._shape, _SLOT)})

    @cached_property
    def _answer(self) -> list[bytes]:
        return self._prepared({**self._role(), **answer_keys(self._shape, _SLOT), **self._idle_thinking()})

    def first(self) -> bytes:
        """Give what opens the stream: the only chunk with a role in DeepSeek's shape (M10)."""
        delta: dict[str, object] = {"role": "assistant", "content": "", **self._idle_content()}
        first = self._event(self._delta(delta | self._idle_thinking(silent="")))
        if not self._shape.prompt_filter:
            return first
        filtered = [{"prompt_index": 0, "content_filter_results": {}}]
        return self._event(self._shared() | {"choices": [], "prompt_filter_results": filtered}) + first

    def thinking(self, text: str) -> bytes:
        """Give the chunk of a piece of thinking."""
        return self._text_event(self._thinking, self._opener_due() + text)

    def answer(self, text: str) -> bytes:
        """Give the chunk of a piece of the answer."""
        return self._text_event(self._answer, self._tags_due() + text)

    def thoughts(self, texts: Sequence[str]) -> Sequence[bytes]:
        """Give the chunk of each piece of thinking."""
        return self._text_events(self._thinking, self._opener_due(), texts)

    def answers(self, texts: Sequence[str]) -> Sequence[bytes]:
        """Give the chunk of each piece of the answer."""
        return self._text_events(self._answer, self._tags_due(), texts)

    def joined_thoughts(self, texts: Sequence[str]) -> bytes:
        """Give the chunks of pieces of thinking, one after another."""
        return self._joined_events(self._thinking, self._opener_due(), texts)

    def joined_answers(self, texts: Sequence[str]) -> bytes:
        """Give the chunks of pieces of the answer, one after another."""
        return self._joined_events(self._answer, self._tags_due(), texts)

    def scored(self, score: Score) -> bytes:
        """Give the chunk of a token of the answer, with its log probabilities."""
        delta = {**self._role(), **answer_keys(self._shape, self._tags_due() + score.token), **self._idle_thinking()}
        return self._event(self._delta(delta, logprobs=logprobs_shape([score])))

    def call(self, index: int, call: ToolCall) -> bytes:
        """Give the chunk that opens a tool call, with its id and name and no arguments yet; `index` counts from 0."""
        tags = self._tags_due()
        content: dict[str, object] = {"content": tags} if tags else {}
        opened = {"tool_calls": [{"index": index} | call_shape(replace(call, arguments=""))]}
        return self._event(self._delta(self._role() | content | opened))

    def arguments(self, index: int, text: str) -> bytes:
        """Give the chunk of a piece of the arguments of call `index`."""
        pieces = {"tool_calls": [{"index": index, "function": {"arguments": text}}]}
        return self._event(self._delta(self._role() | pieces))

    def finish(self, reason: str, usage: Usage | None) -> bytes:
        """Give the chunk that says why the text ends, with the usage on it unless that is None."""
        tags = self._tags_due()
        delta: dict[str, object] = {}
        if tags or not self._shape.bare_finish:
            delta = {**self._role(), "content": tags, **self._idle_thinking()}
        shape = self._delta(delta, reason)
        return self._event(shape if usage is None else shape | {"usage": usage_shape(usage)})

    def usage(self, usage: Usage) -> bytes:
        """Give the trailing chunk without choices on which `include_usage` puts the usage."""
        return self._event(self._shared() | {"choices": [], **self._shape.chunk_extras, "usage": usage_shape(usage)})

    def ending(self, reason: str, usage: Callable[[], Usage], *, wants_usage: bool) -> Iterator[bytes]:
        """Yield all that ends a stream; `usage` is called when its chunk is due, if the shape has one."""
        place = self._shape.usage
        is_apart = wants_usage and place in ("as_asked", "trailing")
        is_on_finish = place in ("finish", "every") or (place == "as_asked" and not wants_usage)
        finish = self.finish(reason, usage() if is_on_finish else None)
        yield finish
        if self._shape.repeats_finish:
            yield finish
        if is_apart:
            yield self.usage(usage())
        yield self._ended(DONE)

    def _opener_due(self) -> str:
        """Give the tag that has to come before thinking, once."""
        opener, closer = self._due
        self._due = ("", closer)
        return opener

    def _tags_due(self) -> str:
        """Give the tags that have to come before anything but thinking, once."""
        if self._due == _NO_TAGS:
            return ""
        tags, self._due = "".join(self._due), _NO_TAGS
        return tags

    def _role(self) -> dict[str, object]:
        role = self._shape.later_role
        return {} if role == "absent" else {"role": None if role == "null" else role}

    def _idle_content(self) -> dict[str, object]:
        return {"content": self._silence()} if self._mentions_both() else {}

    def _idle_thinking(self, silent: str | None = None) -> dict[str, object]:
        value = self._silence() if silent is None else silent
        return dict.fromkeys(self._shape.fields, value) if self._mentions_both() else {}

    def _mentions_both(self) -> bool:
        return self._thinks and self._shape.idle != "absent"

    def _silence(self) -> str | None:
        return None if self._shape.idle == "null" else ""

    def _shared(self) -> dict[str, object]:
        head = self._head
        return {
            "id": head.id,
            "object": "chat.completion.chunk",
            "created": head.created,
            "model": head.model,
            "system_fingerprint": head.fingerprint,
        }

    def _delta(
        self, delta: Mapping[str, object], finish: str | None = None, logprobs: object = None
    ) -> dict[str, object]:
        shape = self._shape
        unfinished = "" if shape.empty_finish else None
        choice: dict[str, object] = {"index": 0, shape.carrier: delta, "logprobs": logprobs}
        choice["finish_reason"] = finish or unfinished
        return self._shared() | {
            "choices": [{**choice, **shape.choice_extras}],
            **shape.chunk_extras,
            **self._idle_usage,
        }

    def _prepared(self, delta: Mapping[str, object]) -> list[bytes]:
        """Give what stands around the text of a chunk: two parts, or three where the shape writes the text twice."""
        return self._event(self._delta(delta)).split(write(_SLOT))

    def _text_event(self, parts: list[bytes], text: str) -> bytes:
        event = _written(text).join(parts)
        if self._shape.usage != "every":
            return event
        self._pieces += 1
        end = b"}" + self._ended(b"\n\n")
        counted = b',"usage":' + write({"completion_tokens": self._pieces})
        return event.removesuffix(end) + counted + end

    def _text_events(self, parts: list[bytes], tags: str, texts: Sequence[str]) -> Sequence[bytes]:
        first, *others = texts
        texts = (tags + first, *others)
        if self._shape.usage == "every" or len(parts) != 2:
            return [self._text_event(parts, text) for text in texts]
        before, after = parts
        try:
            said = _SLOT.join(map(_quoted, texts)).encode().split(_SLOT.encode())
        except UnicodeEncodeError:
            return [self._text_event(parts, text) for text in texts]
        return [before + text + after for text in said]

    def _joined_events(self, parts: list[bytes], tags: str, texts: Sequence[str]) -> bytes:
        first, *others = texts
        if self._shape.usage == "every" or len(parts) != 2:
            return b"".join(self._text_events(parts, tags, texts))
        before, after = parts
        try:
            said = _SLOT.join(map(_quoted, (tags + first, *others))).encode()
        except UnicodeEncodeError:
            return b"".join(self._text_events(parts, tags, texts))
        return before + said.replace(_SLOT.encode(), after + before) + after

    def _event(self, shape: Mapping[str, object]) -> bytes:
        return self._ended(b"data: " + write(shape) + b"\n\n")

    def _ended(self, event: bytes) -> bytes:
        return with_ends(event, self._shape)


def _written(text: str) -> bytes:
    try:
        return _quoted(text).encode()
    except UnicodeEncodeError:
        return _quoted(whole(text)).encode()


def keep_alive(shape: Shape) -> bytes:
    """Give the comment that a shape writes into a stream that is queued."""
    return with_ends(f": {shape.comment}\n\n".encode(), shape)


def with_ends(event: bytes, shape: Shape) -> bytes:
    """Give an event with the line ends of a shape."""
    # JSON holds no line end of its own.
    return event if shape.line_end == "\n" else event.replace(b"\n", shape.line_end.encode())
