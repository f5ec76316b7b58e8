"""The skills for reminders: set, cancel. They are listed with the events of their day, by `calendar`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.alarms import REPEAT, WHEN
from simulator.phone.arguments import optional_line, required_line, tool
from simulator.phone.choosing import WHICH, cancelling
from simulator.phone.kept import REMINDER, Entry
from simulator.phone.moments import ahead, say_entry, understood
from simulator.texts import Texts

_TEXTS = Texts("skills")

DEFAULT_HOUR = 9
"""When a reminder comes on a day that was said without an hour (assumed)."""

_TITLE = _TEXTS["reminder.title"]
_ASK_TITLE = _TEXTS["reminder.ask_title"]
_ASK_WHEN = _TEXTS["reminder.ask_when"]
_THING = _TEXTS["reminder.thing"]
_SET = _TEXTS["reminder.set"]


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
            _TEXTS["reminder.does.set"].filled(hour=DEFAULT_HOUR),
            ("title", "when"),
            title=_TITLE,
            when=WHEN,
            repeat=REPEAT,
        ),
        _set,
    ),
    Skill(
        tool("cancel_reminder", _TEXTS["reminder.does.cancel"], which=WHICH),
        cancelling(REMINDER, _THING),
    ),
)
"""What a phone can do with reminders."""
