"""Chinese words for days and what repeats, as rules of the grammar. Hours are `chinese_hours`'s."""

from __future__ import annotations

from simulator.domain.times.chinese_hours import HAN_NUMERALS
from simulator.domain.times.grammar import Rule
from simulator.domain.times.pieces import (
    LAST,
    DayOfMonth,
    Festival,
    InDays,
    InMonths,
    InWeeks,
    MonthDay,
    NextWeekday,
    Piece,
    Unknown,
)
from simulator.domain.times.repetition import ALL_DAYS, DAILY, WEEKEND, WORKDAYS, Repetition
from simulator.domain.times.words import (
    FESTIVAL_NAMES,
    FIXED_FESTIVALS,
    MOVING_FESTIVALS,
    PARTS_OF_DAY,
    WEEKDAYS,
    number,
)

_NEW = rf"(?<![0-9.第{HAN_NUMERALS}])"
_YEAR = r"(?:([0-9]{4}|[零〇一二三四五六七八九]{4})年|([今明后])年)?\s?"
_MONTH = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?的?\s?"
_HAN_DAY = r"三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
_FIGURE_DAY = r"3[01]|[12][0-9]|0?[1-9]"
_NUMBERED = rf"({_FIGURE_DAY}|{_HAN_DAY})[日号](?![楼线门院码机馆店车位客桌床球柜窗房室厅棚员令]|选手|元素)"
_BARE_FIGURE = rf"({_FIGURE_DAY})(?![0-9日号点:.个])"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY = r"([一二三四五六日天]|[1-7](?![0-9天个次]))(?![次样致直般些定共贯向度程常志报期记])"
_SAME_WEEKDAY = rf"(?:\s?\(?{_WEEK}[一二三四五六日天]\)?)?"
_CLOCK_AHEAD = rf"(?=的?\s?(?:早上|早晨|上午|中午|下午|晚上|凌晨|[0-9{HAN_NUMERALS}]{{1,3}}[点:]))"

