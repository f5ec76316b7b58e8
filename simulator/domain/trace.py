"""What happened in each turn, as a fold over events, for the inspector. What is on the display is `screen`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    BackendFault,
    ConversationRenewed,
    Event,
    FallbackUsed,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    PromptBuilt,
    RequestRepeated,
    Routed,
    Searched,
    SkillCalled,
    Stuttered,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    VoiceStep,
    WakeMissed,
    Woken,
)

Memory = Literal["agent", "in_house"]
"""DeepSeek's turns, and those of the maker's own model and the skills: each remembers its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTrace:
    """One turn of a session.

    `conversation` counts the new conversations before it. Moments are seconds on the session's clock, None where the
    thing did not happen: `began` is when the phone began to listen, `first_thinking` and `first_answer` when the first
    text of its kind appeared. `halts` are stutters, each its moment and its seconds. `prompt` is the newest of the
    turn, `trimmed` what it left out. `asked` are the requests, `repeated` the waits before those that were sent again.
    """

    turn: int
    conversation: int
    began: float
    woken: Woken | WakeMissed | None = None
    utterance: str = ""
    spoken: VoiceStep | None = None
    routed: Routed | None = None
    refused: GateRefused | None = None
    limit: LimitReached | None = None
    searched: Searched | None = None
    trimmed: MemoryTrimmed | None = None
    prompt: PromptBuilt | None = None
    asked: tuple[BackendAsked, ...] = ()
    repeated: tuple[RequestRepeated, ...] = ()
    faults: tuple[BackendFault, ...] = ()
    fallback: FallbackUsed | None = None
    first_thinking: float | None = None
    first_answer: float | None = None
    halts: tuple[tuple[float, float], ...] = ()
    skills: tuple[SkillCalled, ...] = ()
    ended: TurnEnded | None = None

    @property
    def memory(self) -> Memory:
        """Which memory the turn belongs to."""
        return "agent" if self.routed is None or self.routed.route == "agent" else "in_house"

    @property
    def is_remembered(self) -> bool:
        """Say whether later turns could be sent it: it was answered, or broken off with something said."""
        ended = self.ended
        if ended is None or not self.utterance:
            return False
        return ended.outcome in ("completed", "interrupted") or (ended.outcome == "fault" and bool(ended.answer))


@dataclass(frozen=True, slots=True)
class Traces:
    """The turns of a session, oldest first; `conversation` counts the new conversations so far."""

    turns: tuple[TurnTrace, ...] = ()
    conversation: int = 0

    def of(self, turn: int) -> TurnTrace | None:
        """Give the turn of that number, None where there was none."""
        return next((trace for trace in reversed(self.turns) if trace.turn == turn), None)


_OF_A_TURN = (
    Woken
    | WakeMissed
    | Heard
    | VoiceStep
    | Routed
    | GateRefused
    | LimitReached
    | Searched
    | MemoryTrimmed
    | PromptBuilt
    | BackendAsked
    | RequestRepeated
    | BackendFault
    | FallbackUsed
    | ThinkingDelta
    | AnswerDelta
    | ThinkingRevealed
    | Stuttered
    | SkillCalled
    | TurnEnded
)


def follow(traces: Traces, event: Event) -> Traces:
    """Give the turns after `event`; text that appears changes nothing after the first of its kind."""
    if isinstance(event, ConversationRenewed):
        return replace(traces, conversation=traces.conversation + 1)
    if not isinstance(event, _OF_A_TURN):
        return traces
    *before, newest = traces.turns or (None,)
    if newest is None or newest.turn != event.turn:
        begun = TurnTrace(turn=event.turn, conversation=traces.conversation, began=event.t)
        return replace(traces, turns=(*traces.turns, _with(begun, event)))
    after = _with(newest, event)
    return traces if after is newest else replace(traces, turns=(*before, after))


def _with(trace: TurnTrace, event: Event) -> TurnTrace:  # noqa: C901, PLR0912 - one match over the events of a turn
    match event:
        case ThinkingDelta():
            return trace if trace.first_thinking is not None else replace(trace, first_thinking=event.t)
        case AnswerDelta():
            return trace if trace.first_answer is not None else replace(trace, first_answer=event.t)
        case ThinkingRevealed():
            since = event.t - event.seconds if trace.first_thinking is None else trace.first_thinking
            return replace(trace, first_thinking=since, first_answer=None)
        case Stuttered():
            return replace(trace, halts=(*trace.halts, (event.t, event.seconds)))
        case Heard():
            return replace(trace, utterance=event.text)
        case Woken() | WakeMissed():
            return replace(trace, woken=event)
        case VoiceStep(stage="speech_to_text"):
            return replace(trace, spoken=event, began=min(trace.began, event.t - event.seconds))
        case Routed():
            return replace(trace, routed=event)
        case GateRefused():
            return replace(trace, refused=event)
        case LimitReached():
            return replace(trace, limit=event)
        case Searched():
            return replace(trace, searched=event)
        case MemoryTrimmed():
            return replace(trace, trimmed=event)
        case PromptBuilt():
            return replace(trace, prompt=event)
        case BackendAsked():
            return replace(trace, asked=(*trace.asked, event))
        case RequestRepeated():
            return replace(trace, repeated=(*trace.repeated, event))
        case BackendFault():
            return replace(trace, faults=(*trace.faults, event))
        case FallbackUsed():
            return replace(trace, fallback=event)
        case SkillCalled():
            return replace(trace, skills=(*trace.skills, event))
        case TurnEnded():
            return _ended(trace, event)
    return trace


def _ended(trace: TurnTrace, event: TurnEnded) -> TurnTrace:
    """Close the turn; one that was recorded comes back without its pieces of text, and its end says when they came."""
    began = min(trace.began, event.t - event.seconds)
    thought, answered = trace.first_thinking, trace.first_answer
    if thought is None and answered is None and event.first_token_seconds is not None:
        first = event.t - event.seconds + event.first_token_seconds
        thought = first if event.thinking else None
        answered = first + (event.thinking_seconds or 0.0) if event.answer else None
    return replace(trace, ended=event, began=began, first_thinking=thought, first_answer=answered)
