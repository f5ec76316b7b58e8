"""What the pieces of a said time can be, and the phrase they make up. Words are the grammars', dates `meaning`'s."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from simulator.domain.times.repetition import Repetition
from simulator.domain.times.words import PartOfDay

LAST = 0
"""The day of a month that stands for its last one."""


@dataclass(frozen=True, slots=True)
class InDays:
    """So many days from today: 明天 is 1, 两周后 is 14."""

    days: int


@dataclass(frozen=True, slots=True)
class InWeeks:
    """A day of the week `weeks` from this one, Monday first; 下周三 is (1, 2)."""

    weeks: int
    weekday: int


@dataclass(frozen=True, slots=True)
class NextWeekday:
    """The next such weekday, today included: 周三."""

    weekday: int


@dataclass(frozen=True, slots=True)
class InMonths:
    """A day of the month `months` from this one; `day` None is today's number: 下个月3号, 一个月后."""

    months: int
    day: int | None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The next day with this number, today included: 3号."""

    day: int


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A date, the next one where no year is said: 2月14日, 3月底; `years` counts from this year: 明年."""

    month: int
    day: int
    year: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Festival:
    """The next day of a festival, by the name in `words`."""

    name: str


Day = InDays | InWeeks | NextWeekday | InMonths | DayOfMonth | MonthDay | Festival


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour and minutes, which are negative before the hour (差五分八点).

    `is_exact` means that the hour counts from midnight, as in 14:30 or 07:00; otherwise 3 may be the afternoon.
    """

    hour: int
    minute: int = 0
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A time from now on: 半小时后."""

    delta: timedelta


@dataclass(frozen=True, slots=True)
class Exactly:
    """A moment in full, ISO 8601; in Shanghai where it has no offset."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """A way of speaking that is understood to be a time, and not understood: 每隔一天. It spoils its phrase."""


Piece = Day | PartOfDay | Clock | Span | Exactly | Repetition | Unknown


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said about one moment; None is what was not said. `from_now` excludes `day`, `part` and `clock`."""

    day: Day | None = None
    part: PartOfDay | None = None
    clock: Clock | None = None
    from_now: Span | Exactly | None = None
    repeats: Repetition | None = None
    is_known: bool = True

    @property
    def has_time(self) -> bool:
        """Whether a time of day was said, be it roughly."""
        return self.part is not None or self.clock is not None or self.from_now is not None

    @property
    def has_day(self) -> bool:
        """Whether a day was said, or on which days it repeats."""
        return self.day is not None or self.from_now is not None or self.repeats is not None

    def joined(self, pieces: Iterable[Piece]) -> Phrase | None:
        """Give the phrase with these pieces too; None where a piece says again what was said already."""
        phrase: Phrase | None = self
        for piece in pieces:
            phrase = None if phrase is None else phrase._with(piece)
        return phrase

    def _with(self, piece: Piece) -> Phrase | None:
        match piece:
            case Unknown():
                return replace(self, is_known=False)
            case Repetition():
                return replace(self, repeats=piece) if self.repeats is None else None
            case Span() | Exactly():
                return None if self.has_time or self.day is not None else replace(self, from_now=piece)
        if self.from_now is not None:
            return None
        match piece:
            case PartOfDay():
                return replace(self, part=piece) if self.part is None else None
            case Clock():
                return replace(self, clock=piece) if self.clock is None else None
        return replace(self, day=piece) if self.day is None else None
