"""How a server writes, read off one stream, and which known servers write most like it. Decoding is `dialects`'.

A habit has the name of the field of `dialects.shape.Shape` that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import SHAPES
from simulator.doctor.events import RawStream

_CHUNK_KEYS = frozenset({"id", "object", "created", "model", "system_fingerprint", "choices", "service_tier"})
_CHOICE_KEYS = frozenset({"index", "delta", "message", "logprobs", "finish_reason"})
_NAMES = ("reasoning_content", "reasoning", "thinking", "reasoning_text")
_WEIGHTS: Mapping[str, int] = {"thinking": 4, "usage": 2, "carrier": 2, "prompt_filter": 2, "choice_extras": 2}
"""What tells servers apart better than other habits do, which weigh 1. Chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a stream showed. `thinking` is "" where none came; extras are the names of unusual fields.

    `counts` is the usage object as it was sent, None where there was none. `answered_whole` is no stream at all.
    """

    thinking: str = ""
    usage: str = "absent"
    idle: str = "absent"
    carrier: str = "delta"
    later_role: str = "absent"
    empty_finish: bool = False
    bare_finish: bool = False
    repeats_finish: bool = False
    prompt_filter: bool = False
    line_end: str = "\n"
    comment: str = ""
    chunk_extras: frozenset[str] = frozenset()
    choice_extras: frozenset[str] = frozenset()
    has_done: bool = False
    counts: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """The named shapes that are nearest, and the habits in which they differ from what was seen."""

    shapes: tuple[str, ...]
    differences: tuple[str, ...]


def habits_of(raw: RawStream) -> Habits:
    """Read the habits off a stream."""
    choices, chunks = raw.deltas, raw.chunks
    deltas = [_delta(choice) for choice in choices]
    thinking = _thinking(deltas)
    finishes = [choice for choice in choices if choice.get("finish_reason")]
    return Habits(
        thinking=thinking,
        usage=_usage(chunks),
        idle=_idle(deltas, thinking),
        carrier="message" if any("message" in choice and "delta" not in choice for choice in choices) else "delta",
        later_role=_later_role(deltas[1:]),
        empty_finish=any(choice.get("finish_reason") == "" for choice in choices),
        bare_finish=any(not _delta(choice) for choice in finishes),
        repeats_finish=len(finishes) > 1,
        prompt_filter=bool(chunks) and "prompt_filter_results" in chunks[0],
        line_end=raw.line_end,
        comment=raw.comments[0] if raw.comments else "",
        chunk_extras=frozenset().union(*(_extras(chunk) for chunk in chunks if chunk.get("choices"))),
        choice_extras=frozenset().union(*(choice.keys() - _CHOICE_KEYS - {"usage"} for choice in choices)),
        has_done=raw.has_done,
        counts=_counts(chunks),
    )


def nearest(habits: Habits) -> Likeness:
    """Give the named shapes that differ least; several where the stream does not tell them apart."""
    differing = {name: _differences(habits, shape) for name, shape in SHAPES.items()}
    distance = {name: sum(_WEIGHTS.get(habit, 1) for habit in found) for name, found in differing.items()}
    least = min(distance.values())
    names = tuple(name for name in SHAPES if distance[name] == least)
    return Likeness(names, tuple(differing[names[0]]))


def _differences(habits: Habits, shape: Shape) -> list[str]:
    seen = {
        **{name: getattr(habits, name) for name in _COMPARED},
        "chunk_extras": habits.chunk_extras,
        "choice_extras": habits.choice_extras,
    }
    known: dict[str, object] = {
        **{name: getattr(shape, name) for name in _COMPARED},
        "usage": "trailing" if shape.usage == "as_asked" else shape.usage,
        # Where usage is asked for, as the probe does, DeepSeek puts a null on every other chunk.
        "chunk_extras": frozenset(shape.chunk_extras) | ({"usage"} if shape.usage == "as_asked" else set()),
        "choice_extras": frozenset(shape.choice_extras),
    }
    if not habits.thinking:  # a turn without thinking says nothing of where thinking would be
        seen |= {"thinking": shape.thinking, "idle": shape.idle}
    if habits.comment:
        seen, known = seen | {"comment": habits.comment}, known | {"comment": shape.comment}
    return [name for name in seen if seen[name] != known[name]]


_COMPARED = (
    "thinking",
    "usage",
    "idle",
    "carrier",
    "later_role",
    "empty_finish",
    "bare_finish",
    "repeats_finish",
    "prompt_filter",
    "line_end",
)


def _delta(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    delta = choice.get("delta", choice.get("message"))
    return delta if isinstance(delta, dict) else {}


def _thinking(deltas: Collection[Mapping[str, Any]]) -> str:
    """Give where thinking came, by the names of `dialects.shape.Thinking`."""
    names = {name for delta in deltas for name in _NAMES if isinstance(delta.get(name), str) and delta[name]}
    if any(delta.get("reasoning_details") for delta in deltas):
        return "details"
    if names == {"reasoning", "reasoning_content"}:
        return "both"
    if names:
        return next(name for name in _NAMES if name in names)
    if any(_holds_thinking(delta.get("content")) for delta in deltas):
        return "parts"
    return _tags("".join(text for delta in deltas if isinstance(text := delta.get("content"), str)))


def _holds_thinking(content: object) -> bool:
    return isinstance(content, list) and any(
        isinstance(part, dict) and part.get("type") == "thinking" for part in content
    )


def _tags(content: str) -> str:
    begun = content.lstrip()
    if begun.startswith("<think>"):
        return "tags"
    if begun.startswith("◁think▷"):
        return "kimi_tags"
    return "closing_tag" if "</think>" in content and "<think>" not in content else ""


def _usage(chunks: Collection[Mapping[str, Any]]) -> str:
    placed = [chunk for chunk in chunks if isinstance(chunk.get("usage"), dict)]
    if not placed:
        return "finish" if _counts(chunks) is not None else "absent"
    if any(_finish(chunk) is None and chunk.get("choices") for chunk in placed):
        return "every"
    return "finish" if placed[-1].get("choices") else "trailing"


def _counts(chunks: Collection[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Give the last usage, on a chunk or in its choice."""
    found: Mapping[str, Any] | None = None
    for chunk in chunks:
        for place in (chunk, *_first_choice(chunk)):
            if isinstance(usage := place.get("usage"), dict):
                found = usage
    return found


