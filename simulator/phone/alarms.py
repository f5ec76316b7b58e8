"""The skills for alarms: set, change, cancel, list. When one rings is `ringing`'s."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.arguments import optional_line, required_line, tool
from simulator.phone.changing import moved
from simulator.phone.choosing import WHICH, cancelling, choose, listed
from simulator.phone.kept import ALARM, Entry, entries
from simulator.phone.moments import ahead, say_entry, understood
from simulator.texts import Texts

_TEXTS = Texts("skills")

WHEN = _TEXTS["alarm.when"]
REPEAT = _TEXTS["alarm.repeat"]
_ASK = _TEXTS["alarm.ask"]
_THING = _TEXTS["alarm.thing"]
_SET = _TEXTS["alarm.set"]
_ASK_CHANGE = _TEXTS["alarm.ask_change"]
_CHANGED = _TEXTS["alarm.changed"]
_NONE = _TEXTS["alarm.none"]
_THERE_ARE = _TEXTS["alarm.listed"]
_RUNG = _TEXTS["alarm.rung"]


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


async def _change(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang = situation.lang
    chosen = choose(entries(situation.contents, ALARM), optional_line(arguments, "which", lang), _THING, situation)
    when = required_line(arguments, "when", _ASK_CHANGE, lang)
    alarms = [moved(alarm, when, situation) for alarm in chosen]
    said = _CHANGED.text(lang).format(entries=listed(alarms, situation))
    return Done(said, tuple(alarm.change() for alarm in alarms))


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
            _TEXTS["alarm.does.set"],
            ("when",),
            when=WHEN,
            label=_TEXTS["alarm.label"],
            repeat=REPEAT,
        ),
        _set,
    ),
    Skill(tool("change_alarm", _TEXTS["alarm.does.change"], ("when",), which=WHICH, when=WHEN), _change),
    Skill(tool("cancel_alarm", _TEXTS["alarm.does.cancel"], which=WHICH), cancelling(ALARM, _THING)),
    Skill(tool("list_alarms", _TEXTS["alarm.does.list"]), _list),
)
"""What a phone can do with alarms."""