_WEEKS = {"上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_FROM_TODAY = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_YEARS = {"今": 0, "明": 1, "后": 2}
_FESTIVAL_WORDS = [name for name in (*FIXED_FESTIVALS, *MOVING_FESTIVALS, *FESTIVAL_NAMES) if not name.isascii()]
_FESTIVALS = "|".join(sorted(_FESTIVAL_WORDS, key=len, reverse=True))


def _date(year: str | None, years: str | None, month: str, day: str) -> tuple[Piece, ...]:
    said_year = None if year is None else number(year)
    return (MonthDay(number(month) or 0, number(day) or 0, said_year, None if years is None else _YEARS[years]),)


def _edge_of_month(year: str | None, years: str | None, month: str, edge: str) -> tuple[Piece, ...]:
    return _date(year, years, month, "1") if edge == "初" else _date(year, years, month, str(LAST))


def _end_of_year(years: str | None) -> tuple[Piece, ...]:
    return (MonthDay(12, 31, years=_YEARS[years or "今"]),)


def _of_month(which: str, day: str | None, edge: str | None) -> tuple[Piece, ...]:
    if day is not None:
        return (InMonths(_WEEKS[which], number(day)),)
    if edge is not None:
        return (InMonths(_WEEKS[which], 1 if edge == "初" else LAST),)
    return (InMonths(_WEEKS[which], 1),) if _WEEKS[which] > 0 else ()


def _end_of_month() -> tuple[Piece, ...]:
    return (InMonths(0, LAST),)


def _day_of_month(day: str) -> tuple[Piece, ...]:
    return (DayOfMonth(number(day) or 0),)


def _weekday(which: str, day: str) -> tuple[Piece, ...]:
    return (InWeeks(_WEEKS[which], WEEKDAYS[day]),)


def _next_weekday(day: str) -> tuple[Piece, ...]:
    return (NextWeekday(WEEKDAYS[day]),)


def _weekend(which: str | None) -> tuple[Piece, ...]:
    return (NextWeekday(WEEKEND[0]) if which is None else InWeeks(_WEEKS[which], WEEKEND[0]),)


def _week(which: str) -> tuple[Piece, ...]:
    return (InWeeks(_WEEKS[which], 0),)


def _from_today(day: str) -> tuple[Piece, ...]:
    return (InDays(_FROM_TODAY[day]),)


def _day_and_part(day: str, part: str) -> tuple[Piece, ...]:
    return InDays(_FROM_TODAY[day]), PARTS_OF_DAY[part]


def _festival(name: str) -> tuple[Piece, ...]:
    return (Festival(FESTIVAL_NAMES.get(name, name)),)


def _weekly(days: str) -> tuple[Piece, ...]:
    return (Repetition("week", tuple(sorted({WEEKDAYS[char] for char in days if char in WEEKDAYS}))),)


def _weekly_from_to(first: str, last: str) -> tuple[Piece, ...]:
    days = ALL_DAYS[WEEKDAYS[first] : WEEKDAYS[last] + 1]
    return (Repetition("week", days) if days else Unknown(),)


def _daily(part: str | None) -> tuple[Piece, ...]:
    return (DAILY,) if part is None else (DAILY, PARTS_OF_DAY[part])


_EVERY: tuple[Rule, ...] = (
    (rf"每个?{_WEEK}{_WEEKDAY}(?:到|至|-){_WEEK}?{_WEEKDAY}", _weekly_from_to),
    (rf"{_WEEK}([一二三四五])(?:到|至|-){_WEEK}?([二三四五六日天]){_CLOCK_AHEAD}", _weekly_from_to),
    (rf"每个?{_WEEK}([一二三四五六日天](?:[、,和跟及]{{0,2}}{_WEEK}?[一二三四五六日天]){{0,6}})", _weekly),
    (r"(?:每一?个?|在)?工作日", lambda: (Repetition("week", WORKDAYS),)),
    (r"每个?周末", lambda: (Repetition("week", WEEKEND),)),
    (r"(?:每一?[天日]|天天(?![气向])|每(?=[早晚]))([早晚](?:上(?!好))?)?", lambda part: _daily(part and part[0])),
    (
        rf"每隔|隔[天周日]|每[0-9{HAN_NUMERALS}半]{{1,3}}个?(?:[天日周月年]|小时|分钟|星期)(?<!每一[天周月年])",
        lambda: (Unknown(),),
    ),
    (r"每个?(?:小时|钟头|分钟|半小时|季度|月[底末初])", lambda: (Unknown(),)),
    (rf"每一?个?{_WEEK}的?", lambda: (Repetition("week"),)),
    (r"每一?个?月的?\s?", lambda: (Repetition("month"),)),
    (r"每一?年的?\s?", lambda: (Repetition("year"),)),
)

DAYS: tuple[Rule, ...] = (
    *_EVERY,
    (rf"{_NEW}{_YEAR}{_MONTH}(?:{_NUMBERED}){_SAME_WEEKDAY}", _date),
    (rf"{_NEW}{_YEAR}{_MONTH}{_BARE_FIGURE}", _date),
    (rf"{_NEW}{_YEAR}{_MONTH}([底末初])(?![{HAN_NUMERALS}])", _edge_of_month),
    (rf"(下下|[下这本])个?月的?\s?(?:{_NUMBERED}|([底末初]))?", _of_month),
    (r"([今明])?年[底末]", _end_of_year),
    (rf"(?<![0-9{HAN_NUMERALS}个])月[底末]", _end_of_month),
    (rf"{_NEW}(?<![0-9{HAN_NUMERALS}]月){_NUMBERED}(?![后内游间]){_SAME_WEEKDAY}", _day_of_month),
    (rf"(下下|[上下这本])个?{_WEEK}{_WEEKDAY}", _weekday),
    (r"(下下|[下这本])?个?周末", _weekend),
    (rf"(下下|下)个?{_WEEK}(?!期)", _week),
    (rf"(?<![0-9{HAN_NUMERALS}几每半]){_WEEK}{_WEEKDAY}", _next_weekday),
    (r"(大前|前|昨|今|明|大后|后)[天日]", _from_today),
    (r"([昨今明后])([早晚])(?:上(?!好))?", _day_and_part),
    (rf"({_FESTIVALS})(?!老人|树|歌|快乐|晚会)", _festival),
)
"""Rules for days; what repeats comes first, the longer form before the shorter."""
