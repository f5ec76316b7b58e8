"""What a phone's display holds at one moment. How events change it is `screen`, how it is drawn a face's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from simulator.domain.contents import Fields
from simulator.domain.events import Outcome, SearchResult
from simulator.domain.growing_text import EMPTY, GrowingText
from simulator.domain.upgrade import ChangedFigure

Wake = Literal["asleep", "heard", "listening", "recognising", "thinking", "speaking"]
HEARD_SECONDS = 0.8
"""For so long a phone shows that it has heard its name: as long as a glance takes; what phones do is not public."""

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
    is_spoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantMessage:
    """What the assistant says: `outcome` is None until it has ended.

    `thinking_since` is on the session's clock, None where nothing was thought; `thinking_seconds` runs from there to
    the first of the answer, None while it is still open. `sources` are what the answer's citations count. At
    `halted_until` (session seconds) a stutter ends that the text is caught in, None where it flows.
    """

    turn: int
    thinking: GrowingText = EMPTY
    answer: GrowingText = EMPTY
    thinking_since: float | None = None
    thinking_seconds: float | None = None
    outcome: Outcome | None = None
    sources: tuple[SearchResult, ...] = ()
    halted_until: float | None = None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a skill put on the phone, as a card: its `kind` there and its fields (`domain.contents`).

    `notice` tells the same in words for those who draw no cards, None where the assistant's answer says it anyway.
    """

    turn: int
    kind: str
    fields: Fields
    notice: Notice | None = None


Entry = UserMessage | AssistantMessage | Notice | Card


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenState:
    """One phone's display.

    `entries` are finished and in order; `current` is the message under way. `t` is the newest event's moment, `zero`
    the session second at which the phone was taken in hand, at the simulated time `started` (None before that). A
    phone that `answers_itself` says what its skill did as its answer, so that nothing else needs to. `sources` are what
    was found for the turn under way. A phone that `is_asleep` waits for its wake word, which was heard at
    `heard_at`; `speech` is what is being spoken to it, None while nobody speaks into the microphone. `on_voice` is
    what is to be said of the voice turn that is being recognised.
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
    is_asleep: bool = False
    heard_at: float | None = None
    speech: str | None = None
    on_voice: Notice | None = None

    def wake_at(self, now: float) -> Wake:
        """Give what the assistant does at `now` (session seconds): it has just heard its name for `HEARD_SECONDS`."""
        is_heard = self.heard_at is not None and now < self.heard_at + HEARD_SECONDS
        return "heard" if is_heard and self.wake not in ("asleep", "speaking") else self.wake

    def moment(self, now: float | None = None) -> datetime | None:
        """Give the simulated moment at `now` (session seconds; None is the newest event's), None before the start."""
        seconds = (self.t if now is None else now) - self.zero
        return None if self.started is None else self.started + timedelta(seconds=seconds)
