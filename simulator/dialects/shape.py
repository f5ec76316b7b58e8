"""How a server writes its answers, as data. Which servers write how is `shapes`' table, and the writing `encode`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.dialects.error_shapes import ErrorShape

Thinking = Literal[
    "reasoning_content",
    "reasoning",
    "thinking",
    "reasoning_text",
    "both",
    "details",
    "parts",
    "tags",
    "kimi_tags",
    "closing_tag",
]
"""Where thinking is written: under a name of its own; under two names; under a name and in `reasoning_details`; as a
part of a content that is a list; or in the content itself, between tags or before a closing one that none opened."""

UsagePlace = Literal["as_asked", "finish", "trailing", "every", "absent"]
"""Where usage is written: `trailing` is a chunk without choices, and only if the client asks for usage; `as_asked` is
that, or else the finish chunk; `every` is on all chunks, counted up."""

StreamError = Literal["event", "done", "chunk", "named", "line"]
"""How an answer breaks off with an error: an event with the error; the same and `[DONE]`; a chunk whose finish reason
is `error`; an event of that name; or the line `error: …`."""

FIELDS: Mapping[Thinking, tuple[str, ...]] = {
    "reasoning_content": ("reasoning_content",),
    "reasoning": ("reasoning",),
    "thinking": ("thinking",),
    "reasoning_text": ("reasoning_text",),
    "both": ("reasoning", "reasoning_content"),
    "details": ("reasoning",),
}
TAGS: Mapping[Thinking, tuple[str, str]] = {
    "tags": ("<think>\n", "\n</think>\n\n"),
    "kimi_tags": ("◁think▷", "◁/think▷"),
    "closing_tag": ("", "\n</think>\n\n"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """One server's way to write; `source` says where that was seen.

    `idle` is what stands for the side that a delta of a thinking model does not bring, `empty_finish` writes `""` for
    "not finished", `later_role` is the role of every delta but the first. A `bare_finish` has an empty delta, and
    `repeats_finish` sends it twice. With `prompt_filter` a chunk without choices opens the stream. `comment` is the
    keep-alive, `errors` the body of a refusal, `stream_error` the way to break off. `chunk_extras` and `choice_extras`
    stand on every chunk and in every choice: readers ignore them. A shape is equal to itself alone, so that what is
    prepared for it can be looked up.
    """

    name: str
    source: str
    thinking: Thinking = "reasoning_content"
    usage: UsagePlace = "trailing"
    idle: Literal["absent", "null", "empty"] = "absent"
    carrier: Literal["delta", "message"] = "delta"
    later_role: Literal["absent", "assistant", "null"] = "absent"
    empty_finish: bool = False
    bare_finish: bool = False
    repeats_finish: bool = False
    prompt_filter: bool = False
    line_end: Literal["\n", "\r\n", "\r"] = "\n"
    comment: str = "keep-alive"
    chunk_extras: Mapping[str, object] = field(default_factory=dict)
    choice_extras: Mapping[str, object] = field(default_factory=dict)
    errors: ErrorShape = "E1"
    stream_error: StreamError = "event"

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the names of thinking; none where it is written in the content."""
        return FIELDS.get(self.thinking, ())

    @property
    def tags(self) -> tuple[str, str]:
        """Give the tags around thinking with their blanks; empty where it is not written between tags."""
        return TAGS.get(self.thinking, ("", ""))


def thinking_keys(shape: Shape, text: object) -> dict[str, object]:
    """Give the keys of a delta or a message that bring thinking; between tags, the tags are already in the text."""
    if shape.thinking == "parts":
        return {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": text}]}]}
    keys: dict[str, object] = dict.fromkeys(shape.fields, text)
    if shape.thinking == "details":
        keys["reasoning_details"] = [{"type": "reasoning.text", "text": text, "format": "unknown", "index": 0}]
    return keys or {"content": text}


def answer_keys(shape: Shape, text: object) -> dict[str, object]:
    """Give the keys of a delta or a message that bring the answer."""
    return {"content": [{"type": "text", "text": text}] if shape.thinking == "parts" else text}


def message_keys(shape: Shape, thinking: str | None, answer: str) -> dict[str, object]:
    """Give the keys of a whole message; `thinking` None is a model that does not think, and leaves its keys out."""
    if thinking is None:
        return answer_keys(shape, answer)
    if shape.thinking == "parts":
        thought, said = thinking_keys(shape, thinking)["content"], answer_keys(shape, answer)["content"]
        return {"content": [part for side in (thought, said) if isinstance(side, list) for part in side]}
    if not shape.fields:
        opener, closer = shape.tags
        return {"content": opener + thinking + closer + answer}
    return answer_keys(shape, answer) | thinking_keys(shape, thinking)
