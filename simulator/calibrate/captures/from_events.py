"""Events as `ask --json` writes them, to talks. Which lines of a file they were is `capture`'s business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatchmethod

from simulator.calibrate.captures.timed import Piece, stretches
from simulator.calibrate.seen import SeenTurn, Sent, Talk
from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    ConversationRenewed,
    Event,
    Heard,
    MemoryTrimmed,
    PhoneChanged,
    PromptBuilt,
    Routed,
    SessionStarted,
    SkillCalled,
    Stuttered,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
)
from simulator.domain.quota import day_of, moment_at

Located = tuple[str, Event]
"""An event, and where it stands: file:line."""


def talks_of(capture: str, located: Sequence[Located]) -> tuple[Talk, ...]:
    """Give the conversations with DeepSeek in the events of a recording, each phone's own."""
    tells_halts = any(isinstance(event, Stuttered) for _, event in located)
    phones: dict[str, _Phone] = {}
    talks: list[Talk] = []
    for number, (place, event) in enumerate(located):
        phone = phones.get(event.session)
        if phone is None or (isinstance(event, SessionStarted) and event.turn == 0):
            talks += phone.put_down() if phone is not None else ()
            phone = phones[event.session] = _Phone(capture, f"{place}#{number}", tells_halts, event.turn == 0)
        talks += phone.take(place, event)
    for phone in phones.values():
        talks += phone.put_down()
    return tuple(talks)


@dataclass(slots=True)
class _Turn:
    place: str
    utterance: str
    began: float
    is_agents: bool = True
    asked_on: str | None = None
    requests: int = 0
    sent: Sent | None = None
    bitten: str | None = None
    halted: tuple[float, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    is_revealed: bool = False
    is_alone: bool = True


class _Phone:
    """One phone of a recording: takes its events and gives the talks that are over."""

    def __init__(self, capture: str, key: str, tells_halts: bool, is_from_start: bool) -> None:
        self._capture, self._key, self._tells_halts = capture, key, tells_halts
        self._vendor: str | None = None
        self._release: str | None = None
        self._started: datetime | None = None
        self._zero = 0.0
        self._is_from_start = is_from_start
        self._turns: list[SeenTurn] = []
        self._turn: _Turn | None = None

    def put_down(self) -> Iterable[Talk]:
        """Give the talk so far, and begin the next."""
        turns, self._turns, self._turn = tuple(self._turns), [], None
        if turns:
            yield Talk(
                capture=self._capture,
                phone=self._key,
                vendor=self._vendor,
                release=self._release,
                turns=turns,
                is_from_start=self._is_from_start,
            )

    def take(self, place: str, event: Event) -> Iterable[Talk]:
        """Take an event; the talks that it ends come back."""
        match event:
            case SessionStarted():
                yield from self._in_hand(event.vendor, event.release, event.phone.at, event.t)
            case PhoneChanged():
                yield from self._in_hand(self._vendor, event.release, event.phone.at, event.t)
            case ConversationRenewed():
                yield from self.put_down()
                self._is_from_start = True
            case Heard():
                self._turn = _Turn(place, event.text, event.t)
            case _ if self._turn is not None:
                self._happened(event, self._turn)

    def _in_hand(self, vendor: str | None, release: str, at: str, t: float) -> Iterable[Talk]:
        if self._release is not None and (vendor, release) != (self._vendor, self._release):
            yield from self.put_down()
            self._is_from_start = False
        self._vendor, self._release, self._started, self._zero = vendor, release, _moment(at), t

    @singledispatchmethod
    def _happened(self, event: Event, turn: _Turn) -> None:
        """Take what happened within a turn; most of it tells nothing of limits and pace."""

    @_happened.register
    def _(self, event: Routed, turn: _Turn) -> None:
        turn.is_agents = event.route == "agent"

    @_happened.register
    def _(self, event: MemoryTrimmed, turn: _Turn) -> None:
        turn.bitten = event.limit

    @_happened.register
    def _(self, event: PromptBuilt, turn: _Turn) -> None:
        turn.sent = Sent(event.messages // 2, event.prompt_tokens, turn.bitten)

    @_happened.register
    def _(self, event: BackendAsked, turn: _Turn) -> None:
        turn.requests += 1
        if event.attempt == 1:
            turn.asked_on = self._day(event.t)

    @_happened.register
    def _(self, event: SkillCalled, turn: _Turn) -> None:
        turn.is_alone = False

    @_happened.register
    def _(self, event: Stuttered, turn: _Turn) -> None:
        turn.halted = (*turn.halted, event.seconds)

    @_happened.register
    def _(self, event: ThinkingDelta, turn: _Turn) -> None:
        turn.pieces.append(Piece(event.t, "thinking", event.text, turn.halted, turn.requests))
        turn.halted = ()

    @_happened.register
    def _(self, event: AnswerDelta, turn: _Turn) -> None:
        turn.pieces.append(Piece(event.t, "answer", event.text, turn.halted, turn.requests))
        turn.halted = ()

    @_happened.register
    def _(self, event: ThinkingRevealed, turn: _Turn) -> None:
        turn.is_revealed = True

    @_happened.register
    def _(self, event: TurnEnded, turn: _Turn) -> None:
        if turn.is_agents:
            self._turns.append(self._seen(turn, event))
        self._turn = None

    def _day(self, t: float) -> str | None:
        try:
            return None if self._started is None else day_of(moment_at(self._started, t - self._zero))
        except OverflowError:  # the phone's clock was set to the end of all calendars
            return None

    def _seen(self, turn: _Turn, ended: TurnEnded) -> SeenTurn:
        is_alone = turn.is_alone and turn.requests <= 1
        end = ended.t if ended.outcome == "completed" and is_alone else None
        happened = ended.outcome in ("completed", "interrupted") or (ended.outcome == "fault" and bool(ended.answer))
        halts = (sum(piece.halted) for piece in turn.pieces if piece.side == "thinking")
        return SeenTurn(
            place=turn.place,
            utterance=turn.utterance,
            answer=ended.answer,
            thinking=ended.thinking,
            outcome=ended.outcome,
            limit=ended.limit,
            counts=happened and bool(turn.utterance),
            asked_on=self._day(ended.t) if ended.limit == "daily_questions" else turn.asked_on,
            first_token=ended.first_token_seconds if is_alone else None,
            thinking_seconds=None if turn.is_revealed or not ended.answer else ended.thinking_seconds,
            thinking_halted=sum(halts) if self._tells_halts else None,
            stretches=stretches(turn.pieces, end, tells_halts=self._tells_halts),
            sent=turn.sent,
        )


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None
