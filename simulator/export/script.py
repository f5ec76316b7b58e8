"""A session as a script of `simulator run`: what was done as its steps, what happened as its expectations.

The words of a script are those of docs/scripts.md. Playing one is `replay`'s part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import yaml

from simulator.domain.events import (
    BackendAsked,
    BackendChanged,
    BackendFault,
    ConversationRenewed,
    Event,
    FellAsleep,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    PhoneChanged,
    PhoneFacts,
    Routed,
    SessionStarted,
    SkillCalled,
    TurnEnded,
    WakeMissed,
    Woken,
)
from simulator.domain.problem import UserProblem
from simulator.export.telling import Recorded

MOCK = "mock"
SHORTEST_WAIT = 0.5
"""Seconds between a turn and the next question that a script keeps as a `wait`."""
_LONGEST_QUOTE = 40
_SAME_MOMENT = timedelta(seconds=60)
_SCHEMA = (
    "# yaml-language-server: $schema=script.schema.json\n# The schema: simulator run --schema > script.schema.json\n"
)
_FAULTS = {
    "overloaded": "busy",
    "rate_limited": "http429",
    "auth": "http401",
    "payment": "http402",
    "bad_request": "http400",
    "server": "http500",
    "timeout": "http504",
    "truncated": "cut",
    "malformed": "malformed",
    "connection": "reset",
}
"""What the embedded mock does wrong so that a turn ends with that kind of fault."""

Step = dict[str, Any]


def as_script(recorded: Recorded) -> str:
    """Give the script. Raises: UserProblem if nothing was said in the session."""
    started, steps = recorded.started, _Writing().steps(recorded.events)
    if started is None or not any("user" in step for step in steps):
        raise UserProblem(f"session {recorded.name!r}: nothing was said in it, so there is nothing to play")
    script = {
        "script": _plain(recorded.name),
        "tags": ["recorded", started.vendor],
        "matrix": {"vendor": [started.vendor], "backend": [MOCK]},
        "seed": started.seed,
        "phone": _start(started, recorded.events),
        "turns": steps,
    }
    return _SCHEMA + yaml.safe_dump(script, allow_unicode=True, sort_keys=False, width=110)


def _start(started: SessionStarted, events: Sequence[Event]) -> Step:
    phone: Step = _phone(started.phone, started.release, started.channel)
    flags = {
        "enrolled": (started.phone.enrolled, False),
        "logged_in": (started.phone.logged_in, True),
        "first_buyer": (started.phone.first_buyer, True),
    }
    phone |= {name: value for name, (value, usual) in flags.items() if value is not usual}
    if started.entry != "deepseek":
        phone["entry"] = started.entry
    if started.lang != "zh":
        phone["lang"] = started.lang
    after = events[events.index(started) + 1 :]
    if after and isinstance(after[0], FellAsleep) and after[0].reason == "start":
        phone["wake"] = True
    return phone


def _phone(facts: PhoneFacts, release: str, channel: str) -> Step:
    # A release that is named enrols a phone in its internal test, which a phone outside of it must not be.
    named = {} if channel == "internal" and not facts.enrolled else {"release": release}
    moment = datetime.fromisoformat(facts.at)
    date = facts.date if (moment.hour, moment.minute, moment.second) == (10, 0, 0) else facts.at
    # A release that is named by its day comes with an app of that name, which is no version.
    app = {} if facts.app == release else {"app": facts.app}
    return named | app | {"date": date, "device": facts.device, "os": facts.os, "region": facts.region}


@dataclass(slots=True)
class _Writing:
    """Reads events and writes steps; it knows which phone a player of the steps so far has in hand."""

    facts: PhoneFacts | None = None
    release: str = ""
    zero: float = 0.0
    at: float = 0.0
    backend: str = MOCK
    said: list[Event] = field(default_factory=list)

    def steps(self, events: Sequence[Event]) -> list[Step]:
        """Give the steps of a session."""
        return [step for event in events for step in self._of(event)]

    def _of(self, event: Event) -> Iterator[Step]:
        match event:
            case SessionStarted() | PhoneChanged():
                yield from self._moved(event)
                self.at = event.t
            case ConversationRenewed():
                yield {"new_conversation": True}
            case FellAsleep(reason="user"):
                yield {"sleep": True}
            case BackendChanged():
                self.backend = event.backend
            case TurnEnded():
                yield from self._turn(event)
                self.said, self.at = [], event.t
            case _:
                self.said.append(event)

    def _moved(self, event: SessionStarted | PhoneChanged) -> Iterator[Step]:
        """Yield the change to another phone, release or moment; the first phone is the script's own."""
        before, release, facts = self.facts, self.release, event.phone
        moment = None if before is None else _moment(before) + timedelta(seconds=event.t - self.zero)
        self.facts, self.release, self.zero = facts, event.release, event.t
        if isinstance(event, SessionStarted):
            self.backend = event.backend
        if before is None or moment is None:
            return
        is_same = (before.device, before.os, before.app) == (facts.device, facts.os, facts.app)
        if is_same and release == event.release and abs(_moment(facts) - moment) < _SAME_MOMENT:
            return
        expected = {"event": {"phone_changed": {"release": event.release}}}
        yield {"phone": _phone(facts, event.release, event.channel), "expect": [expected]}

    def _turn(self, ended: TurnEnded) -> Iterator[Step]:
        heard = next((event for event in self.said if isinstance(event, Heard | WakeMissed)), None)
        if heard is None:
            return
        step: Step = {}
        if (gap := heard.t - self.at) >= SHORTEST_WAIT:
            step["wait"] = f"{gap:.3f}s"
        step["user"] = _plain(self._utterance(heard))
        if isinstance(heard, Heard) and heard.source == "audio":
            step["spoken"] = True
        if ended.outcome == "interrupted":
            step["interrupt_after"] = f"{max(ended.seconds, 0.001):.3f}s"
        if ended.fault is not None and any(isinstance(event, BackendFault) for event in self.said):
            step["faults"] = [_FAULTS[ended.fault.kind]]
        step["expect"] = list(self._expected(ended))
        yield step

    def _utterance(self, heard: Heard | WakeMissed) -> str:
        woken = next((event.heard for event in self.said if isinstance(event, Woken)), "")
        if isinstance(heard, WakeMissed):
            return heard.heard
        return f"{woken}，{heard.text}" if woken and heard.text else woken or heard.text

    def _expected(self, ended: TurnEnded) -> Iterator[Step]:
        yield {"outcome": ended.outcome}
        for event in self.said:
            match event:
                case Woken():
                    yield {"event": "woken"}
                case WakeMissed():
                    yield {"event": "wake_missed"}
                case Routed():
                    yield {"route": event.route}
                case GateRefused():
                    yield {"event": {"gate_refused": {"gate": event.gate}}}
                case LimitReached():
                    yield {"limit": event.limit}
                case MemoryTrimmed() if event.dropped:
                    yield self._as_answered({"event": {"memory_trimmed": {"dropped_turns": event.dropped_turns}}})
                case SkillCalled():
                    yield self._as_answered({"skill": _plain(event.skill)})
        if ended.fault is not None:
            yield {"fault": ended.fault.kind}
        yield from self._answered(ended)

    def _answered(self, ended: TurnEnded) -> Iterator[Step]:
        """Yield the beginning of a whole answer; one that was broken off ends anywhere."""
        lines = [line.strip() for line in ended.answer.splitlines() if line.strip()]
        was_made_here = any(isinstance(event, BackendAsked | SkillCalled) for event in self.said)
        if ended.outcome == "completed" and lines and was_made_here:
            yield self._as_answered({"answer": {"contains": _plain(lines[0][:_LONGEST_QUOTE])}})

    def _as_answered(self, expected: Step) -> Step:
        """Give an expectation of what another backend than the mock answered: only its recording does so again."""
        return expected if self.backend == MOCK else expected | {"when": {"wire": "replayed"}}


def _moment(facts: PhoneFacts) -> datetime:
    return datetime.fromisoformat(facts.at)


def _plain(words: str) -> str:
    """Give a text of which a script fills in nothing."""
    return words.replace("{", "{{").replace("}", "}}")
