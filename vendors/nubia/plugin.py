"""What nubia's system tells the model: the moment, and what comes next on the phone. All else is in profile.toml.

A profile holds what is true of every phone at every moment. A system that has the model embedded tells it what is true
of this one now, and no data can say that beforehand: without the day no model knows when 明天下午三点 is, and without
the phone's own entries it does not know that there is a meeting already. That a deep embed tells this, and in which
words, is assumed; the reports say 更深度 and 不仅限于智能体方案.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.hooks import Situation
from simulator.phone.kept import ALARM, EVENT, REMINDER, Entry, entries
from simulator.phone.moments import say_entry

_NEXT = {
    ALARM: ("下一个闹钟", "The next alarm"),
    EVENT: ("下一个日程", "The next event"),
    REMINDER: ("下一个提醒", "The next reminder"),
}
_NOTHING = ("手机上没有将来的闹钟、日程或提醒。", "No alarm, event or reminder is ahead on the phone.")
_WEEKDAYS = "一二三四五六日"
_LONGEST_ENTRY = 200


def context(situation: Situation) -> str:
    """Give the date, weekday and time, and the next alarm, event and reminder that are ahead."""
    is_chinese = situation.lang == "zh"
    ahead = list(_ahead(situation)) or [_NOTHING[0] if is_chinese else _NOTHING[1]]
    return "\n".join([_now(situation), *ahead])


def _now(situation: Situation) -> str:
    now = situation.moment
    if situation.lang == "zh":
        return f"现在是{now.year}年{now.month}月{now.day}日 星期{_WEEKDAYS[now.weekday()]} {now:%H:%M}。"
    return f"It is now {now:%A}, {now.day} {now:%B %Y}, {now:%H:%M}."


def _ahead(situation: Situation) -> Iterator[str]:
    for kind, (zh, en) in _NEXT.items():
        coming = _next(situation, kind)
        if coming is not None:
            said = say_entry(coming, situation.moment, situation.lang)[:_LONGEST_ENTRY]
            yield f"{zh}：{said}。" if situation.lang == "zh" else f"{en}: {said}."


def _next(situation: Situation, kind: str) -> Entry | None:
    """Give the entry of this kind that comes soonest after now, None where none is ahead."""
    dated = [(entry.next_after(situation.moment), entry) for entry in entries(situation.contents, kind)]
    coming = [(moment, entry.id, entry) for moment, entry in dated if moment is not None]
    return min(coming)[2] if coming else None
