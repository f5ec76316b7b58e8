"""Small skills for tests of the conversation; those that ship are tested in tests/phone."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.completion import Tool
from simulator.domain.contents import Change
from simulator.domain.skills import Done, Situation, Skill, SkillFailed

_WHEN = {"type": "object", "properties": {"when": {"type": "string"}}, "required": ["when"]}


async def _set_alarm(arguments: Mapping[str, object], situation: Situation) -> Done:
    number = situation.contents.next_id("alarm")
    return Done(f"闹钟 {number} 已设好", (Change("alarm", number, {"when": str(arguments.get("when"))}),))


async def _cancel_alarm(arguments: Mapping[str, object], situation: Situation) -> Done:
    raise SkillFailed("没有这样的闹钟")


async def _read_page(arguments: Mapping[str, object], situation: Situation) -> Done:
    page = await situation.find(str(arguments.get("title")))
    return Done("没有找到" if page is None else page.text)


ALARM = Skill(Tool("set_alarm", "设闹钟", _WHEN), _set_alarm)
BROKEN = Skill(Tool("cancel_alarm", "取消闹钟", _WHEN), _cancel_alarm)
READER = Skill(Tool("read_page", "读网页", _WHEN), _read_page)
