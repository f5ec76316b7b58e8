"""What is asked of a backend and what comes back, without the wire. Wire shapes live in `simulator.dialects`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.faults import Fault

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt; `content` is plain text."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A whole request: the messages in order and, where the release caps it, the answer's length in tokens."""

    messages: tuple[Message, ...]
    max_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one completion as its server reported them; None where it did not say.

    `prompt_tokens` includes `cache_hit_tokens`; `completion_tokens` includes `reasoning_tokens`.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cache_hit_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ThinkingText:
    """A piece of the model's thinking, in order of arrival."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A piece of the model's answer, in order of arrival."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last item of a completion that the server ended itself: its `finish_reason`, unchanged, and the usage."""

    finish: str
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The last item of a completion that ended badly; text that came before it stays valid."""

    fault: Fault


CompletionItem = ThinkingText | AnswerText | Finished | Failed
"""What a backend yields: text pieces, then exactly one `Finished` or `Failed`."""
