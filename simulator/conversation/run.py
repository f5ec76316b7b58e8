"""One turn while it lasts: what has been heard, decided and said so far. It becomes a `TurnEnded`, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from simulator.domain.completion import Prompt, Usage
from simulator.domain.cost import cost_of
from simulator.domain.events import FaultFacts, Outcome, Route, Source, TurnEnded
from simulator.domain.faults import Fault
from simulator.domain.intents import Intent


@dataclass(slots=True)
class Run:
    """The mutable middle of a turn; nobody outside this package sees one. Moments are session seconds."""

    session: str
    number: int
    utterance: str
    source: Source
    started: float
    question: str = ""
    route: Route = "agent"
    wishes: tuple[Intent, ...] = ()
    prompt: Prompt | None = None
    outcome: Outcome | None = None
    limit: str | None = None
    fault: Fault | None = None
    finish: str | None = None
    usage: Usage | None = None
    first_token: float | None = None
    first_thinking: float | None = None
    last_thinking: float | None = None
    first_answer: float | None = None
    answer: list[str] = field(default_factory=list)
    thinking: list[str] = field(default_factory=list)

    def take_thinking(self, text: str, now: float, until: float | None = None) -> None:
        """Keep thinking that just appeared, the last of it at `until`; None is a single piece."""
        self.thinking.append(text)
        self.first_thinking = now if self.first_thinking is None else self.first_thinking
        self.first_token = now if self.first_token is None else self.first_token
        self.last_thinking = now if until is None else until

    def take_answer(self, text: str, now: float, until: float | None = None) -> None:
        """Keep some of the answer that just appeared; when the last of it did matters to nobody."""
        self.answer.append(text)
        self.first_answer = now if self.first_answer is None else self.first_answer
        self.first_token = now if self.first_token is None else self.first_token

    def take_back(self, pieces: int, now: float) -> tuple[str, float]:
        """Make thinking of the last `pieces` pieces of the answer; give their text and how long ago it began."""
        kept = len(self.answer) - pieces
        text = "".join(self.answer[kept:])
        self.thinking.append(text)
        del self.answer[kept:]
        began = self.first_answer if self.first_answer is not None and kept == 0 else now
        self.first_thinking = began if self.first_thinking is None else self.first_thinking
        self.last_thinking = now
        self.first_answer = None if kept == 0 else self.first_answer
        return text, round(now - began, 6)

    def end(self, now: float, moment: datetime, outcome: Outcome | None = None) -> TurnEnded:
        """Close the turn with its own outcome, or with the given one; only DeepSeek's tokens cost anything."""
        return TurnEnded(
            session=self.session,
            turn=self.number,
            t=now,
            outcome=outcome or self.outcome or "completed",
            answer="".join(self.answer),
            thinking="".join(self.thinking),
            thinking_seconds=self._thinking_seconds(),
            first_token_seconds=None if self.first_token is None else round(self.first_token - self.started, 6),
            seconds=round(now - self.started, 6),
            finish=self.finish,
            usage=self.usage,
            cost=cost_of(self.usage, moment) if self.route == "agent" else None,
            fault=FaultFacts(kind=self.fault.kind, message=self.fault.message) if self.fault else None,
            limit=self.limit,
        )

    def _thinking_seconds(self) -> float | None:
        if self.first_thinking is None:
            return None
        until = self.first_answer if self.first_answer is not None else self.last_thinking
        return None if until is None else round(max(0.0, until - self.first_thinking), 6)
