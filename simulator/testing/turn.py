"""One turn as a test asks for it: how it ended, what was said, what happened and what was sent. It judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

from simulator.domain.completion import Prompt, Usage
from simulator.domain.cost import Cost
from simulator.domain.event_json import KINDS
from simulator.domain.events import (
    Event,
    FaultFacts,
    LimitReached,
    Outcome,
    Route,
    Routed,
    SkillCalled,
    TurnEnded,
)
from simulator.replay.happened import Happened, merged

__tracebackhide__ = True  # pytest shows the line of the test and not ours

E = TypeVar("E", bound=Event)
_LONGEST_SHOWN = 60
_DIGITS = 6
"""Of seconds, as in JSON: tests compare them, and sums of floats are a little off."""


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """What one thing that was said to a phone led to. Times are seconds on the phone's clock.

    `said` is the utterance, `events` are all that happened, oldest first, and `prompts` what reached a backend.
    """

    said: str
    events: tuple[Event, ...]
    prompts: tuple[Prompt, ...]

    @property
    def ended(self) -> TurnEnded:
        """The end of the turn, which holds most of what follows."""
        return self.event(TurnEnded)

    @property
    def outcome(self) -> Outcome:
        """How it ended: completed, refused, limited, fault or interrupted."""
        return self.ended.outcome

    @property
    def answer(self) -> str:
        """The answer; what came of it before a fault or an interruption is kept."""
        return self.ended.answer

    @property
    def thinking(self) -> str:
        """The thinking, "" if there was none."""
        return self.ended.thinking

    @property
    def limit(self) -> str | None:
        """The limit that ended it, else the first that bit, such as `turns_per_conversation`; None if none did."""
        reached = (event.limit for event in self.events_of(LimitReached))
        return self.ended.limit or next(reached, None)

    @property
    def fault(self) -> FaultFacts | None:
        """The fault that ended it, with its `kind` and `message`; None if there was none."""
        return self.ended.fault

    @property
    def seconds(self) -> float:
        """How long it took."""
        return round(self.ended.seconds, _DIGITS)

    @property
    def first_token(self) -> float | None:
        """From the question to the first text of any kind; None if none came."""
        return _rounded(self.ended.first_token_seconds)

    @property
    def thinking_seconds(self) -> float | None:
        """From the first thinking to the answer; None if there was no thinking."""
        return _rounded(self.ended.thinking_seconds)

    @property
    def finish(self) -> str | None:
        """The server's reason to end, such as `stop` or `length`; None if it gave none."""
        return self.ended.finish

    @property
    def usage(self) -> Usage | None:
        """Tokens as the server counted them; None if it did not."""
        return self.ended.usage

    @property
    def cost(self) -> Cost | None:
        """The price, in `yuan` and beside o1's; None if no tokens were counted."""
        return self.ended.cost

    @property
    def route(self) -> Route | None:
        """Who answered: agent, in_house, skill or refusal; None if it did not come that far."""
        return next((event.route for event in self.events_of(Routed)), None)

    @property
    def skills(self) -> Sequence[SkillCalled]:
        """What the phone did for its user."""
        return self.events_of(SkillCalled)

    @property
    def citations(self) -> Sequence[str]:
        """The addresses that the answer links to."""
        return Happened(merged([self.ended]), ()).links

    @property
    def sent(self) -> str:
        """The text of all messages that reached a backend, "" if nothing was sent; the messages are in `prompts`."""
        return "\n".join(message.content for prompt in self.prompts for message in prompt.messages)

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of the events by their names in docs/events.md, each once, in order."""
        return list(dict.fromkeys(_NAMES[type(event)] for event in self.events))

    @overload
    def event(self, kind: str) -> Event: ...
    @overload
    def event(self, kind: type[E]) -> E: ...
    def event(self, kind: str | type[Event]) -> Event:
        """Give the last event of a kind: its class, or its name, such as "memory_trimmed".

        Raises: LookupError with the kinds that there are, if none of this kind happened.
        """
        found = self.events_of(kind)
        if not found:
            name = kind if isinstance(kind, str) else _NAMES[kind]
            raise LookupError(f"no {name} happened in {self!r}, but {', '.join(self.kinds)}")
        return found[-1]

    @overload
    def events_of(self, kind: str) -> Sequence[Event]: ...
    @overload
    def events_of(self, kind: type[E]) -> Sequence[E]: ...
    def events_of(self, kind: str | type[Event]) -> Sequence[Event]:
        """Give all events of a kind, in order. Raises: LookupError if there is no such kind at all."""
        if isinstance(kind, str) and kind not in KINDS:
            raise LookupError(f"no event is called {kind!r} (known: {', '.join(KINDS)})")
        wanted = KINDS[kind] if isinstance(kind, str) else kind
        return [event for event in self.events if isinstance(event, wanted)]

    def __repr__(self) -> str:
        """Give what a person wants to see of it where an assertion fails."""
        why = f" ({self.fault.kind})" if self.fault else f" ({self.limit})" if self.limit else ""
        return f"<{_brief(self.said)} → {self.outcome}{why}: {_brief(self.answer)}>"


_NAMES = {kind: name for name, kind in KINDS.items()}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, _DIGITS)


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"}"'
