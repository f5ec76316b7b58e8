"""A recorded session as the exports take it: a phone of the fakes that said what a test wants."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.domain.events import AnswerDelta, Event, Heard, PhoneFacts, SessionStarted, ThinkingDelta, TurnEnded
from simulator.domain.limit import Lang
from simulator.export.harmless import harmless
from simulator.export.telling import Recorded, maker_of

PHONE = PhoneFacts(
    device="Mate 70", os="HarmonyOS 5.0", app="11.2.10.310", date="2025-02-05", at="2025-02-05T10:00:00+08:00"
)
STARTED = SessionStarted(
    session="s",
    turn=0,
    t=0.0,
    vendor="xiaoyi",
    release="11.2.10.310",
    channel="beta",
    phone=PHONE,
    backend="mock",
    model="deepseek-reasoner",
    seed=0,
)


def turn(number: int, question: str, answer: str, thinking: str = "") -> tuple[Event, ...]:
    """A turn that takes ten seconds: a second of silence, then thinking, from the third second on the answer."""
    at, common = 10.0 * (number - 1), {"session": "s", "turn": number}
    heard = Heard(**common, t=at, text=question, source="text")
    thoughts = (ThinkingDelta(**common, t=at + 1, text=thinking),) if thinking else ()
    pieces = tuple(
        AnswerDelta(**common, t=at + 3 + place / 100, text=answer[place : place + 20])
        for place in range(0, len(answer), 20)
    )
    ended = TurnEnded(
        **common,
        t=at + 10,
        outcome="completed",
        answer=answer,
        thinking=thinking,
        thinking_seconds=2.0 if thinking else None,
        first_token_seconds=1.0,
        seconds=10.0,
        finish="stop",
        usage=None,
        cost=None,
        fault=None,
        limit=None,
    )
    return (heard, *thoughts, *pieces, ended)


def recorded(*turns: Iterable[Event], lang: Lang = "zh", secrets: Iterable[str] = ()) -> Recorded:
    """A session of these turns, made harmless as all that are exported."""
    events = tuple(harmless((STARTED, *(event for each in turns for event in each)), secrets))
    return Recorded(name="s", events=events, maker=maker_of(None, "xiaoyi"), lang=lang)
