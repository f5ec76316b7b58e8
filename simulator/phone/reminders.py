"""The skills for reminders: set, cancel. They are listed with the events of their day, by `calendar`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.alarms import REPEAT, WHEN
from simulator.phone.arguments import optional_line, required_line, tool
from simulator.phone.choosing import WHICH, cancelling
from simulator.phone.kept import REMINDER, Entry
from simulator.phone.moments import ahead, say_entry, understood

DEFAULT_HOUR = 9
"""When a reminder comes on a day that was said without an hour (assumed)."""

_TITLE = Bilingual("提醒什么，如“交报告”。", 'What to remind of, such as "hand in the report".')
_ASK_TITLE = Bilingual("提醒你做什么？", "What should you be reminded of?")
_ASK_WHEN = Bilingual(
    "什么时候提醒？例如“明天下午三点”。", 'When should you be reminded? For example "tomorrow at 3 pm".'
)
_THING = Bilingual("提醒", "reminder")
_SET = Bilingual("已设好提醒：{entry}。", "Reminder set: {entry}.")


async def _set(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, now = situation.lang, situation.moment
    title = required_line(arguments, "title", _ASK_TITLE, lang)
    when = required_line(arguments, "when", _ASK_WHEN, lang)
    found = understood(when, now, lang, optional_line(arguments, "repeat", lang))
    reminder = Entry(
        kind=REMINDER,
        id=situation.contents.next_id(REMINDER),
        title=title,
        at=ahead(found, when, situation, DEFAULT_HOUR),
        made=now,
        repeats=found.repeats,
    )
    return Done(_SET.text(lang).format(entry=say_entry(reminder, now, lang)), (reminder.change(),))


SKILLS = (
    Skill(
        tool(
            "set_reminder",
            Bilingual(
                f"设置提醒，到时提醒用户做某事；没说几点时为 {DEFAULT_HOUR} 点。",
                f"Sets a reminder of something to do; {DEFAULT_HOUR} o'clock where no hour is said.",
            ),
            ("title", "when"),
            title=_TITLE,
            when=WHEN,
            repeat=REPEAT,
        ),
        _set,
    ),
    Skill(
        tool("cancel_reminder", Bilingual("取消提醒。", "Cancels a reminder."), which=WHICH),
        cancelling(REMINDER, _THING),
    ),
)
"""What a phone can do with reminders."""
