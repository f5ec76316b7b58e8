"""Chinese words for hours, parts of the day and times from now, as rules of the grammar. Days are `chinese_days`'s."""

from __future__ import annotations

import re
from datetime import timedelta

from simulator.domain.times.grammar import Rule
from simulator.domain.times.pieces import Clock, InDays, InMonths, Piece, Span, Unknown
from simulator.domain.times.words import PARTS_OF_DAY, number

HAN_NUMERALS = "零〇一二两三四五六七八九十廿百"

_N = rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[{HAN_NUMERALS}]{{1,7}})"
_HOUR = (
    rf"(?:(?<![0-9.:第{HAN_NUMERALS}])|(?<=[周期拜][一二三四五六])|(?<=[一二三四五][一二三四五六])(?!十))"
    r"(2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
)
"""An hour does not go on with a numeral before it, unless that is a weekday: 周三八点, 每周一三五八点."""

_MINUTE = r"([0-5]?[0-9]|[零〇]?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_BARE_MINUTE = r"([0-5][0-9]|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_OCLOCK = r"(?:点钟|点|(?<!(?<!十)一)时(?![代候间期刻常而光速效尚辰空段]))"
_NOT_A_BIT = r"(?:(?!一点)|(?<![快慢早晚多少好大小高低宜贵有差轻重长短远近了])|(?<=[今明昨][早晚]))"
"""早一点 and 便宜一点 are no hours; 今晚一点 is one."""

_NO_HOUR = (
    rf"(?![0-9{HAN_NUMERALS}.半]|建议|意见|要求|原因|理由|启示|看法|感想|说明|声明|问题|疑问|困惑|内容|区别|计划|思考|体会"
    r"|心得|收获|需求|注意|好处|坏处|优点|缺点|不同|共同|经验|共识|水|(?<=一点)[儿都也不没点])"
)
"""What makes points of 三点, or a decimal fraction (三点一四)."""

_UNIT = r"(?:天|小时|钟头|分钟|分|秒钟?|刻钟|周|星期|礼拜|月|年)"
_DURATION = rf"(?<![0-9.])((?:(?:{_N}个?半?|半个?){_UNIT}半?[零又]?){{1,4}})"
_NO_AFTER = r"(?![天面来期续悔怕果])"

_PARTS = "|".join(name for name in PARTS_OF_DAY if len(name) == 2)

_SECONDS = {
    "天": 86_400, "周": 7 * 86_400, "星期": 7 * 86_400, "礼拜": 7 * 86_400,
    "小时": 3_600, "钟头": 3_600, "刻钟": 900, "分钟": 60, "分": 60, "秒": 1, "秒钟": 1,
}  # fmt: skip
_MONTHS = {"月": 1, "年": 12}


def _on_the_hour(hour: str) -> tuple[Piece, ...]:
    return (_clock(hour, 0),)


def _half(hour: str) -> tuple[Piece, ...]:
    return (_clock(hour, 30),)


def _quarters(hour: str, quarters: str) -> tuple[Piece, ...]:
    return (_clock(hour, 15 * (number(quarters) or 0)),)


def _minutes(hour: str, minute: str) -> tuple[Piece, ...]:
    return (_clock(hour, number(minute) or 0),)


def _before(minute: str | None, hour: str) -> tuple[Piece, ...]:
    return (_clock(hour, -(15 if minute is None else number(minute) or 0)),)


def _hour_before(hour: str, minute: str | None) -> tuple[Piece, ...]:
    return _before(minute, hour)


def _clock(hour: str, minute: int) -> Clock:
    return Clock(number(hour) or 0, minute, is_exact=hour[0] == "0")


def _part(name: str) -> tuple[Piece, ...]:
    return (PARTS_OF_DAY[name],)


def _duration(text: str) -> tuple[Piece, ...]:
    """Read 一个半小时, 两天, 1小时30分钟: days and longer move the day, all else counts from now."""
    text = re.sub(r"(?<=[时头天周期拜月年])[零又]", "", text)
    said = [_amount(*part) for part in re.findall(rf"({_N}|半)个?(半?)({_UNIT})(半?)", text)]
    if len(said) == 1 and said[0][1] in _MONTHS:
        months = said[0][0] * _MONTHS[said[0][1]]
        return (InMonths(int(months), None) if months == int(months) else InDays(int(30 * months)),)
    if not said or any(unit in _MONTHS for _, unit in said):
        return (Unknown(),)
    seconds = sum(amount * _SECONDS[unit] for amount, unit in said)
    if seconds % 86_400 == 0 and all(_SECONDS[unit] >= 86_400 for _, unit in said):
        return (InDays(int(seconds) // 86_400),)
    return (Span(timedelta(seconds=seconds)),)


def _amount(amount: str, half: str, unit: str, half_after: str) -> tuple[float, str]:
    whole = float(amount) if amount.isascii() else 0.5 if amount == "半" else number(amount) or 0
    return whole + (0.5 if half or half_after else 0.0), unit


HOURS: tuple[Rule, ...] = (
    (rf"(?:再?过)?{_DURATION}(?:之后|以后|过后|后){_NO_AFTER}", _duration),
    (rf"(?<![通经不超难])再?过{_DURATION}", _duration),
    (rf"差\s?(?:{_MINUTE}分?钟?|[一1]刻钟?)\s?到?{_HOUR}{_OCLOCK}", _before),
    (rf"{_HOUR}{_OCLOCK}差\s?(?:{_MINUTE}分|[一1]刻)", _hour_before),
    (rf"{_HOUR}{_OCLOCK}过?半(?![个小天年])(?:左右)?", _half),
    (rf"{_HOUR}{_OCLOCK}过?([一二三1-3])刻(?:左右)?", _quarters),
    (rf"{_HOUR}{_OCLOCK}过?{_MINUTE}分(?:左右)?", _minutes),
    (rf"{_HOUR}{_OCLOCK}{_BARE_MINUTE}(?![0-9{HAN_NUMERALS}])(?:左右)?", _minutes),
    (rf"{_NOT_A_BIT}{_HOUR}{_OCLOCK}[整多]?{_NO_HOUR}(?:左右)?", _on_the_hour),
    (rf"({_PARTS})(?!好)", _part),
    (rf"(?<=[日号天一二三四五六])([早晚])(?=[0-9{HAN_NUMERALS}]{{1,3}}[点时:])", _part),
)
"""Rules for hours; the longer form comes before the shorter."""
