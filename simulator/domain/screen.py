"""What a phone's display shows, as a fold over events. How it is drawn, and in which words, is a face's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from simulator.domain.events import (
    AnswerDelta,
    BackendChanged,
    BackendFault,
    CallIgnored,
    ConversationRenewed,
    Event,
    FallbackUsed,
    FellAsleep,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    Outcome,
    PhoneChanged,
    Rang,
    Routed,
    Searched,
    SearchResult,
    SessionStarted,
    SkillCalled,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    VoiceStep,
    WakeMissed,
    Woken,
)
from simulator.domain.growing_text import EMPTY, GrowingText
from simulator.domain.upgrade import ChangedFigure

Wake = Literal["asleep", "listening", "thinking", "speaking"]
NoticeKind = Literal[
    "gate_refused",
    "limit_reached",
    "memory_trimmed",
    "fault",
    "wake_missed",
    "woken_nearly",
    "renewed",
    "interrupted",
    "broken_off",
    "upgraded",
    "voice",
    "skill",
    "rang",
    "fallback",
    "backend_changed",
]


@dataclass(frozen=True, slots=True)
class UserMessage:
    """What the user said, as the phone understood it; the wake word alone where nothing else was said."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantMessage:
    """What the assistant says: `outcome` is None until it has ended.

    `thinking_since` is on the session's clock, None where nothing was thought; `thinking_seconds` runs from there to
    the first of the answer, None while it is still open. `sources` are what the answer's citations count.
    """

    turn: int
    thinking: GrowingText = EMPTY
    answer: GrowingText = EMPTY
    thinking_since: float | None = None
    thinking_seconds: float | None = None
    outcome: Outcome | None = None
    sources: tuple[SearchResult, ...] = ()

    @property
    def is_done(self) -> bool:
        """Say whether nothing more will come."""
        return self.outcome is not None

    @property
    def is_thinking(self) -> bool:
        """Say whether the model thinks at this moment."""
        return self.thinking_since is not None and self.thinking_seconds is None and not self.is_done


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the system says between the messages.

    `words` are the phone's own, empty where it has none; `detail` is for the technically minded; `evidence` is where a
    limit's value is from, None where no limit is meant; `turns` are the forgotten ones, `value` the limit's value;
    `heard`, `wake_word` and `score` belong to a wake word that was nearly, or not, said, `changed` to an upgrade.
    """

    kind: NoticeKind
    turn: int
    words: str = ""
    detail: str = ""
    evidence: str | None = None
    value: float | None = None
    turns: tuple[int, ...] = ()
    heard: str = ""
    wake_word: str = ""
    score: float = 0.0
    changed: tuple[ChangedFigure, ...] = ()


Entry = UserMessage | AssistantMessage | Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenState:
    """One phone's display.

    `entries` are finished and in order; `current` is the message under way. `t` is the newest event's moment, `zero`
    the session second at which the phone was taken in hand, at the simulated time `started` (None before that). A
    phone that `answers_itself` says what its skill did as its answer, so that nothing else needs to. `sources` are what
    was found for the turn under way.
    """

    wake: Wake = "listening"
    device: str = ""
    os: str = ""
    release: str = ""
    channel: str = ""
    started: datetime | None = None
    zero: float = 0.0
    t: float = 0.0
    entries: tuple[Entry, ...] = ()
    current: AssistantMessage | None = None
    woken_by: str = ""
    answers_itself: bool = False
    sources: tuple[SearchResult, ...] = ()

    def moment(self, now: float | None = None) -> datetime | None:
        """Give the simulated moment at `now` (session seconds; None is the newest event's), None before the start."""
        seconds = (self.t if now is None else now) - self.zero
        return None if self.started is None else self.started + timedelta(seconds=seconds)


def show(screen: ScreenState, event: Event) -> ScreenState:  # noqa: C901, PLR0912 - one match over all events
    """Give the display after `event`; an event that nobody can see changes only the time."""
    screen = replace(screen, t=event.t)
    match event:
        case ThinkingDelta() | AnswerDelta():
            return _grown(screen, event)
        case ThinkingRevealed():
            return _revealed(screen, event)
        case SessionStarted():
            return replace(_in_hand(screen, event), wake="listening")
        case FellAsleep():
            return replace(screen, wake="asleep")
        case Woken():
            return _woken(screen, event)
        case WakeMissed():
            return replace(_noted(screen, _nearly(event, "wake_missed")), wake="asleep")
        case Heard():
            said = UserMessage(event.turn, event.text or screen.woken_by)
            return replace(screen, entries=(*screen.entries, said), wake="thinking", woken_by="", sources=())
        case Searched():
            return replace(screen, sources=event.results)
        case GateRefused():
            detail = f"{event.gate}: {event.actual} → {event.needed}"
            return _noted(screen, Notice(kind="gate_refused", turn=event.turn, words=event.message, detail=detail))
        case LimitReached():
            return _noted(screen, _limit(event))
        case MemoryTrimmed():
            return _noted(screen, _forgotten(event)) if event.dropped else screen
        case BackendFault():
            detail = f"{event.kind}{'' if event.status is None else f' {event.status}'}: {event.message}"
            return _noted(screen, Notice(kind="fault", turn=event.turn, words=event.words, detail=detail))
        case PhoneChanged():
            return _noted(_in_hand(screen, event), _upgraded(event))
        case VoiceStep(stage="speech_to_text"):
            return _noted(screen, Notice(kind="voice", turn=event.turn, words=event.message, evidence=event.evidence))
        case Routed():
            return replace(screen, answers_itself=event.route == "skill")
        case SkillCalled() if not screen.answers_itself:
            return _noted(screen, Notice(kind="skill", turn=event.turn, words=event.result, detail=event.skill))
        case CallIgnored():
            return _noted(screen, Notice(kind="skill", turn=event.turn, words=event.message, detail=event.tool))
        case Rang():
            return _noted(screen, Notice(kind="rang", turn=event.turn, words=event.message))
        case BackendChanged():
            return _noted(
                screen, Notice(kind="backend_changed", turn=event.turn, detail=f"{event.backend} · {event.model}")
            )
        case FallbackUsed():
            detail = f"{event.from_} → {event.to}: {event.reason}"
            return _noted(screen, Notice(kind="fallback", turn=event.turn, detail=detail))
        case ConversationRenewed():
            return _noted(screen, Notice(kind="renewed", turn=event.turn, detail=event.reason))
        case TurnEnded():
            return _ended(screen, event)
    return screen


def break_off(screen: ScreenState, detail: str) -> ScreenState:
    """Give the display after a turn that ended without an event, since something under it failed; `detail` says what.

    A turn that was under way is shown as interrupted, which is also how it was recorded, if it was.
    """
    turn = screen.current.turn if screen.current else 0
    screen = _noted(_settled(screen, "interrupted"), Notice(kind="broken_off", turn=turn, detail=detail))
    return replace(screen, wake="asleep" if screen.wake == "asleep" else "listening")


def _in_hand(screen: ScreenState, event: SessionStarted | PhoneChanged) -> ScreenState:
    return replace(
        screen,
        device=event.phone.device,
        os=event.phone.os,
        release=event.release,
        channel=event.channel,
        started=datetime.fromisoformat(event.phone.at),
        zero=event.t,
    )


def _upgraded(event: PhoneChanged) -> Notice:
    return Notice(kind="upgraded", turn=event.turn, words=event.message, changed=event.changed)


def _woken(screen: ScreenState, event: Woken) -> ScreenState:
    screen = replace(screen, wake="listening", woken_by=event.heard)
    return screen if event.score >= 1 else _noted(screen, _nearly(event, "woken_nearly"))


def _grown(screen: ScreenState, event: ThinkingDelta | AnswerDelta) -> ScreenState:
    message = screen.current or AssistantMessage(turn=event.turn, sources=screen.sources)
    if isinstance(event, ThinkingDelta):
        since = event.t if message.thinking_since is None else message.thinking_since
        message = replace(message, thinking=message.thinking.plus(event.text), thinking_since=since)
        return replace(screen, current=message, wake="thinking" if message.is_thinking else screen.wake)
    if message.is_thinking and message.thinking_since is not None:
        message = replace(message, thinking_seconds=event.t - message.thinking_since)
    return replace(screen, current=replace(message, answer=message.answer.plus(event.text)), wake="speaking")


def _revealed(screen: ScreenState, event: ThinkingRevealed) -> ScreenState:
    """Move what was shown as the answer to the thinking, where it belongs."""
    message = screen.current or AssistantMessage(turn=event.turn, sources=screen.sources)
    answer = str(message.answer).removesuffix(event.text)
    since = event.t - event.seconds if message.thinking_since is None else message.thinking_since
    moved = replace(
        message,
        thinking=message.thinking.plus(event.text),
        answer=EMPTY.plus(answer),
        thinking_since=since,
        thinking_seconds=event.t - since,
    )
    return replace(screen, current=moved, wake="thinking")


def _ended(screen: ScreenState, event: TurnEnded) -> ScreenState:
    said = event.answer or event.thinking
    if screen.current is None and said and not _has_answered(screen, event.turn):
        screen = replace(screen, current=replace(_whole(event), sources=screen.sources))
    # Of a turn whose thinking a skill has cut in two, each part keeps its own seconds.
    seconds = None if _has_answered(screen, event.turn) else event.thinking_seconds
    screen = _settled(screen, event.outcome, seconds)
    if event.outcome == "interrupted":
        screen = _noted(screen, Notice(kind="interrupted", turn=event.turn))
    return replace(screen, wake="asleep" if screen.wake == "asleep" else "listening", woken_by="")


def _whole(event: TurnEnded) -> AssistantMessage:
    """Make the message of a recorded turn, which comes back without its deltas."""
    return AssistantMessage(
        turn=event.turn,
        thinking=GrowingText().plus(event.thinking),
        answer=GrowingText().plus(event.answer),
        thinking_since=event.t if event.thinking else None,
    )


def _has_answered(screen: ScreenState, turn: int) -> bool:
    """Say whether the turn's message is among the newest entries: a fault has moved it there already."""
    return any(isinstance(entry, AssistantMessage) and entry.turn == turn for entry in screen.entries[-2:])


def _settled(screen: ScreenState, outcome: Outcome, thinking_seconds: float | None = None) -> ScreenState:
    """Move the message under way to the finished ones; thinking that never led to an answer ends with the newest t."""
    message = screen.current
    if message is None:
        return screen
    seconds = message.thinking_seconds if thinking_seconds is None else thinking_seconds
    if seconds is None and message.thinking_since is not None:
        seconds = screen.t - message.thinking_since
    done = replace(message, outcome=outcome, thinking_seconds=seconds)
    return replace(screen, entries=(*screen.entries, done), current=None)


_ENDS: Mapping[NoticeKind, Outcome] = {"fault": "fault", "renewed": "interrupted", "broken_off": "interrupted"}
"""How a message under way ends when such a notice comes; others stand between two parts of an answer."""


def _noted(screen: ScreenState, notice: Notice) -> ScreenState:
    """Add a notice; one that comes while a message is under way, such as a fault, ends that message."""
    settled = _settled(screen, _ENDS.get(notice.kind, "completed"))
    return replace(settled, entries=(*settled.entries, notice))


def _nearly(event: Woken | WakeMissed, kind: NoticeKind) -> Notice:
    return Notice(kind=kind, turn=event.turn, heard=event.heard, wake_word=event.wake_word, score=event.score)


def _limit(event: LimitReached) -> Notice:
    return Notice(
        kind="limit_reached",
        turn=event.turn,
        words=event.message,
        detail=event.limit,
        evidence=event.evidence,
        value=event.value,
    )


def _forgotten(event: MemoryTrimmed) -> Notice:
    return Notice(
        kind="memory_trimmed",
        turn=event.turn,
        turns=event.dropped,
        detail=event.limit,
        evidence=event.evidence,
        value=event.value,
    )
