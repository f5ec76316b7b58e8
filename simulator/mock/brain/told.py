"""What the user messages of a prompt tell, both languages together. Each language has its own module."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.domain.brief import remembered
from simulator.mock.brain import facts_en, facts_zh
from simulator.mock.brain.facts import Fact, Told


@remembered
def told_in(text: str) -> tuple[Told, ...]:
    """Find what one text tells, in its order; linear in its length."""
    return tuple(sorted((*facts_zh.facts_in(text), *facts_en.facts_in(text)), key=lambda told: told.start))


def facts_of(heard: Sequence[str]) -> list[Fact]:
    """Give all facts of a prompt's user messages, oldest first."""
    return [told.fact for text in heard for told in told_in(text)]
