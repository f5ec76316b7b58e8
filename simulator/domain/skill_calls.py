"""Finds a skill by the name that a model wrote and runs it with what it wrote. What a skill does is `phone`'s."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from simulator.domain.clean import clean
from simulator.domain.json_arguments import read_arguments
from simulator.domain.limit import Lang
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.texts import Texts

_TEXTS = Texts("skills")

_UNKNOWN = _TEXTS["call.unknown"]
_NEAR = _TEXTS["call.near"]
_BAD = _TEXTS["call.bad"]


def find_skill(skills: Sequence[Skill], name: str, lang: Lang = "zh") -> Skill:
    """Give the skill that is called `name`. Raises: SkillFailed, with the nearest name, if it is not among them."""
    known = {skill.name: skill for skill in skills}
    if name in known:
        return known[name]
    near = get_close_matches(name[:60], known, n=1)
    said = _NEAR.text(lang).format(name=near[0]) if near else ""
    raise SkillFailed(_UNKNOWN.text(lang).format(name=clean(name[:60]), near=said, known=", ".join(known) or "-"))


async def run(skill: Skill, arguments: str, situation: Situation) -> Done:
    """Run a skill with the arguments that a model wrote as JSON; an empty text is no arguments.

    Raises: SkillFailed if they are no JSON object, or as the skill does.
    """
    given, problem = read_arguments(arguments)
    if problem is not None:
        raise SkillFailed(_BAD.text(situation.lang).format(name=skill.name, problem=problem))
    return await skill.act(given, situation)
