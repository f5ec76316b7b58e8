"""Answers the time and the day from what a phone's system says of them. Without that, `small_talk` answers."""

from __future__ import annotations

import re
from datetime import date, datetime

from simulator.domain.web_prompt import chinese_day
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang, Question
from simulator.mock.brain.thought import Thought

ASKS_DAY = late(
    r"今天.{0,4}(?:几号|几月|日期|什么日子|星期|周几|礼拜几)|(?:几号|几月几[号日]|星期几|周几|礼拜几)了?[？?。]?$"
    r"|(?i:\bwhat(?:['’]s| is) (?:the date|today|the day)|\bwhat day is (?:it|today)|\btoday['’]s date)"
)
"""How somebody asks for the day."""

_ASKS_TIME = late(
    r"^(?:请问|告诉我|你知道|那么?|看一?下)?[，,\s]*(?:现在|此刻|这会儿|北京时间)*是?(?:几点|什么时间)(?:钟|了|啦|吗)*[？?。]?$"
    r"|(?:现在|此刻|这会儿)是?(?:几点|什么时间)"
    r"|(?i:\bwhat time is it|\bwhat(?:['’]s| is) the time\b|\btell me the time\b)"
)
_SAYS = late(r"现在|当前|此刻|今天|日期|时间|(?i:\bnow\b|\bcurrent|\btime\b|\btoday\b|\bdate\b|\bmoment\b)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DATE = late(
    r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})"
    rf"|(\d{{1,2}}) (?i:({'|'.join(_MONTHS)})) (\d{{4}})"
)
_TIME = late(r"(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)")


def answer(question: Question) -> Thought | None:
    """Give the time or the day; None where neither is asked for or the context does not say it."""
    asks_time = _ASKS_TIME.search(question.start) is not None
    if not question.context or not (asks_time or ASKS_DAY.search(question.start)):
        return None
    line = next((line for line in question.context.splitlines() if _SAYS.search(line) and _DATE.search(line)), "")
    today, time = _day_in(line), _TIME.search(line)
    if today is None:
        return None
    if not asks_time:
        return day(question.lang, today)
    if time is None:
        return None
    return _now(question.lang, datetime(today.year, today.month, today.day, int(time[1]), int(time[2])))


def day(lang: Lang, today: date) -> Thought:
    """Say which day it is, where the prompt tells it."""
    if lang == "zh":
        said = chinese_day(today)
        return Thought(f"好的，用户问日期。消息里写明了今天是{said}，直接回答即可。", f"今天是**{said}**。")
    said = english_day(today)
    return Thought(
        f"Okay, so the user asks for the date. The message says that today is {said}.", f"Today is **{said}**."
    )


def english_day(day: date) -> str:
    """Write a day as Sunday, 9 February 2025."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def _now(lang: Lang, now: datetime) -> Thought:
    if lang == "zh":
        return Thought(
            f"好的，用户问现在几点。系统提供的信息里写着{chinese_day(now)} {now:%H:%M}，照着回答就行，不用推算。",
            f"现在是 **{now:%H:%M}**（{chinese_day(now)}）。",
        )
    return Thought(
        f"Okay, so the user asks for the time. The system says {english_day(now)}, {now:%H:%M}, so that is the answer.",
        f"It is **{now:%H:%M}** on {english_day(now)}.",
    )


def _day_in(line: str) -> date | None:
    found: re.Match[str] | None = _DATE.search(line)
    if found is None:
        return None
    year, month, number, english_number, name, english_year = found.groups()
    try:
        if name:
            return date(int(english_year), _MONTHS.index(name.lower()) + 1, int(english_number))
        return date(int(year), int(month), int(number))
    except ValueError:
        return None
