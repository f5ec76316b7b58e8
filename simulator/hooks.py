"""What a vendor's `plugin.py` may define, typed. A vendor needs none of it: what data can say is in its profile.

A `plugin.py` is imported when a phone of the vendor is taken in hand, never for a list. It may define, by these names:

    def context(situation: Situation) -> str      # what this system tells the model before each question
    def skills() -> Sequence[Skill]               # what this phone can do beside what every phone can
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.domain.completion import Tool
from simulator.domain.contents import Change, Contents
from simulator.domain.skills import Done, Situation, Skill, SkillFailed

__all__ = ["HOOKS", "Change", "Contents", "Done", "Hooks", "Situation", "Skill", "SkillFailed", "Tool"]

HOOKS = ("context", "skills")
"""The names that a `plugin.py` may define; other names that do not begin with _ are its own business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """The hooks of one vendor; None where its `plugin.py` defines none.

    `context` gives a text that stands before the question in the prompt, or the empty string; it is called once a turn
    of a release with phone skills. `skills` is called once, when the phone is taken in hand. Neither may do I/O.
    """

    context: Callable[[Situation], str] | None = None
    skills: Callable[[], Sequence[Skill]] | None = None


NO_HOOKS = Hooks()
