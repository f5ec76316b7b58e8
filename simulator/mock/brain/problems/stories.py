"""Arithmetic told as a story: heads and legs, discounts, journeys, shared work, what is left. Shapes are `geometry`."""

from __future__ import annotations

import re
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.problems.solved import Solved, both, equation

_STORY = Bilingual("应用题", "a word problem")
_N = r"(\d{1,9}(?:\.\d{1,4})?|[一两二三四五六七八九十百]{1,5})"
_CAGE = late(r"鸡.{0,3}兔|兔.{0,3}鸡|(?i:\bchickens?\b.*\brabbits?\b|\brabbits?\b.*\bchickens?\b)")
_HEADS = late(rf"{_N}\s*(?:个|只)?\s*(?:头|(?i:heads))|头\D{{0,4}}{_N}")
_LEGS = late(rf"{_N}\s*(?:只|条|个)?\s*(?:脚|腿|足|(?i:legs|feet))|[脚腿]\D{{0,4}}{_N}")
_DISCOUNT = late(
    rf"(?:原价|标价|售价|价格|定价)\D{{0,6}}{_N}\s*(?:元|块)[^。]{{0,12}}?(?:打|卖)?([一二三四五六七八九]{{1,2}}|\d(?:\.\d)?|\d\d)折"
)
_OFF = late(r"(?i:\$?(\d{1,9}(?:\.\d{1,2})?)\b[^.?]{0,40}?\b(\d{1,2})\s?% (?:off|discount))")
_DISTANCE = late(rf"(?:相距|距离|全长|路程|全程|走了?|行驶了?|跑了?)\D{{0,6}}{_N}\s*(?:公里|千米|km)")
_SPEED = late(rf"(?:时速|速度|车速|每小时)\D{{0,8}}{_N}|{_N}\s*(?:公里|千米|km)\s*(?:每小时|/小时|/h|每时)")
_HOURS = late(rf"{_N}\s*个?(?:小时|钟头)(?!\s*[行走])")
_TRIP_EN = late(
    r"(?i:(\d+(?:\.\d+)?)\s?(?:km|miles)\b(?! ?/| per| an hour)"
    r"[^?]*?(\d+(?:\.\d+)?)\s?(?:km/h|mph|km per hour|miles per hour))"
)
_ASKS_TIME = late(r"多久|多长时间|几个?小时|多少小时|(?i:how long|how many hours)")
_ASKS_WAY = late(r"多远|多少公里|多少千米|路程")
_WORK = late(rf"甲\D{{0,10}}{_N}\s*(天|小时)[^。]*?乙\D{{0,10}}{_N}\s*(?:天|小时).*(?:合作|一起|合做|共同)")
_LEFT = late(r"还(?:剩|有)|剩下|现在有|一共有|(?i:\b(?:how many|left|have now)\b)")
_HAS = late(rf"(?<!\d)(?:有|(?i:\b(?:has|have|had)\b))\s*{_N}")
_GONE = late(
    rf"(?:给了?|吃了?|卖了?|用了?|丢了?|送了?|拿走了?|飞走了?|坏了?|分给)(?!我)[^，,。\d]{{0,6}}?{_N}|(?i:\b(?:gives?|gave|ate|eats?|lost|loses?|sold|sells?)\b)[^,.\d]{{0,20}}?(\d{{1,9}})"
)
_COME = late(
    rf"(?:又?买了?|得到了?|捡了?|摘了?|收到了?|又来了?|飞来了?|给我)[^，,。\d]{{0,6}}?{_N}|(?i:\b(?:buys?|bought|gets?|got|finds?|found|receives?)\b)[^,.\d]{{0,20}}?(\d{{1,9}})"
)
_TREE = late(r"枪|(?i:\bshoot|\bshot\b)")


def solve(text: str) -> Solved | None:
    """Solve the story of a narrow text; None where it is none of the known ones or lacks a number."""
    for attempt in (_cage, _discount, _work, _journey, _left):
        if (solved := attempt(text)) is not None:
            return solved
    return None


def _value(text: str | None) -> Fraction | None:
    return number(text) if text else None


def _first(pattern: re.Pattern[str], text: str) -> Fraction | None:
    match = pattern.search(text)
    return _value(next((part for part in match.groups() if part), None)) if match else None


def _v(value: Fraction) -> str:
    return equation(value).removeprefix("= ")


