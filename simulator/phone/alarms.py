"""The skills for alarms: set, cancel, list. When one rings is `ringing`'s."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.arguments import optional_line, required_line, tool
from simulator.phone.choosing import WHICH, cancelling
from simulator.phone.kept import ALARM, Entry, entries
from simulator.phone.moments import ahead, say_entry, understood

WHEN = Bilingual(
    "时间，照用户的原话写，如“明天早上七点”“半小时后”“每天7:30”，也可写 ISO 8601。",
    'The time in the user\'s own words, such as "tomorrow at 7 am", "in 20 minutes", "every day at 7:30", or ISO 8601.',
)
REPEAT = Bilingual(
    "重复方式，如“每天”“工作日”“每周一、周三”“每月”；不重复就不写。",
    'How it repeats, such as "every day", "weekdays", "every Monday and Wednesday", "every month"; leave out for once.',
)
_ASK = Bilingual("闹钟设在什么时间？例如“明天早上七点”。", 'When should it ring? For example "tomorrow at 7 am".')
_THING = Bilingual("闹钟", "alarm")
_SET = Bilingual("已设好闹钟：{entry}。", "Alarm set: {entry}.")
_NONE = Bilingual("没有设闹钟。", "No alarm is set.")
_THERE_ARE = Bilingual("共有 {count} 个闹钟：", "Alarms set ({count}):")
_RUNG = Bilingual("（已响过）", " (has rung)")


async def _set(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, now = situation.lang, situation.moment
    when = required_line(arguments, "when", _ASK, lang)
    label = optional_line(arguments, "label", lang)
    found = understood(when, now, lang, optional_line(arguments, "repeat", lang))
    alarm = Entry(
        kind=ALARM,
        id=situation.contents.next_id(ALARM),
        title=label,
        at=ahead(found, when, situation),
        made=now,
        repeats=found.repeats,
    )
    return Done(_SET.text(lang).format(entry=say_entry(alarm, now, lang)), (alarm.change(),))


async def _list(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, alarms = situation.lang, entries(situation.contents, ALARM)
    if not alarms:
        return Done(_NONE.text(lang))
    return Done(
        "\n".join([_THERE_ARE.text(lang).format(count=len(alarms)), *(_line(item, situation) for item in alarms)])
    )


def _line(alarm: Entry, situation: Situation) -> str:
    is_over = alarm.next_after(situation.moment) is None
    said = say_entry(alarm, situation.moment, situation.lang)
    return f"{alarm.id}. {said}{_RUNG.text(situation.lang) if is_over else ''}"


SKILLS = (
    Skill(
        tool(
            "set_alarm",
            Bilingual("设置闹钟，可重复。", "Sets an alarm, once or repeating."),
            ("when",),
            when=WHEN,
            label=Bilingual("闹钟的名称，如“起床”。", 'What it is for, such as "get up".'),
            repeat=REPEAT,
        ),
        _set,
    ),
    Skill(tool("cancel_alarm", Bilingual("取消闹钟。", "Cancels an alarm."), which=WHICH), cancelling(ALARM, _THING)),
    Skill(tool("list_alarms", Bilingual("列出已设的闹钟。", "Lists the alarms that are set.")), _list),
)
"""What a phone can do with alarms."""
