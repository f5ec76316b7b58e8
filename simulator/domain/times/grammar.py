"""Finds the pieces of said times in a text and joins neighbours to phrases. Which words there are is the rules'.

A rule is a pattern and what its groups mean. Patterns hold no named groups and repeat nothing without bound, so that
reading a text takes time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from simulator.domain.times.pieces import Phrase, Piece
from simulator.domain.times.words import ASCII_FORM

Rule = tuple[str, Callable[..., tuple[Piece, ...]]]
"""A pattern, and what makes pieces of its groups; no pieces where the words mean no time after all."""

_GAP = re.compile(r"[\s,、的()]{0,3}(?:大概|大约|差不多)?\s?", re.ASCII)
_TO = re.compile(r"\s{0,2}(?:到|至|-|–|—|~|to|until|till)\s{0,2}", re.ASCII | re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。!?;\n]|\.(?:\s|$)")

_FAR = 40
"""Characters between a day and its hour, as in 明天提醒我下午三点开会; beyond them they are about two things."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces that make up one phrase, and their place in the text."""

    phrase: Phrase
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A said time: the phrase, the places of the text that say it, and the phrase of its end where one is said."""

    phrase: Phrase
    spans: tuple[tuple[int, int], ...]
    until: Phrase | None = None


class Grammar:
    """Some rules, ready to read texts; where two fit at one place, the earlier one counts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Join the patterns to one, so that a text is read once."""
        self._rules = tuple(rules)
        joined = "|".join(f"(?P<_{place}>{pattern})" for place, (pattern, _) in enumerate(self._rules))
        self._pattern = re.compile(joined, re.IGNORECASE | re.ASCII)
        starts = [*self._pattern.groupindex.values(), self._pattern.groups + 1]
        self._groups = [range(start + 1, end) for start, end in pairwise(starts)]

    def find(self, text: str) -> Spoken | None:
        """Give the first time that is said in `text`, in words of any language that the rules know.

        A day and an hour that stand apart in one sentence belong together.
        """
        runs = list(islice(self._runs(text.translate(ASCII_FORM)), 3))
        if not runs:
            return None
        first, rest = runs[0], runs[1:]
        phrase, spans = first.phrase, [(first.start, first.end)]
        if rest and not phrase.has_time and _is_its_hour(text, first, rest[0]):
            hour = rest.pop(0)
            phrase, spans = phrase.joined(_pieces(hour.phrase)) or phrase, [*spans, (hour.start, hour.end)]
        until = None
        if rest and _TO.fullmatch(text, spans[-1][1], rest[0].start):
            until, spans[-1] = rest[0].phrase, (spans[-1][0], rest[0].end)
        return Spoken(phrase, tuple(spans), until)

    def _runs(self, text: str) -> Iterator[Run]:
        run: Run | None = None
        for match in self._pattern.finditer(text):
            pieces = self._read(match)
            if not pieces:
                continue
            if run is not None and _GAP.fullmatch(text, run.end, match.start()):
                joined = run.phrase.joined(pieces)
                if joined is not None:
                    run = Run(joined, run.start, match.end())
                    continue
            if run is not None:
                yield run
            phrase = Phrase().joined(pieces)
            run = None if phrase is None else Run(phrase, match.start(), match.end())
        if run is not None:
            yield run

    def _read(self, match: re.Match[str]) -> tuple[Piece, ...]:
        place = int((match.lastgroup or "_0")[1:])
        return self._rules[place][1](*(match[group] for group in self._groups[place]))


def _is_its_hour(text: str, day: Run, hour: Run) -> bool:
    between = text[day.end : hour.start]
    only_time = hour.phrase.has_time and not hour.phrase.has_day
    return only_time and len(between) <= _FAR and not _SENTENCE_END.search(between) and not _TO.fullmatch(between)


def _pieces(phrase: Phrase) -> tuple[Piece, ...]:
    return tuple(piece for piece in (phrase.part, phrase.clock) if piece is not None)
