"""Acme's hooks: what its system tells the model, and what its phone can do beside what every phone can.

Both are called for a release whose profile says `phone_skills = { value = true, … }`. Delete the one that you do not
need, or this file: what data can say belongs into profile.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from simulator.hooks import Done, Situation, Skill, SkillFailed, Tool


def context(situation: Situation) -> str:
    """Give a text that stands before the question, or "" for none; called once a turn."""
    notes = len(situation.contents.of("note"))
    if situation.lang == "zh":
        return f"现在是 {situation.moment:%Y-%m-%d %H:%M}，手机里有 {notes} 条笔记。"
    return f"It is {situation.moment:%Y-%m-%d %H:%M}; there are {notes} notes on the phone."


def skills() -> Sequence[Skill]:
    """Give what this phone can do; called once, when it is taken in hand."""
    return (Skill(DAYS_UNTIL, _days_until),)


DAYS_UNTIL = Tool(
    name="days_until",
    description="Counts the days from today to a day in the future, such as an exam or a birthday.",
    parameters={
        "type": "object",
        "properties": {"day": {"type": "string", "description": "The day, like 2025-06-07"}},
        "required": ["day"],
    },
)


async def _days_until(arguments: Mapping[str, object], situation: Situation) -> Done:
    """Count; what the model wrote may be anything, so that it is read with care."""
    is_chinese = situation.lang == "zh"
    try:
        day = date.fromisoformat(str(arguments.get("day")))
    except ValueError:
        raise SkillFailed("请写成 2025-06-07 这样的日期" if is_chinese else "write a day like 2025-06-07") from None
    days = (day - situation.moment.date()).days
    return Done(f"距离 {day} 还有 {days} 天" if is_chinese else f"{days} days until {day}")
