"""What an utterance names that could fill a parameter: quotes, numbers, places, times. Schemas are `arguments`'."""

from __future__ import annotations

import re

from simulator.mock.brain.expression import narrow, sums_in
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number

_QUOTED = late(r"[“「『《\"]([^”」』》\"\n]{1,200})[”」』》\"]|‘([^’\n]{1,200})’")
_NUMBER = late(
    r"(?<![\d.])-?\d{1,15}(?:\.\d{1,15})?|[零一二两三四五六七八九十百千万亿]{1,12}(?=[个位名天次元块岁点分小杯页人条件张])"
)
_CITIES = (
    "北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|大连|厦门|宁波|济南|沈阳|哈尔滨|长春"
    "|石家庄|太原|呼和浩特|合肥|福州|南昌|南宁|海口|三亚|贵阳|昆明|拉萨|兰州|西宁|银川|乌鲁木齐|香港|澳门|台北|无锡|佛山"
    "|东莞|珠海|桂林|丽江|洛阳|纽约|伦敦|巴黎|东京|首尔|新加坡|曼谷|悉尼|柏林|罗马|莫斯科|旧金山|洛杉矶|迪拜"
)
_PLACE = late(
    rf"{_CITIES}|(?<=[在去到从住])[\u4e00-\u9fff]{{2,6}}?[省市县区镇]|^[\u4e00-\u9fff]{{2,4}}?[省市县区镇](?=[的今明后天])"
    r"|(?<=\bin )[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}|(?<=\bfor )[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
    r"|(?<=\bto )[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
)
_CLOCK = (
    r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上)?[\d零一二两三四五六七八九十]{1,3}"
    r"(?:[:：]\d{2}|点(?:半|[\d一二三四五六七八九十]{1,3}分?|钟)?)"
)
_TIME = late(
    rf"(?:\d{{4}}[-/年])?\d{{1,2}}[-/月]\d{{1,2}}[日号]?(?:\s*{_CLOCK})?"
    rf"|(?:今天|明天|后天|大后天|昨天|今晚|明晚|(?:这|下|上)?(?:周|星期|礼拜)[一二三四五六日天])(?:\s*{_CLOCK}|早上|上午|下午|晚上)?|{_CLOCK}"
    r"|(?i:\b(?:today|tonight|tomorrow|yesterday|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"(?: at \d{1,2}(?::\d{2})?(?: ?[ap]m)?)?|\b\d{1,2}(?::\d{2})? ?[ap]m\b)"
)


def quotes(text: str) -> list[str]:
    """Give what stands in quotation marks, in order."""
    return [one or other for one, other in _QUOTED.findall(text)]


def numbers(text: str) -> list[float]:
    """Give the numbers, in order; Chinese numerals count before a measure word."""
    found = (_number(part) for part in _NUMBER.findall(narrow(text)))
    return [value for value in found if value is not None]


def place(text: str) -> str:
    """Give the first place named, "" where there is none: a well-known city, or what the words around it make one."""
    return _first(_PLACE, text)


def time(text: str) -> str:
    """Give the first day or time of day in the user's own words, "" where there is none."""
    return _first(_TIME, text)


def formula(text: str) -> str:
    """Give the longest sum as it was written, "" where there is none."""
    plain = narrow(text)
    return max((plain[found.start : found.end].strip() for found in sums_in(plain)), key=len, default="")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group().strip() if found else ""


def _number(text: str) -> float | None:
    if text.lstrip("-")[:1].isascii():
        return float(text) if "." in text else int(text)
    value = number(text)
    return None if value is None else int(value)
