"""The vocabulary of times: numerals, weekdays, months, parts of the day, festivals. How they combine is not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ASCII_FORM = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width characters to their narrow twins, one to one, so that places in the text stay what they are."""

DIGITS: Mapping[str, int] = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

WEEKDAYS: Mapping[str, int] = (
    {char: value for value, char in enumerate("一二三四五六日")}
    | {"天": 6}
    | {char: value for value, char in enumerate("1234567")}
)
"""Of 周三 or 星期3; Monday is 0."""

ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The first three letters tell weekdays and months apart."""

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
ENGLISH_NUMBERS: Mapping[str, int] = {word: value for value, word in enumerate(_ONES, 1)} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
}

FIXED_FESTIVALS: Mapping[str, tuple[int, int]] = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "儿童节": (6, 1),
    "教师节": (9, 10),
    "国庆节": (10, 1),
    "平安夜": (12, 24),
    "圣诞节": (12, 25),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "christmas eve": (12, 24),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas": (12, 25),
}
"""Month and day of festivals of the solar calendar."""

MOVING_FESTIVALS: Mapping[str, tuple[date, ...]] = {
    "除夕": (date(2025, 1, 28), date(2026, 2, 16)),
    "春节": (date(2025, 1, 29), date(2026, 2, 17)),
    "元宵节": (date(2025, 2, 12), date(2026, 3, 3)),
    "清明节": (date(2025, 4, 4), date(2026, 4, 5)),
    "端午节": (date(2025, 5, 31), date(2026, 6, 19)),
    "七夕": (date(2025, 8, 29), date(2026, 8, 19)),
    "中秋节": (date(2025, 10, 6), date(2026, 9, 25)),
    "重阳节": (date(2025, 10, 29), date(2026, 10, 18)),
}
"""Days of the lunar calendar's festivals in 2025 and 2026; later ones are not known to the phone."""

FESTIVAL_NAMES: Mapping[str, str] = {
    "元宵": "元宵节",
    "国庆": "国庆节",
    "圣诞": "圣诞节",
    "七夕节": "七夕",
    "大年三十": "除夕",
    "大年初一": "春节",
    "lantern festival": "元宵节",
    "spring festival": "春节",
    "chinese new year": "春节",
    "dragon boat festival": "端午节",
    "mid-autumn festival": "中秋节",
}
"""Further names of the festivals above."""


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day: the hour that is meant where none is said, and the hour that each said one stands for.

    Hours count from the day's own midnight; from 24 on they belong to the night after it. An hour that is not in
    `hours` is what it says.
    """

    default: int
    hours: Mapping[int, int]


_PM = {hour: hour + 12 for hour in range(1, 12)}
_NIGHT = {hour: hour + 24 for hour in range(5)} | {hour: hour + 12 for hour in range(5, 12)} | {12: 24}

DAWN = PartOfDay(3, {12: 0})
EARLY = PartOfDay(6, {})
MORNING = PartOfDay(8, {})
FORENOON = PartOfDay(9, {})
NOON = PartOfDay(12, {1: 13, 2: 14, 3: 15})
AFTERNOON = PartOfDay(15, _PM)
DUSK = PartOfDay(18, _PM)
EVENING = PartOfDay(20, _NIGHT)
LATE = PartOfDay(22, _NIGHT)
MIDNIGHT = PartOfDay(24, _NIGHT)
AM = PartOfDay(8, {12: 0})
PM = PartOfDay(15, _PM)

PARTS_OF_DAY: Mapping[str, PartOfDay] = {
    "凌晨": DAWN,
    "清晨": EARLY,
    "清早": EARLY,
    "一早": MORNING,
    "早上": MORNING,
    "早晨": MORNING,
    "上午": FORENOON,
    "中午": NOON,
    "正午": NOON,
    "下午": AFTERNOON,
    "午后": AFTERNOON,
    "傍晚": DUSK,
    "晚上": EVENING,
    "晚间": EVENING,
    "夜里": LATE,
    "夜间": LATE,
    "深夜": LATE,
    "半夜": MIDNIGHT,
    "午夜": MIDNIGHT,
    "早": MORNING,
    "晚": EVENING,
    "morning": MORNING,
    "afternoon": AFTERNOON,
    "evening": EVENING,
    "night": EVENING,
}


def number(text: str) -> int | None:
    """Read a numeral up to 999: 15, 十五, 二十, 廿三, 一百二十, 二〇 digit by digit; None where it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("廿", "二十")
    if not text or not set(text) <= DIGITS.keys() | {"十", "百"}:
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(DIGITS[char]) for char in text))
    hundreds, _, rest = text.rpartition("百")
    tens, _, ones = rest.rpartition("十")
    parts = (_digit(hundreds, 1 if "百" in text else 0), _digit(tens, 1 if "十" in rest else 0), _digit(ones, 0))
    if None in parts:
        return None
    return sum((part or 0) * weight for part, weight in zip(parts, (100, 10, 1), strict=True))


def _digit(text: str, empty: int) -> int | None:
    text = text.lstrip("零〇") or text[:1]
    return empty if not text else DIGITS.get(text)
