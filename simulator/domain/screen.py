"""What a phone's display shows, as a fold over events. How it is drawn, and in which words, is a face's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from simulator.domain.display import (
    AssistantMessage,
    Card,
    Entry,
    Notice,
    NoticeKind,
    ScreenState,
    UserMessage,
    Wake,
)
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
    SessionStarted,
    SkillCalled,
    SpeechEnded,
    SpeechHeard,
    Stuttered,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    VoiceStep,
    WakeMissed,
    Woken,
)
from simulator.domain.growing_text import EMPTY, GrowingText
from simulator.domain.spoken import at_rest, heard, spoken, spoken_to

__all__ = [
    "AssistantMessage",
    "Card",
    "Entry",
    "GrowingText",
    "Notice",
    "NoticeKind",
    "ScreenState",
    "UserMessage",
    "Wake",
    "break_off",
    "show",
]


MOST_CARDS = 4
"""More at once, such as an imported calendar, are told in words alone."""


def show(screen: ScreenState, event: Event) -> ScreenState:  # noqa: C901, PLR0912 - one match over all events
    """Give the display after `event`; an event that nobody can see changes only the time."""
    screen = replace(screen, t=event.t)
    match event:
        case ThinkingDelta() | AnswerDelta():
            return _grown(screen, event)
        case ThinkingRevealed():
            return _revealed(screen, event)
        case SessionStarted():
            return replace(_in_hand(screen, event), wake="listening", is_asleep=False, speech=None, heard_at=None)
        case FellAsleep():
            return replace(screen, wake="asleep", is_asleep=True, speech=None, heard_at=None)
        case SpeechHeard():
            return spoken_to(screen, event)
        case SpeechEnded():
            return spoken(screen, event)
        case Woken():
            return _woken(screen, event)
        case WakeMissed():
            return replace(
                _noted(screen, _nearly(event, "wake_missed")), wake="asleep", is_asleep=True, speech=None, on_voice=None
            )
        case Heard():
            return heard(screen, event)
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
        case Stuttered():
            return replace(screen, current=_halted(screen, event))
        case PhoneChanged():
            return _noted(_in_hand(screen, event), _upgraded(event))
        case VoiceStep(stage="speech_to_text"):
            said = Notice(kind="voice", turn=event.turn, words=event.message, evidence=event.evidence)
            return replace(screen, on_voice=said)
        case Routed():
            return replace(screen, answers_itself=event.route == "skill")
        case SkillCalled():
            return _acted(screen, event)
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
    return at_rest(screen)


def _acted(screen: ScreenState, event: SkillCalled) -> ScreenState:
    """Show what a skill did: a card for each thing that it put on the phone, or what it said if no answer says it."""
    said = Notice(kind="skill", turn=event.turn, words=event.result, detail=event.skill)
    notice = None if screen.answers_itself else said
    made = [change for change in event.changes if change.fields]
    if not 0 < len(made) <= MOST_CARDS:
        return screen if notice is None else _noted(screen, notice)
    cards = [Card(turn=event.turn, kind=change.kind, fields=change.fields or {}) for change in made]
    cards[0] = replace(cards[0], notice=notice)
    settled = _settled(screen, "completed")
    return replace(settled, entries=(*settled.entries, *cards))


def _halted(screen: ScreenState, event: Stuttered) -> AssistantMessage:
    message = screen.current or AssistantMessage(turn=event.turn, sources=screen.sources)
    return replace(message, halted_until=event.t + event.seconds)


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
    since = screen.heard_at if screen.wake == "recognising" and screen.heard_at is not None else event.t
    screen = replace(screen, wake="listening", is_asleep=False, woken_by=event.heard, heard_at=since)
    return screen if event.score >= 1 else _noted(screen, _nearly(event, "woken_nearly"))


def _grown(screen: ScreenState, event: ThinkingDelta | AnswerDelta) -> ScreenState:
    message = screen.current or AssistantMessage(turn=event.turn, sources=screen.sources)
    if message.halted_until is not None:
        message = replace(message, halted_until=None)
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
    return at_rest(screen)


def _whole(event: TurnEnded) -> AssistantMessage:
    """Make the message of a recorded turn, which comes back without its deltas."""
    return AssistantMessage(
        turn=event.turn,
        thinking=GrowingText().plus(event.thinking),
        answer=GrowingText().plus(event.answer),
        thinking_since=event.t if event.thinking else None,
    )


def _has_answered(screen: ScreenState, turn: int) -> bool:
    """Say whether a message of the turn is among the entries: a fault or a skill has moved it there already."""
    of_turn = takewhile(lambda entry: entry.turn == turn, reversed(screen.entries))
    return any(isinstance(entry, AssistantMessage) for entry in of_turn)


def _settled(screen: ScreenState, outcome: Outcome, thinking_seconds: float | None = None) -> ScreenState:
    """Move the message under way to the finished ones; thinking that never led to an answer ends with the newest t."""
    message = screen.current
    if message is None:
        return screen
    seconds = message.thinking_seconds if thinking_seconds is None else thinking_seconds
    if seconds is None and message.thinking_since is not None:
        seconds = screen.t - message.thinking_since
    done = replace(message, outcome=outcome, thinking_seconds=seconds, halted_until=None)
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
