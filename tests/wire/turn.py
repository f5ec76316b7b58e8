"""What a user is left with after one turn of the real client. The server's side is `server`'s."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.domain.completion import (
    AnswerText,
    AnswerWasThinking,
    CompletionItem,
    Failed,
    Finished,
    ThinkingText,
    ToolCall,
    Usage,
)


@dataclass
class Turn:
    """The texts and the end of a turn; `deltas` are the texts in their order, `ends` counts the last items."""

    answer: str = ""
    thinking: str = ""
    kind: str | None = None
    message: str = ""
    status: int | None = None
    finish: str | None = None
    usage: Usage | None = None
    calls: tuple[ToolCall, ...] = ()
    deltas: list[tuple[str, str]] = field(default_factory=list)
    ends: int = 0

    @property
    def seen(self) -> tuple[str, str, str | None]:
        """The thinking, the answer, and the fault's kind or else the finish reason."""
        return self.thinking, self.answer, self.kind or self.finish


def turn_of(items: Iterable[CompletionItem]) -> Turn:
    """Fold the items of a completion."""
    turn = Turn()
    for item in items:
        assert not turn.ends
        match item:
            case ThinkingText(text):
                turn.thinking += text
                turn.deltas.append(("thinking", text))
            case AnswerText(text):
                turn.answer += text
                turn.deltas.append(("answer", text))
            case AnswerWasThinking():
                turn.thinking, turn.answer = turn.thinking + turn.answer, ""
            case Finished(finish, usage, calls):
                turn.finish, turn.usage, turn.calls, turn.ends = finish, usage, calls, 1
            case Failed(fault):
                turn.kind, turn.message, turn.status, turn.ends = fault.kind, fault.message, fault.status, 1
    assert turn.ends == 1
    (turn.thinking + turn.answer + turn.message).encode()
    return turn
