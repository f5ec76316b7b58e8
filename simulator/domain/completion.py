"""What is asked of a backend and what comes back, without the wire. Wire shapes live in `simulator.dialects`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.domain.faults import Fault

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a model may ask for: its name, what it is good for, and its arguments as a JSON Schema object."""

    name: str
    description: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish that a tool be run; `arguments` is the JSON text that the model wrote, which may be no JSON."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt; `content` is plain text.

    An assistant's message may hold `tool_calls`, and then the `thinking` before them, which servers of thinking models
    want back; a tool's message answers the call `tool_call_id`.
    """

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    thinking: str = ""


@dataclass(slots=True)
class TurnTime:
    """When the first request of a turn was sent, on the clock of those who send; None before."""

    began: float | None = None

    def since(self, now: float) -> float:
        """Give the moment of the first request, which is `now` if there was none."""
        if self.began is None:
            self.began = now
        return self.began


@dataclass(frozen=True, slots=True)
class Prompt:
    """A whole request: the messages in order, the tools that the model may call, none as a rule, and the cap.

    `max_tokens` is the most tokens of an answer, None where the release has no such cap. `turn` is the time that all
    requests of one turn have together; None is a request by itself.
    """

    messages: tuple[Message, ...]
    max_tokens: int | None = None
    tools: tuple[Tool, ...] = ()
    turn: TurnTime | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one completion as its server reported them; None where it did not say.

    `prompt_tokens` includes `cache_hit_tokens`; `completion_tokens` includes `reasoning_tokens`.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cache_hit_tokens: int | None = None


def plus(before: Usage | None, usage: Usage | None) -> Usage | None:
    """Add up the tokens of two requests; what a server did not say of one of them is not known of both."""
    if before is None or usage is None:
        return usage if before is None else before
    return Usage(
        prompt_tokens=_sum(before.prompt_tokens, usage.prompt_tokens),
        completion_tokens=_sum(before.completion_tokens, usage.completion_tokens),
        reasoning_tokens=_sum(before.reasoning_tokens, usage.reasoning_tokens),
        cache_hit_tokens=_sum(before.cache_hit_tokens, usage.cache_hit_tokens),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, slots=True)
class ThinkingText:
    """A piece of the model's thinking, in order of arrival."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A piece of the model's answer, in order of arrival."""

    text: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of thinking or of an answer that arrived together, from a backend that was asked to gather them."""

    kind: type[ThinkingText | AnswerText]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerWasThinking:
    """All answer text of this completion so far was thinking: its end came, and its beginning never had (W62)."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last item of a completion that the server ended itself: its `finish_reason`, unchanged, and the usage.

    `tool_calls` are the calls that the model asked for, whole and in their order; `finish` is then `tool_calls`.
    """

    finish: str
    usage: Usage | None = None
    tool_calls: tuple[ToolCall, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The last item of a completion that ended badly; text that came before it stays valid."""

    fault: Fault


CompletionItem = ThinkingText | AnswerText | Pieces | AnswerWasThinking | Finished | Failed
"""What a backend yields: text pieces, then exactly one `Finished` or `Failed`."""
