"""Whether a vendor's plugin.py, if it has one, answers at any moment, soon, alike, and whatever a model writes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from simulator.catalogue.hooks import load_hooks
from simulator.catalogue.patience import Hangs, in_time
from simulator.catalogue.plugin_skills import PluginBroke
from simulator.contract.verdict import Check, Seen, Subject, same, seen
from simulator.conversation.prompting import LONGEST_CONTEXT
from simulator.domain.contents import Change, Contents, changed
from simulator.domain.limit import Bilingual, Lang
from simulator.domain.problem import UserProblem
from simulator.domain.search import Page
from simulator.domain.skills import Situation, Skill, SkillFailed
from simulator.hooks import Hooks
from simulator.phone.kept import NOTE, TIMED, Entry
from simulator.phone.skills import phone_skills
from simulator.texts import Texts

_TEXTS = Texts("contract")

ODD: tuple[object, ...] = ("", "明天下午三点", "\x00", 0, -1, 10**30, 0.5, True, None, [], {})
"""What a model may write where a skill expects something."""

LANGS: tuple[Lang, ...] = ("zh", "en")

_HOURS = (0, 9, 23.99)


def look(subject: Subject) -> Seen:
    """Load the hooks and call them at several moments, on an empty phone and on one with things on it."""
    taken = [skill.name for skill in phone_skills()]
    try:
        hooks = in_time(lambda: load_hooks(subject.folder, subject.vendor.id, taken))
        skills = tuple(in_time(hooks.skills)) if hooks.skills else ()
    except UserProblem as problem:
        return seen(map(same, str(problem).splitlines()))
    except Hangs:
        return seen([_TEXTS["hooks.load_late"]])
    situations = tuple(_situations(subject))
    failures = [*_context_failures(hooks, situations), *_skill_failures(skills, situations[:2])]
    return seen(failures, _remark(hooks, skills))


def _situations(subject: Subject) -> Iterator[Situation]:
    days = tuple(dict.fromkeys(release.since.replace(hour=0, minute=0) for release in subject.tried))
    for day, hour, is_used in product(days, _HOURS, (False, True)):
        moment = day + timedelta(hours=hour)
        contents = _used(moment) if is_used else Contents()
        for lang in LANGS:
            yield Situation(moment=moment, contents=contents, lang=lang, find=_no_page)


def _used(moment: datetime) -> Contents:
    """Give a phone on which everything is that its skills put there, and a thing of a kind that no plugin knows."""
    ahead, over = moment + timedelta(hours=1), moment - timedelta(days=1)
    timed = [
        Entry(kind=kind, id=number, title="会", at=at, made=over).change()
        for kind in TIMED
        for number, at in enumerate((over, ahead), 1)
    ]
    return changed(Contents(), [*timed, Change(NOTE, 1, {"text": "牛奶"}), Change("no such kind", 7, {"x": None})])


async def _no_page(wanted: str) -> Page | None:
    return None


def _context_failures(hooks: Hooks, situations: tuple[Situation, ...]) -> Iterator[Bilingual]:
    if hooks.context is None:
        return
    for situation in situations:
        when = f"{situation.moment:%Y-%m-%d %H:%M}, {situation.lang}"
        try:
            text, again = (in_time(lambda: _told(hooks, situation)) for _ in range(2))  # noqa: B023 (called at once)
        except UserProblem as problem:
            yield same(f"{problem} ({when})")
            return
        except Hangs:
            yield _TEXTS["hooks.context_late"].filled(when=when)
            return
        if text != again:
            yield _TEXTS["hooks.context_differs"].filled(when=when)
        if len(text) > LONGEST_CONTEXT:
            yield _TEXTS["hooks.context_long"].filled(
                length=f"{len(text):,}", longest=f"{LONGEST_CONTEXT:,}", when=when
            )


def _told(hooks: Hooks, situation: Situation) -> str:
    return hooks.context(situation) if hooks.context else ""


def _skill_failures(skills: tuple[Skill, ...], situations: tuple[Situation, ...]) -> Iterator[Bilingual]:
    for skill, situation in product(skills, situations):
        for arguments in _arguments(skill):
            try:
                in_time(lambda: _acted(skill, arguments, situation))  # noqa: B023 (called at once)
            except PluginBroke as broke:
                yield same(f"{broke} ({_written(arguments)})")
                break
            except Hangs:
                yield _TEXTS["hooks.skill_late"].filled(skill=skill.name)
                return


def _arguments(skill: Skill) -> Iterator[Mapping[str, Any]]:
    properties = skill.tool.parameters.get("properties", {})
    names = tuple(properties) if isinstance(properties, Mapping) else ()
    yield {}
    yield from (dict.fromkeys(names, odd) for odd in ODD if names)


def _acted(skill: Skill, arguments: Mapping[str, Any], situation: Situation) -> None:
    async def act() -> None:
        try:
            await skill.act(arguments, situation)
        except PluginBroke:
            raise
        except SkillFailed:
            return  # it says that it cannot, as it should

    asyncio.run(act())


def _written(arguments: Mapping[str, Any]) -> str:
    return str(dict(arguments))[:60]


def _remark(hooks: Hooks, skills: tuple[Skill, ...]) -> Bilingual:
    names = [*(["context"] if hooks.context else []), *(skill.name for skill in skills)]
    return Bilingual("、".join(names), ", ".join(names)) if names else _TEXTS["hooks.none"]


HOOKS = Check("hooks", _TEXTS["hooks"], look)
