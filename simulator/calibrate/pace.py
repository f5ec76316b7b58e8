"""Rate, halts and first-token time, from the stretches of writing that were seen. Thinking times are `thinking`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from simulator.calibrate.finding import Finding
from simulator.calibrate.hidden import unmixed
from simulator.calibrate.interval import drawn, share
from simulator.calibrate.seen import SeenTurn, Stretch, Talk
from simulator.texts import Texts

_TEXTS = Texts("calibrate")

FIRST, RATE, CHANCE, HALT = "first_token", "tokens_per_second", "stutter.chance", "stutter.seconds"

COARSE = 4.0
"""Pieces of a stretch on average from which several halts may hide in one."""

_FEWEST_PIECES = 100
"""Pieces without a halt from which a recording says that there is none: one in 33 would have shown."""

_LEAST_HALT = 0.12
"""Seconds by which a gap must exceed its pace to be a halt: clocks and screens are that late by themselves."""

_AT_ONCE = 0.001
"""Seconds for a first text, or for ten tokens, under which it came at once: no phone's pace is in that."""

_USUAL, _SPREADS = 0.85, 4.35
"""A halt is late by so many times what 85 of 100 gaps are late at most: 4.5 deviations where lateness is normal. Times
in tenths of a second, whose median deviation is too long, are judged as well."""

_MOST_STRETCHES = 20_000
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Writing:
    """How a phone writes: seconds a token, the seconds of each halt, and the pieces and tokens that could halt."""

    second_each: float
    halts: tuple[float, ...]
    pieces: int
    at_risk: float
    by_turn: tuple[tuple[float, float], ...]

    @property
    def chance(self) -> float:
        """The chance of a halt before a token."""
        return self.chance_of(len(self.halts) / self.pieces if self.pieces else 0.0)

    def chance_of(self, share: float) -> float:
        """Give the chance for a token where that share of the pieces halted: `domain.pacing` draws it for each."""
        return 1.0 - (1.0 - min(share, 1.0)) ** (self.pieces / self.at_risk) if self.at_risk else 0.0


def first_token(talks: Sequence[Talk]) -> Finding:
    """Fit the seconds from the question to the first text: their median."""
    seen = [it for turn in _turns(talks) if (it := turn.first_token) is not None and it >= _AT_ONCE]
    if not seen:
        return Finding(
            name=FIRST,
            advice=_TEXTS["first_token.unseen"],
        )
    low, high = drawn(seen, median)
    return Finding(name=FIRST, value=median(seen), low=low, high=high, n=len(seen))


def writing(talks: Sequence[Talk]) -> Writing | None:
    """Find out the pace and the halts of all writing that was seen; None where none was.

    Halts that were told are taken at their word, and where some recordings tell them, the pace is theirs. Others are
    gaps that stand out; where whole answers were timed, several may hide in one, and they are parted from the pace by
    their likelihood (`hidden`).
    """
    turns = [turn.stretches for turn in _turns(talks) if turn.stretches]
    if told := [it for it in turns if it[0].halted is not None]:
        turns = told
    all = [stretch for stretches in turns for stretch in stretches][:_MOST_STRETCHES]
    if sum(stretch.weight for stretch in all) <= 0:
        return None
    found = _written(turns, all)
    return found if found.second_each >= _AT_ONCE / 10 else None


def _written(turns: Sequence[Sequence[Stretch]], all: Sequence[Stretch]) -> Writing:
    pieces, at_risk = sum(stretch.pieces for stretch in all), sum(stretch.at_risk for stretch in all)
    if all[0].halted is not None:
        return _told(turns, all, pieces, at_risk)
    if pieces / len(all) > COARSE:
        each, halts = unmixed([(stretch.seconds, stretch.weight, stretch.error) for stretch in all])
        clean = tuple((it.seconds - sum(held), it.weight) for it, held in zip(all, halts, strict=True))
        return Writing(each, tuple(halt for held in halts for halt in held), pieces, at_risk, clean)
    return _standing_out(turns, all, pieces, at_risk)


def _told(turns: Sequence[Sequence[Stretch]], all: Sequence[Stretch], pieces: int, at_risk: float) -> Writing:
    halts = tuple(seconds for stretch in all for seconds in stretch.halted or ())
    by_turn = tuple(
        (sum(it.seconds - sum(it.halted or ()) for it in stretches), sum(it.weight for it in stretches))
        for stretches in turns
    )
    return Writing(_slope(by_turn), halts, pieces, at_risk, by_turn)


def _standing_out(turns: Sequence[Sequence[Stretch]], all: Sequence[Stretch], pieces: int, at_risk: float) -> Writing:
    # Neither is too quick: halts lengthen the mean, and times in tenths of a second may double the median.
    mean = _slope([(stretch.seconds, stretch.weight) for stretch in all])
    each = min(mean, median(stretch.seconds / stretch.weight for stretch in all) or mean)
    bound = 0.0
    for _ in range(_ROUNDS):
        late = sorted(stretch.seconds - each * stretch.weight for stretch in all)
        middle = late[len(late) // 2]
        bound = max(_LEAST_HALT, middle + _SPREADS * (late[int(_USUAL * len(late))] - middle))
        before = each
        each = _slope([(it.seconds, it.weight) for it in all if it.seconds - each * it.weight <= bound])
        if abs(each - before) < 1e-9:
            break
    halts = tuple(over for it in all if (over := it.seconds - each * it.weight) > bound)
    by_turn: list[tuple[float, float]] = []
    for stretches in turns:
        even = [it for it in stretches if it.seconds - each * it.weight <= bound]
        by_turn.append((sum(it.seconds for it in even), sum(it.weight for it in even)))
    return Writing(each, halts, pieces, at_risk, tuple(pair for pair in by_turn if pair[1] > 0))


def rate(written: Writing | None) -> Finding:
    """Give the tokens a second, as the phone's pacing counts tokens."""
    if written is None or written.second_each <= 0:
        return Finding(
            name=RATE,
            advice=_TEXTS["rate.unseen"],
        )
    value = 1 / written.second_each
    low, high = drawn(written.by_turn, lambda pairs: 1 / _slope(pairs)) if written.by_turn else (value, value)
    return Finding(name=RATE, value=value, low=low, high=high, n=max(1, len(written.by_turn)))


def stutter(written: Writing | None) -> tuple[Finding, Finding]:
    """Give the chance of a halt before a token and the seconds of one; none where enough was seen without any."""
    if written is None or (not written.halts and written.pieces < _FEWEST_PIECES):
        seen = 0 if written is None else written.pieces
        advice = _TEXTS["stutter.unseen"].filled(seen=seen, least=_FEWEST_PIECES)
        return Finding(name=CHANCE, advice=advice), Finding(name=HALT)
    low, high = (written.chance_of(end) for end in share(len(written.halts), written.pieces))
    if not written.halts:
        return Finding(name=CHANCE, low=0.0, high=high, n=written.pieces, is_none=True), Finding(name=HALT)
    chance = Finding(name=CHANCE, value=written.chance, low=low, high=high, n=written.pieces)
    length = drawn(written.halts, median)
    halt = Finding(name=HALT, value=median(written.halts), low=length[0], high=length[1], n=len(written.halts))
    return chance, halt


def _slope(pairs: Sequence[tuple[float, float]]) -> float:
    weight = sum(pair[1] for pair in pairs)
    return max(sum(pair[0] for pair in pairs) / weight, 1e-6) if weight > 0 else 1e-6


def _turns(talks: Sequence[Talk]) -> Sequence[SeenTurn]:
    return [turn for talk in talks for turn in talk.turns]