def _cage(text: str) -> Solved | None:
    if _CAGE.search(text) is None:
        return None
    heads, legs = _first(_HEADS, text), _first(_LEGS, text)
    if heads is None or legs is None:
        return None
    rabbits = (legs - 2 * heads) / 2
    chickens = heads - rabbits
    if rabbits.denominator != 1 or heads.denominator != 1 or rabbits < 0 or chickens < 0:
        wrong = Bilingual(
            f"{_v(heads)} 个头配 {_v(legs)} 只脚，凑不出整数只鸡和兔",
            f"No whole numbers of both have {_v(heads)} heads and {_v(legs)} legs",
        )
        return Solved(_STORY, wrong, (both(f"({_v(legs)} − 2 × {_v(heads)}) ÷ 2 {equation(rabbits)}"),))
    steps = (
        Bilingual(f"假设全是鸡，应有 {_v(2 * heads)} 只脚", f"If all were chickens: {_v(2 * heads)} legs"),
        Bilingual(
            f"多出 {_v(legs - 2 * heads)} 只脚，每只兔多 2 只", f"{_v(legs - 2 * heads)} legs more, 2 for each rabbit"
        ),
        both(f"{_v(legs - 2 * heads)} ÷ 2 = {rabbits}"),
        Bilingual(
            f"验算：{chickens} × 2 + {rabbits} × 4 = {_v(legs)}", f"Check: {chickens} × 2 + {rabbits} × 4 = {_v(legs)}"
        ),
    )
    return Solved(
        _STORY, Bilingual(f"鸡 {chickens} 只，兔 {rabbits} 只", f"{chickens} chickens and {rabbits} rabbits"), steps
    )


def _discount(text: str) -> Solved | None:
    if (match := _DISCOUNT.search(text)) is not None:
        price, fold = _value(match[1]), _value(match[2])
        if price is None or not fold:
            return None
        share = fold / (10 if fold < 10 else 100)
        paid = price * share
        step = both(f"{_v(price)} × {_v(share)} {equation(paid)}")
        return Solved(_STORY, Bilingual(f"打折后是 {_v(paid)} 元", f"It costs {_v(paid)}"), (step,))
    if (match := _OFF.search(text)) is None:
        return None
    price, off = Fraction(match[1]), Fraction(match[2])
    paid = price * (100 - off) / 100
    step = both(f"{_v(price)} × (1 − {_v(off)}%) {equation(paid, 2)}")
    return Solved(_STORY, Bilingual(f"打折后是 {_v(paid)}", f"It costs {_v(paid)}"), (step,))


def _journey(text: str) -> Solved | None:
    way, speed, hours = _first(_DISTANCE, text), _first(_SPEED, text), _first(_HOURS, text)
    if (match := _TRIP_EN.search(text)) is not None:
        way, speed = Fraction(match[1]), Fraction(match[2])
    if _ASKS_TIME.search(text) and way and speed:
        time = way / speed
        step = both(f"{_v(way)} ÷ {_v(speed)} {equation(time)}")
        return Solved(_STORY, Bilingual(f"需要 {_v(time)} 小时", f"It takes {_v(time)} hours"), (step,))
    if _ASKS_WAY.search(text) and speed and hours:
        step = both(f"{_v(speed)} × {_v(hours)} {equation(speed * hours)}")
        return Solved(_STORY, Bilingual(f"路程是 {_v(speed * hours)} 公里", f"{_v(speed * hours)} km"), (step,))
    return None


def _work(text: str) -> Solved | None:
    match = _WORK.search(text)
    one, two = (_value(match[1]), _value(match[3])) if match else (None, None)
    if match is None or not one or not two:
        return None
    time = 1 / (1 / one + 1 / two)
    steps = (
        Bilingual(f"把工作总量看作 1，每{match[2]}各做 1/{_v(one)} 和 1/{_v(two)}", "Take the work as 1"),
        both(f"1 ÷ (1/{_v(one)} + 1/{_v(two)}) {equation(time)}"),
    )
    return Solved(_STORY, Bilingual(f"合作需要 {_v(time)} {match[2]}", f"Together {_v(time)}"), steps)


def _left(text: str) -> Solved | None:
    begin = _HAS.search(text)
    start = _value(begin[1]) if begin else None
    if begin is None or start is None or _LEFT.search(text) is None or _TREE.search(text):
        return None
    changes = [
        (match.start(), sign, _value(next(part for part in match.groups() if part)))
        for sign, pattern in ((-1, _GONE), (1, _COME))
        for match in pattern.finditer(text, begin.end())
    ]
    if not changes or any(value is None for *_, value in changes):
        return None
    total, sum_ = start, _v(start)
    for _, sign, value in sorted(changes):
        total += sign * (value or 0)
        sum_ += f" {'+' if sign > 0 else '−'} {_v(value or Fraction(0))}"
    if total < 0:
        return None
    return Solved(_STORY, Bilingual(f"是 {_v(total)} 个", f"{_v(total)}"), (both(f"{sum_} {equation(total)}"),))
