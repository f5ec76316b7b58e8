"""A simulated phone in a test: what is on it, the moment, and a web of given pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from simulator.domain.contents import Change, Contents, changed
from simulator.domain.limit import Lang
from simulator.domain.search import Page
from simulator.domain.skill_calls import find_skill, run
from simulator.domain.skills import Done, Situation, SkillFailed
from simulator.phone.skills import phone_skills
from tests.fakes import shanghai

NOW = shanghai(2025, 2, 10, 10, 0)  # a Monday
FESTIVAL = Page(
    title="2025 年元宵节是 2 月 12 日，星期三",
    url="https://example.com/lantern",
    date=date(2025, 2, 10),
    text="今年的元宵节是 2025 年 2 月 12 日，星期三，不放假。",
)

FULL = changed(
    Contents(),
    [
        Change("alarm", 1, {"title": "起床", "at": "2025-02-11T07:00:00+08:00", "repeats": "FREQ=DAILY", "made": "x"}),
        Change("alarm", 2, {"title": "", "at": "2025-02-11T08:00:00+08:00", "repeats": "", "made": ""}),
        Change("reminder", 1, {"at": "no moment"}),
        Change("event", 3, {"title": "站会", "at": "2025-02-11T08:00:00", "until": None, "repeats": "FREQ=HOURLY"}),
        Change("note", 1, {}),
        Change("subtitles", 1, {}),
        Change("weather", 1, {"sky": "blue"}),
    ],
)
"""A phone that holds what its skills would write, and what they would not."""


@dataclass(slots=True)
class Phone:
    """A phone that skills act on; `do` keeps what they change, as a conversation would."""

    now: datetime = NOW
    lang: Lang = "zh"
    pages: Iterable[Page] = ()
    contents: Contents = field(default_factory=Contents)

    @property
    def situation(self) -> Situation:
        return Situation(moment=self.now, contents=self.contents, lang=self.lang, find=self._find)

    async def do(self, skill: str, **arguments: Any) -> str:
        """Run a skill as a model would, and give what it says."""
        return (await self.done(skill, **arguments)).result

    async def done(self, skill: str, **arguments: Any) -> Done:
        done = await run(find_skill(phone_skills(), skill), json.dumps(arguments), self.situation)
        self.contents = changed(self.contents, done.changes)
        return done

    async def refusal(self, skill: str, **arguments: Any) -> str:
        """Give why the skill does not do it."""
        before = self.contents
        try:
            done = await self.done(skill, **arguments)
        except SkillFailed as failed:
            assert self.contents is before
            return str(failed)
        raise AssertionError(f"not refused: {done.result}")

    async def _find(self, wanted: str) -> Page | None:
        return next((page for page in self.pages if wanted in page.title or wanted == page.url), None)
