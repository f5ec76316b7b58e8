"""What the data of events mean: text pieces, and how the completion ended. How events are cut from bytes is `sse`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.dialects.calls import CallJoiner
from simulator.dialects.errors import event_fault, is_error
from simulator.dialects.halves import HalfKeeper
from simulator.dialects.json_text import NotJson, read
from simulator.dialects.plain import line
from simulator.dialects.reading import AUTO, Reading
from simulator.dialects.sse import SseEvent
from simulator.dialects.think_tags import Piece, TagSplitter
from simulator.dialects.usage import read_usage
from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText, Usage
from simulator.domain.faults import Fault

Text = ThinkingText | AnswerText

_FAULTS = {
    "insufficient_system_resource": Fault(
        "overloaded", "the server ran out of resources in the middle of its answer (insufficient_system_resource)"
    ),
    "error": Fault("server", "the server broke its answer off with an error that it does not explain"),
    "abort": Fault("server", "the server aborted its answer"),
}
"""Finish reasons that are no end but a fault (part 9)."""

_DONE = "[DONE]"
_NOTHING_BUT_DONE = Fault("malformed", "the stream ended without a single chunk of an answer")

_CUTS = frozenset({"length", "content_filter"})
"""Finish reasons after which a call may be half of one, so that it is not passed on."""


class ChunkDecoder:
    """Reads the events of one stream, or the one body of an answer that is not streamed.

    `failed` is set by the first fault, `is_done` by `[DONE]`; after either nothing more is read. `finish` is the last
    finish reason that was not empty, `usage` the last that was sent (W47), `calls` what was called so far. `hidden`,
    the key, never appears in a fault's message. Thinking is where `reading` says.
    """

    def __init__(self, *, hidden: str = "", reading: Reading = AUTO) -> None:
        self.failed: Failed | None = None
        self.finish: str | None = None
        self._usage: dict[str, Any] | None = None
        self.calls = CallJoiner()
        self.is_done = False
        self._has_choice = False
        self._thinking = HalfKeeper()
        self._answer = HalfKeeper()
        self._tags = TagSplitter(is_literal=not reading.has_tags)
        self._reading = reading
        self._hidden = hidden

    @property
    def usage(self) -> Usage | None:
        """Give the last usage that was sent; read when it is asked for, since some servers send it on every chunk."""
        return None if self._usage is None else read_usage(self._usage)

    def take(self, event: SseEvent) -> Sequence[Piece]:
        """Give the text pieces of the next event, thinking before answer (W56)."""
        data, is_error_event = event
        if data == _DONE and not is_error_event:
            self.is_done = True
            return ()
        try:
            chunk = read(data)
        except NotJson:
            self._take_other(data, is_error_event)
            return ()
        if is_error_event:
            self.failed = Failed(event_fault(chunk, hidden=self._hidden))
            return ()
        # A character outside the first plane may be escaped as two halves, and only an escape can hold a half.
        return self.take_chunk(chunk, may_split="\\u" in data)

    def take_chunk(self, chunk: Any, *, may_split: bool = True) -> Sequence[Piece]:
        """Give the text pieces of a parsed chunk or body; other JSON than an object is ignored (W38)."""
        if not isinstance(chunk, dict):
            return ()
        if ("error" in chunk or "choices" not in chunk) and is_error(chunk):
            self.failed = Failed(event_fault(chunk, hidden=self._hidden))
            return ()
        usage = chunk.get("usage")
        if isinstance(usage, dict):
            self._usage = usage
        choices = chunk.get("choices")
        if not isinstance(choices, list):
            return ()
        pieces: list[Piece] = []
        for choice in choices:
            if isinstance(choice, dict) and choice.get("index") in (0, None):
                self._take_choice(choice, pieces, may_split)
        return pieces

    def side(self, field: type[Text]) -> type[Text] | None:
        """Give what a usual text of a field for thinking or for an answer is; None while something is held back."""
        if self._thinking or self._answer:
            return None
        return ThinkingText if field is ThinkingText else self._tags.side

    def end(self) -> tuple[Sequence[Piece], Finished | Failed | None]:
        """Drain: give what was held back, and how the completion ended; None without evidence of an end.

        Evidence is a finish reason, or `[DONE]` after at least one choice (part 9). Whatever reason a server gives
        for an end with calls, it is theirs (W70), unless it says that they are cut.
        """
        if self.failed is not None:
            return self._rest(), self.failed
        if self.finish is None and not (self.is_done and self._has_choice):
            return self._rest(), Failed(_NOTHING_BUT_DONE) if self.is_done else None
        finish = self.finish or "stop"
        calls = () if finish in _CUTS else self.calls.calls()
        return self._rest(), Finished("tool_calls" if calls else finish, self.usage, calls)

    def _take_choice(self, choice: dict[str, Any], pieces: list[Piece], may_split: bool) -> None:
        self._has_choice = True
        if choice.get("error"):
            self.failed = Failed(event_fault(choice, hidden=self._hidden))
            return
        delta, is_whole = choice.get("delta"), False
        if not delta or not isinstance(delta, dict):
            delta, is_whole = choice.get("message"), True
        if isinstance(delta, dict):
            if isinstance(calls := delta.get("tool_calls"), list):
                self.calls.take(calls, are_whole=is_whole)
            self._take_texts(delta, pieces, may_split)
        finish = choice.get("finish_reason")
        if finish and isinstance(finish, str):
            self._finish_with(finish)
        usage = choice.get("usage")
        if isinstance(usage, dict):
            self._usage = usage

    def _take_texts(self, delta: dict[str, Any], pieces: list[Piece], may_split: bool) -> None:
        thinking, answer = _texts(delta, self._reading)
        tags = self._tags
        if thinking and not tags.is_literal:
            pieces += tags.ignore()
        if thinking and (may_split or self._thinking):
            thinking = self._thinking.join(thinking)
        if answer and (may_split or self._answer):
            answer = self._answer.join(answer)
        if thinking:
            pieces.append(ThinkingText(thinking))
        if answer and tags.is_literal:
            pieces.append(AnswerText(answer))
        elif answer:
            pieces += tags.feed(answer)

    def _finish_with(self, finish: str) -> None:
        self.finish = finish
        if finish in _FAULTS:
            self.failed = Failed(_FAULTS[finish])

    def _take_other(self, data: str, is_error_event: bool) -> None:
        if is_error_event:
            self.failed = Failed(event_fault(data, hidden=self._hidden))
        elif data.strip() == _DONE:
            self.is_done = True
        else:
            shown = line(data, hidden=self._hidden, cap=60)
            self.failed = Failed(Fault("malformed", f"the stream holds an event that is not JSON: {shown}"))

    def _rest(self) -> Sequence[Piece]:
        thinking = self._thinking.rest()
        answer = [*self._tags.feed(self._answer.rest()), *self._tags.rest()]
        return [ThinkingText(thinking), *answer] if thinking else answer


def _texts(delta: dict[str, Any], reading: Reading) -> tuple[str, str]:
    """Give the thinking and the answer of a delta; null, absent and empty all mean nothing (W41)."""
    thinking = ""
    for name in reading.names:
        value = delta.get(name)
        if value and isinstance(value, str):
            thinking = value
            break
    details = delta.get("reasoning_details")
    if not thinking and reading.has_details and isinstance(details, list):
        thinking = _parts(details, "reasoning.text", "text")
    content = delta.get("content")
    if isinstance(content, str):
        return thinking, content
    if isinstance(content, list):
        thought = _parts(content, "thinking", "thinking") if reading.has_parts else ""
        return thinking or thought, _parts(content, "text", "text")
    return thinking, ""


def _parts(parts: list[Any], kind: str, key: str) -> str:
    """Join the texts under `key` of the parts of one type; a text may itself be a list of parts (W46, W55)."""
    texts: list[str] = []
    for part in parts:
        if isinstance(part, dict) and part.get("type") == kind:
            value = part.get(key)
            inner = _parts(value, "text", "text") if isinstance(value, list) else ""
            texts.append(value if isinstance(value, str) else inner)
    return "".join(texts)
