"""The caps that are counted: turns of a conversation, questions of a day. Windows of memory are `window`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.calibrate.finding import Finding
from simulator.calibrate.seen import Talk
from simulator.texts import Bilingual, Texts

_TEXTS = Texts("calibrate")

TURNS, QUESTIONS = "turns_per_conversation", "daily_questions"

_LONGER = 2
"""How many turns more than ever seen a recording should have where no cap was met."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there were, and whether the phone then refused another: if not, the cap is this or more."""

    number: int
    is_capped: bool
    place: str


def turn_cap(talks: Sequence[Talk]) -> Finding:
    """Fit the turn cap: conversations that were recorded from their start, by how many turns were answered."""
    counts = [_turns_of(talk) for talk in talks if talk.is_from_start]
    found = _cap(TURNS, [count for count in counts if count is not None])
    if found.value is not None or found.remarks:
        return found
    need = max(12, int(found.low or 0) + _LONGER)
    return replace(found, advice=_TEXTS["cap.unseen"].filled(need=need))


def daily_cap(talks: Sequence[Talk]) -> Finding:
    """Fit the questions of a day, which all conversations of a phone use up together."""
    days: dict[tuple[str, str], list[bool]] = {}
    partial = {talk.phone for talk in talks if not talk.is_from_start}
    last: dict[tuple[str, str], str] = {}
    for talk in talks:
        for turn in talk.turns:
            day = turn.asked_on
            if talk.phone in partial or day is None:
                continue
            last[talk.phone, day] = turn.place
            days.setdefault((talk.phone, day), []).append(turn.limit == QUESTIONS)
    counts = [Count(is_full.count(False), any(is_full), last[key]) for key, is_full in days.items()]
    found = _cap(QUESTIONS, counts)
    if found.value is not None or found.remarks:
        return found
    if found.low is None:
        return replace(found, advice=_TEXTS["quota.no_moments"])
    return replace(found, advice=_TEXTS["quota.unseen"].filled(most=f"{found.low:g}"))


def _turns_of(talk: Talk) -> Count | None:
    answered = 0
    for turn in talk.turns:
        if turn.limit == TURNS:
            return Count(answered, True, turn.place)
        answered += turn.counts
    return Count(answered, False, talk.turns[-1].place) if talk.turns else None


def _cap(name: str, counts: Sequence[Count]) -> Finding:
    capped = [count for count in counts if count.is_capped]
    longest = max(counts, key=lambda count: count.number, default=None)
    if longest is None:
        return Finding(name=name)
    if not capped:
        return Finding(name=name, low=longest.number, n=0)
    most, seen = Counter(count.number for count in capped).most_common(1)[0]
    against = [count for count in capped if count.number != most]
    against += [count for count in counts if not count.is_capped and count.number > most]
    remarks = tuple(_contradictions(name, most, seen, against))
    if most == 0 or len(against) >= seen:
        low, high = min(count.number for count in capped), longest.number
        return Finding(name=name, low=low, high=high, n=len(capped), remarks=remarks)
    return Finding(name=name, value=most, low=most, high=most, n=seen, remarks=remarks)


def _contradictions(name: str, most: int, seen: int, others: Iterable[Count]) -> Iterable[Bilingual]:
    for count in others:
        against = _TEXTS["cap.refused_at" if count.is_capped else "cap.answered_at"].filled(number=count.number)
        yield _TEXTS["cap.contradicted"].filled(name=name, most=most, seen=seen, place=count.place, against=against)
