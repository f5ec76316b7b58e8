"""Converts measures between units, Chinese ones included, exactly. Sums are `arithmetic`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.problems.solved import Solved, both, equation

_ABOUT = Bilingual("单位换算", "units")
_TABLE = """
length 1000 千米 公里 km kilometer kilometers kilometre kilometres
length 1 米 m meter meters metre metres
length 0.1 分米 dm
length 0.01 厘米 公分 cm centimeter centimeters centimetre centimetres
length 0.001 毫米 mm millimeter millimeters
length 1609.344 英里 mile miles mi
length 0.3048 英尺 ft foot feet
length 0.0254 英寸 inch inches
length 0.9144 码 yard yards
length 500 里 华里
length 1852 海里
mass 1000 吨 t ton tons tonne tonnes
mass 1 千克 公斤 kg kilogram kilograms
mass 0.5 斤 市斤 jin
mass 0.05 两
mass 0.001 克 g gram grams
mass 0.000001 毫克 mg
mass 0.45359237 磅 lb lbs pound pounds
mass 0.028349523125 盎司 oz ounce ounces
time 604800 周 星期 week weeks
time 86400 天 day days
time 3600 小时 钟头 h hour hours
time 60 分钟 分 min minute minutes
time 1 秒 秒钟 s second seconds
volume 1 升 L liter liters litre litres
volume 0.001 毫升 mL ml milliliter milliliters
volume 1000 立方米
volume 3.785411784 加仑 gallon gallons
area 1 平方米 平米
area 1000000 平方公里 平方千米
area 10000 公顷 hectare hectares
area 4046.8564224 英亩 acre acres
data 1 字节 byte bytes B
data 1024 KB kb
data 1048576 MB mb
data 1073741824 GB gb
data 1099511627776 TB tb
"""


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    size: Fraction


def _units() -> dict[str, _Unit]:
    rows = (line.split() for line in _TABLE.split("\n") if line)
    units = {name: _Unit(kind, Fraction(size)) for kind, size, *names in rows for name in names}
    return units | {name: _Unit("area", Fraction(2000, 3)) for name in ("亩", "mu")}


_UNITS = _units()
_NAMES = "|".join(sorted(_UNITS, key=lambda name: -len(name)))
_AMOUNT = r"(?:\d{1,15}(?:\.\d{1,9})?|[零一二两三四五六七八九十百千万半]{1,8})"
_MEASURE = rf"{_AMOUNT}\s?个?(?:{_NAMES})(?![A-Za-z])"
_ASKS = late(
    rf"(?P<from>{_MEASURE}(?:零?又?{_MEASURE}){{0,3}})(?:大概|大约|约)?\s*(?:是|等于|=|合|有|换算|转换?|为|折合)+成?(?:是)?"
    rf"(?:多少|几)?个?\s*(?P<to>{_NAMES})(?![A-Za-z\u3400-\u9fff]*[年月路])"
    rf"|(?P<en_from>{_MEASURE})\s(?:to|in|into|as|is how many|equals how many|=)\s(?P<en_to>{_NAMES})\b"
    rf"|(?i:how many )(?P<of>{_NAMES})\s(?:are |is )?(?:there )?(?:in|make)"
    rf"\s(?P<whole>(?:{_AMOUNT}|an?|one)\s?(?:{_NAMES}))\b"
)
_PART = late(rf"({_AMOUNT}|an?|one)\s?个?({_NAMES})(?![A-Za-z])")
_DEGREES = late(
    r"(-?\d{1,6}(?:\.\d{1,4})?)\s*(?P<from>华氏度|摄氏度|°[FC]|[FC]\b|℉|℃|(?i:(?:degrees )?(?:fahrenheit|celsius)))\s*"
    r"(?:是|等于|=|合|有|换算|转换?|为|to|in|is|into)+成?\s*(?:多少|几|what in)?\s*"
    r"(?P<to>华氏度?|摄氏度?|°[FC]|[FC]\b|℉|℃|(?i:(?:degrees )?(?:fahrenheit|celsius)))"
)


def solve(text: str) -> Solved | None:
    """Convert the measure that a narrow text names; None where it names none or two that do not fit each other."""
    if (degrees := _DEGREES.search(text)) is not None:
        return _temperature(Fraction(degrees[1]), _is_fahrenheit(degrees["from"]), _is_fahrenheit(degrees["to"]))
    match = _ASKS.search(text)
    if match is None:
        return None
    source = match["from"] or match["en_from"] or match["whole"]
    target = match["to"] or match["en_to"] or match["of"]
    parts = [(_value(amount), unit) for amount, unit in _PART.findall(source)]
    unit = _UNITS[target]
    if not parts or any(value is None or _UNITS[name].kind != unit.kind for value, name in parts):
        return None
    if all(name == target for _, name in parts):
        return None
    return _converted(source, [(value or Fraction(0), name) for value, name in parts], target)


def _value(text: str) -> Fraction | None:
    if text in ("a", "an", "one"):
        return Fraction(1)
    return Fraction(1, 2) if text == "半" else number(text)


def _converted(source: str, parts: list[tuple[Fraction, str]], target: str) -> Solved:
    size = _UNITS[target].size
    steps = tuple(
        both(f"1 {name} {equation(_UNITS[name].size / size, 8)} {target}")
        for name in dict.fromkeys(name for _, name in parts if name != target)
    )
    total = sum((value * _UNITS[name].size / size for value, name in parts), Fraction(0))
    return Solved(_ABOUT, both(f"{source.strip()} {equation(total, 6)} {target}"), steps)


def _is_fahrenheit(text: str) -> bool:
    return any(mark in text for mark in ("华", "F", "℉", "fahrenheit"))


def _temperature(value: Fraction, from_f: bool, to_f: bool) -> Solved | None:
    if from_f == to_f:
        return None
    result = value * 9 / 5 + 32 if to_f else (value - 32) * 5 / 9
    given, made = ("°F", "°C") if from_f else ("°C", "°F")
    shown = equation(value).removeprefix("= ")
    formula = f"{shown} × 9/5 + 32" if to_f else f"({shown} − 32) × 5/9"
    return Solved(
        _ABOUT, both(f"{shown}{given} {equation(result, 2)}{made}"), (both(f"{formula} {equation(result, 2)}"),)
    )