def _first_choice(chunk: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    choices = chunk.get("choices")
    return [choice for choice in choices[:1] if isinstance(choice, dict)] if isinstance(choices, list) else []


def _finish(chunk: Mapping[str, Any]) -> str | None:
    return next((choice.get("finish_reason") or None for choice in _first_choice(chunk)), None)


def _idle(deltas: Collection[Mapping[str, Any]], thinking: str) -> str:
    """Give what stands for the answer in a delta that brings thinking."""
    if thinking not in (*_NAMES, "both", "details"):
        return "absent"
    is_thinking: Callable[[Mapping[str, Any]], bool] = lambda delta: any(delta.get(name) for name in _NAMES)  # noqa: E731
    contents = [delta.get("content", ...) for delta in deltas if is_thinking(delta)]
    if not contents or contents[-1] is ...:
        return "absent"
    return "null" if contents[-1] is None else "empty"


def _later_role(deltas: Collection[Mapping[str, Any]]) -> str:
    roles = [delta["role"] for delta in deltas if "role" in delta]
    if not roles:
        return "absent"
    return "assistant" if roles[0] else "null"


def _extras(chunk: Mapping[str, Any]) -> frozenset[str]:
    keys = frozenset(chunk) - _CHUNK_KEYS - {"prompt_filter_results"}
    # `usage: null` is a habit of its own; usage itself is told apart above.
    return keys if chunk.get("usage", ...) is None else keys - {"usage"}
