"""What the phone knows, as a fold over its events. What it shows is `screen`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from simulator.domain.contents import EMPTY, Contents, changed
from simulator.domain.dispatch import LEAVES_DIALOGUE, OPENS_DIALOGUE
from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    ConversationRenewed,
    Event,
    FellAsleep,
    Heard,
    PhoneChanged,
    PhoneFacts,
    PromptBuilt,
    Rang,
    Route,
    Routed,
    SessionStarted,
    SkillCalled,
    SpeechEnded,
    SpeechHeard,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    Woken,
)
from simulator.domain.limit import Limit
from simulator.domain.quota import day_of, moment_at, silence_left

_TEXTS = (ThinkingDelta, AnswerDelta)


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """One turn that the phone remembers having had: what the user said, and what the user saw."""

    number: int
    utterance: str
    answer: str


@dataclass(frozen=True, slots=True)
class Session:
    """A phone in use.

    `turns` are those of the current conversation that memory may hold, `turns_used` how many count against its cap,
    `asked` the questions by simulated day, `last_turn` the number of the newest turn of the session. A phone that
    `must_wake` listens for its wake word and then stays awake; `awake_since` is the last sign of life (session
    seconds), None when there was none; one that `is_spoken_to` does not fall silent. `opened` is how the phone was
    last taken in hand; its simulated time was `started` at session second `zero`, and `release` is what answers
    since the last upgrade. `forgotten` is how many of the turns the last prompt left out. `asking` is the question
    of an open turn, and `route` who answers it.

    The maker's own model and the skills have a memory of their own, `chat` and `chat_forgotten`: DeepSeek is an agent
    beside the assistant. In `in_dialogue` every question goes to it. `contents` is what is kept on the phone;
    what was due until the simulated moment `rung` has rung.
    """

    name: str
    turns: tuple[SaidTurn, ...] = ()
    turns_used: int = 0
    asked: Mapping[str, int] = field(default_factory=dict)
    last_turn: int = 0
    now: float = 0.0
    must_wake: bool = False
    awake_since: float | None = None
    is_spoken_to: bool = False
    opened: SessionStarted | None = None
    started: datetime | None = None
    zero: float = 0.0
    release: str = ""
    phone: PhoneFacts | None = None
    forgotten: int = 0
    chat: tuple[SaidTurn, ...] = ()
    chat_forgotten: int = 0
    asking: str | None = None
    route: Route = "agent"
    in_dialogue: bool = False
    contents: Contents = EMPTY
    rung: datetime | None = None

    def is_awake(self, now: float, silence: Limit[float] | None) -> bool:
        """Say whether the phone would take a question without its wake word at `now`."""
        if not self.must_wake:
            return True
        left = self.silence_left(now, silence)
        return left is not None and left > 0

    def silence_left(self, now: float, silence: Limit[float] | None) -> float | None:
        """Give for how many more seconds a woken phone listens; None where it does not sleep in silence, or sleeps."""
        if not self.must_wake or self.awake_since is None:
            return None
        since = now if self.is_spoken_to else self.awake_since
        return silence_left(since, now, silence)

    def questions_on(self, day: str) -> int:
        """Give the number of questions that reached a backend on a simulated day such as 2025-02-05."""
        return self.asked.get(day, 0)


def evolve(session: Session, event: Event) -> Session:
    """Give what the phone knows after `event`. Text that appears changes nothing until its turn ends."""
    if isinstance(event, _TEXTS):
        return session
    # Made anew once: with so many fields that is most of what an event costs.
    last_turn = max(session.last_turn, event.turn)
    return replace(session, **{"now": event.t, "last_turn": last_turn, **_changes(session, event)})


def _changes(session: Session, event: Event) -> dict[str, Any]:  # noqa: C901, PLR0912 - one match over all events
    match event:
        case SessionStarted():
            fresh = {"opened": event, "must_wake": False, "awake_since": None, "is_spoken_to": False}
            return {**fresh, **_in_hand(event)}
        case PhoneChanged():
            return _in_hand(event)
        case SpeechHeard() | SpeechEnded():
            awake_since = None if session.awake_since is None else event.t
            return {"is_spoken_to": isinstance(event, SpeechHeard), "awake_since": awake_since}
        case Woken():
            return {"awake_since": event.t}
        case FellAsleep():
            return {"must_wake": True, "awake_since": None, "in_dialogue": False, "is_spoken_to": False}
        case Heard():
            return {"asking": event.text, "awake_since": event.t, "route": "agent"}
        case Routed():
            is_open = (session.in_dialogue or event.rule == OPENS_DIALOGUE) and event.rule != LEAVES_DIALOGUE
            return {"route": event.route, "in_dialogue": is_open}
        case BackendAsked(attempt=1) if session.route == "agent":
            return _asked(session, event)
        case SkillCalled():
            return {"contents": changed(session.contents, event.changes)}
        case Rang():
            return {"rung": datetime.fromisoformat(event.at)}
        case ConversationRenewed():
            return {"turns": (), "turns_used": 0, "forgotten": 0, "chat": (), "chat_forgotten": 0, "in_dialogue": False}
        case PromptBuilt():
            sent = event.messages // 2
            if session.route == "in_house":
                return {"chat_forgotten": len(session.chat) - sent}
            return {"forgotten": len(session.turns) - sent}
        case TurnEnded():
            return _ended(session, event)
    return {}


def _in_hand(event: SessionStarted | PhoneChanged) -> dict[str, Any]:
    started = datetime.fromisoformat(event.phone.at)
    # What was due while nobody had the phone in hand does not ring afterwards.
    return {"started": started, "zero": event.t, "release": event.release, "phone": event.phone, "rung": started}


def restore(name: str, events: Iterable[Event]) -> tuple[Session, TurnEnded | None]:
    """Rebuild a session from what was recorded.

    A turn that the end of the process cut off is closed as interrupted, with the text that the user saw: the second
    item is the event that closes it, to be recorded, or None.
    """
    session, pieces = Session(name), _Pieces()
    for event in events:
        session = evolve(session, event)
        pieces.take(event)
    session = replace(session, now=max(session.now, pieces.until))
    if session.asking is None:
        return session, None
    cut_off = TurnEnded(
        session=name,
        turn=session.last_turn,
        t=session.now,
        outcome="interrupted",
        answer="".join(pieces.answer),
        thinking="".join(pieces.thinking),
        thinking_seconds=None,
        first_token_seconds=None,
        seconds=max(0.0, session.now - pieces.since),
        finish=None,
        usage=None,
        cost=None,
        fault=None,
        limit=None,
    )
    return evolve(session, cut_off), cut_off


class _Pieces:
    """The texts of the newest turn, gathered so that a long answer costs its length and not its square."""

    def __init__(self) -> None:
        self.since = self.until = 0.0
        self.answer: list[str] = []
        self.thinking: list[str] = []

    def take(self, event: Event) -> None:
        self.until = event.t
        match event:
            case Heard():
                self.since, self.answer, self.thinking = event.t, [], []
            case AnswerDelta():
                self.answer.append(event.text)
            case ThinkingDelta():
                self.thinking.append(event.text)
            case ThinkingRevealed():
                kept = "".join(self.answer).removesuffix(event.text)
                self.answer, self.thinking = [kept], [*self.thinking, event.text]


def _asked(session: Session, event: BackendAsked) -> dict[str, Any]:
    if session.started is None:
        return {}
    day = day_of(moment_at(session.started, event.t - session.zero))
    return {"asked": {**session.asked, day: session.questions_on(day) + 1}}


def _ended(session: Session, event: TurnEnded) -> dict[str, Any]:
    """Close the open turn: it is remembered and counts, unless the phone refused it or a fault left it empty."""
    closed: dict[str, Any] = {"asking": None, "awake_since": None if session.awake_since is None else event.t}
    happened = event.outcome in ("completed", "interrupted") or (event.outcome == "fault" and event.answer)
    if not session.asking or not happened:
        return closed
    turn = SaidTurn(event.turn, session.asking, event.answer)
    if session.route != "agent":
        return {**closed, "chat": (*session.chat, turn)}
    return {**closed, "turns": (*session.turns, turn), "turns_used": session.turns_used + 1}
