"""Reads numbers as people write them, Chinese numerals included, as exact fractions. Sums of them are `evaluate`."""

from __future__ import annotations

from fractions import Fraction

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
LONGEST = 120
"""Characters of a number that is still read; longer ones are refused, since their cost grows with their square."""


def number(text: str) -> Fraction | None:
    """Give the value of `12`, `1,200.5`, `3万亿`, `一百二十三`, `三万五` or `三点一四`; None where it is no number.

    A digit after a unit without 零 counts in the next smaller unit, as it is spoken: 三万五 is 35,000, 一百二 is 120.
    """
    if not text or len(text) > LONGEST:
        return None
    head = text.rstrip("万亿")
    if head[:1].isascii() and head:
        return _arabic(head, text[len(head) :])
    whole, point, decimals = text.partition("点")
    if point and (not decimals or any(mark not in _DIGITS for mark in decimals)):
        return None
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Fraction(value)
    return value + Fraction(int("".join(str(_DIGITS[mark]) for mark in decimals)), 10 ** len(decimals))


def _arabic(head: str, groups: str) -> Fraction | None:
    try:
        value = Fraction(head.replace(",", ""))
    except ValueError:
        return None
    for mark in groups:
        value *= _GROUPS[mark]
    return value


def _whole(text: str) -> int | None:
    if text and all(mark in _DIGITS for mark in text):
        return int("".join(str(_DIGITS[mark]) for mark in text))
    total = section = digit = 0
    unit = 1
    for mark in text:
        if mark in _DIGITS:
            digit, unit = _DIGITS[mark], 1 if mark in "零〇" else unit
        elif mark in _UNITS:
            section, digit, unit = section + (digit or 1) * _UNITS[mark], 0, _UNITS[mark]
        elif mark in _GROUPS:
            total, section, digit, unit = _grouped(total, section + digit, _GROUPS[mark]), 0, 0, _GROUPS[mark]
        else:
            return None
    return total + section + digit * max(1, unit // 10) if text else None


def _grouped(total: int, section: int, group: int) -> int:
    """万 multiplies what stands since the last 亿; 亿 multiplies all before it (三万亿)."""
    return (total + section) * group if group > 10**4 else total + section * group
