"""Lengths, areas and volumes of the usual shapes from the measures that a text names. Proofs are fixtures."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.late import late
from simulator.mock.brain.operations import square_root
from simulator.mock.brain.problems.solved import Solved, both, equation

_GEOMETRY = Bilingual("几何", "geometry")
_PI = Fraction(31415926535897932384626433832795, 10**31)
_NUMBER = late(r"(?<![\d.])\d{1,9}(?:\.\d{1,6})?(?!\d)")
_IS = r"(?:长|分别|各|都|的长)?(?:是|为|=|等于|:|：|of|is|are)?\s*"
_WANTS_AREA = late(r"面积|体积|(?i:\barea\b|\bvolume\b)")
_WANTS_ROUND = late(r"周长|表面积|(?i:\bperimeter\b|\bcircumference\b|\bsurface\b)")
_CIRCLE = late(r"圆(?![柱锥桌])|(?i:\bcircle\b)")
_RADIUS, _DIAMETER = late(rf"(?i:半径|radius)\s*{_IS}(\d[\d.]*)"), late(rf"(?i:直径|diameter)\s*{_IS}(\d[\d.]*)")
_SPHERE = late(r"球|(?i:\bsphere\b|\bball\b)")
_RECTANGLE = late(r"长方形|矩形|(?i:\brectangle\b)")
_BOX = late(r"长方体|(?i:\b(?:box|cuboid)\b)")
_SQUARE, _CUBE = late(r"正方形|(?i:\bsquare\b)"), late(r"正方体|立方体|(?i:\bcube\b)")
_CYLINDER, _CONE = late(r"圆柱|(?i:\bcylinder\b)"), late(r"圆锥|(?i:\bcone\b)")
_TRAPEZOID = late(r"梯形|(?i:\btrapez)")
_RIGHT = late(r"直角三角形|直角边|勾股|(?i:\bright(?:-angled)? triangle\b|\blegs?\b)")
_HYPOTENUSE = late(rf"(?:斜边|(?i:hypotenuse)){_IS}(\d[\d.]*)")
_TRIANGLE = late(r"三角形|(?i:\btriangle\b)")
_BASE_HEIGHT = late(r"底.{0,6}高|(?i:\bbase\b.{0,30}\bheight\b)")
_ANGLES = late(r"(\d{1,3}|[三四五六七八九十])边形.{0,4}内角和|(?i:(\d{1,3})-(?:gon|sided).{0,20}angles)")
_POLYGONS = {mark: place for place, mark in enumerate("三四五六七八九十", 3)}
_OTHER = late(r"内切|外接|切线|弧|扇形|相似|证明|阴影|求证|(?i:prove|inscribed)")
"""What needs more than a formula; a fixture may know it."""


def solve(text: str) -> Solved | None:
    """Measure the shape that a narrow text describes; None where there is none or a measure is missing."""
    if (match := _ANGLES.search(text)) is not None:
        return _angles(_POLYGONS.get(match[1] or "") or int(match[1] or match[2]))
    if not (_WANTS_AREA.search(text) or _WANTS_ROUND.search(text) or _RIGHT.search(text)) or _OTHER.search(text):
        return None
    values = [Fraction(figure) for figure in _NUMBER.findall(text)[:6]]
    if not values or min(values) <= 0:
        return None
    for shape, needs, measure in _SHAPES:
        if shape.search(text):
            return measure(text, values) if len(values) == needs else None
    return None


def _solved(zh: str, en: str, *formulas: str) -> Solved:
    return Solved(_GEOMETRY, Bilingual(zh, en), tuple(both(formula) for formula in formulas))


def _v(value: Fraction) -> str:
    return equation(value, 6).removeprefix("= ").removeprefix("≈ ")


def _pi(times: Fraction) -> str:
    """Write a multiple of π and its value: 25π ≈ 78.5398."""
    return f"{'' if times == 1 else _v(times)}π ≈ {_v(Fraction(round(times * _PI * 10**4), 10**4))}"


def _root(square: Fraction) -> tuple[Fraction, str]:
    """Give a square root and how it is written: 13, or √2 ≈ 1.4142."""
    value = square_root(square)
    return value.number, (_v(value.number) if value.exact else f"√{_v(square)} ≈ {_v(round(value.number, 4))}")


def _circle(text: str, values: list[Fraction]) -> Solved | None:
    radius = values[0] / 2 if _DIAMETER.search(text) else values[0] if _RADIUS.search(text) else None
    if radius is None:
        return None
    area, around = _pi(radius**2), _pi(2 * radius)
    r = _v(radius)
    return _solved(
        f"面积是 {area}，周长是 {around}",
        f"The area is {area}, the circumference {around}",
        f"r = {r}",
        f"S = πr² = {area}",
        f"C = 2πr = {around}",
    )


def _sphere(text: str, values: list[Fraction]) -> Solved | None:
    radius = values[0] / 2 if _DIAMETER.search(text) else values[0]
    volume, surface = _pi(radius**3 * 4 / 3), _pi(4 * radius**2)
    return _solved(
        f"体积是 {volume}，表面积是 {surface}",
        f"The volume is {volume}, the surface {surface}",
        f"V = 4/3 πr³ = {volume}",
        f"S = 4πr² = {surface}",
    )


def _rectangle(text: str, values: list[Fraction]) -> Solved | None:
    a, b = values
    area, around = _v(a * b), _v(2 * (a + b))
    return _solved(
        f"面积是 {area}，周长是 {around}",
        f"The area is {area}, the perimeter {around}",
        f"S = {_v(a)} × {_v(b)} = {area}",
        f"C = 2 × ({_v(a)} + {_v(b)}) = {around}",
    )


def _square(text: str, values: list[Fraction]) -> Solved | None:
    a = _v(values[0])
    area, around = _v(values[0] ** 2), _v(4 * values[0])
    return _solved(
        f"面积是 {area}，周长是 {around}",
        f"The area is {area}, the perimeter {around}",
        f"S = {a}² = {area}",
        f"C = 4 × {a} = {around}",
    )


def _cube(text: str, values: list[Fraction]) -> Solved | None:
    a = _v(values[0])
    volume, surface = _v(values[0] ** 3), _v(6 * values[0] ** 2)
    return _solved(
        f"体积是 {volume}，表面积是 {surface}",
        f"The volume is {volume}, the surface {surface}",
        f"V = {a}³ = {volume}",
        f"S = 6 × {a}² = {surface}",
    )


def _box(text: str, values: list[Fraction]) -> Solved | None:
    a, b, c = values
    volume, surface = _v(a * b * c), _v(2 * (a * b + b * c + c * a))
    return _solved(
        f"体积是 {volume}，表面积是 {surface}",
        f"The volume is {volume}, the surface {surface}",
        f"V = {_v(a)} × {_v(b)} × {_v(c)} = {volume}",
        f"S = 2(ab + bc + ca) = {surface}",
    )


def _cylinder(text: str, values: list[Fraction]) -> Solved | None:
    radius, height = values[0] / 2 if _DIAMETER.search(text) else values[0], values[1]
    volume = _pi(radius**2 * height)
    return _solved(f"体积是 {volume}", f"The volume is {volume}", f"V = πr²h = {volume}")


def _cone(text: str, values: list[Fraction]) -> Solved | None:
    radius, height = values[0] / 2 if _DIAMETER.search(text) else values[0], values[1]
    volume = _pi(radius**2 * height / 3)
    return _solved(f"体积是 {volume}", f"The volume is {volume}", f"V = 1/3 πr²h = {volume}")


def _trapezoid(text: str, values: list[Fraction]) -> Solved | None:
    a, b, h = values
    area = _v((a + b) * h / 2)
    return _solved(f"面积是 {area}", f"The area is {area}", f"S = ({_v(a)} + {_v(b)}) × {_v(h)} ÷ 2 = {area}")


def _right(text: str, values: list[Fraction]) -> Solved | None:
    if (match := _HYPOTENUSE.search(text)) is not None:
        longest = Fraction(match[1].rstrip("."))
        leg = next((value for value in values if value != longest), longest)
        if leg >= longest:
            return None
        _, shown = _root(longest**2 - leg**2)
        return _solved(
            f"另一条直角边是 {shown}",
            f"The other leg is {shown}",
            f"b² = {_v(longest)}² − {_v(leg)}² = {_v(longest**2 - leg**2)}",
            f"b = {shown}",
        )
    a, b = values
    longest, shown = _root(a**2 + b**2)
    height = equation(round(a * b / longest, 6), 4)
    area = _v(a * b / 2)
    return _solved(
        f"斜边是 {shown}，斜边上的高 {height}，面积是 {area}",
        f"The hypotenuse is {shown}, the height on it {height}, the area {area}",
        f"c² = {_v(a)}² + {_v(b)}² = {_v(a**2 + b**2)}",
        f"c = {shown}",
        f"S = {_v(a)} × {_v(b)} ÷ 2 = {area}",
        f"h = {_v(a)} × {_v(b)} ÷ c {height}",
    )


def _triangle(text: str, values: list[Fraction]) -> Solved | None:
    if not _BASE_HEIGHT.search(text):
        return None
    area = _v(values[0] * values[1] / 2)
    return _solved(f"面积是 {area}", f"The area is {area}", f"S = {_v(values[0])} × {_v(values[1])} ÷ 2 = {area}")


def _three_sides(text: str, values: list[Fraction]) -> Solved | None:
    a, b, c = sorted(values)
    if a + b <= c:
        return _solved(
            "这三条边围不成三角形：两边之和必须大于第三边",
            "No triangle has these sides: two together must be longer than the third",
            f"{_v(a)} + {_v(b)} = {_v(a + b)} ≤ {_v(c)}",
        )
    p = (a + b + c) / 2
    _, area = _root(p * (p - a) * (p - b) * (p - c))
    around = _v(2 * p)
    right = [f"{_v(a)}² + {_v(b)}² = {_v(c)}²"] if a * a + b * b == c * c else []
    return _solved(
        f"面积是 {area}，周长是 {around}",
        f"The area is {area}, the perimeter {around}",
        *right,
        f"p = ({_v(a)} + {_v(b)} + {_v(c)}) ÷ 2 = {_v(p)}",
        f"S = √(p(p − a)(p − b)(p − c)) = {area}",
    )


def _angles(sides: int) -> Solved | None:
    if sides < 3:
        return None
    total = (sides - 2) * 180
    return _solved(
        f"{sides} 边形的内角和是 {total}°",
        f"The angles of a {sides}-gon add up to {total}°",
        f"({sides} − 2) × 180° = {total}°",
    )


_SHAPES: tuple[tuple[re.Pattern[str], int, Callable[[str, list[Fraction]], Solved | None]], ...] = (
    (_CYLINDER, 2, _cylinder),
    (_CONE, 2, _cone),
    (_BOX, 3, _box),
    (_CUBE, 1, _cube),
    (_RECTANGLE, 2, _rectangle),
    (_SQUARE, 1, _square),
    (_TRAPEZOID, 3, _trapezoid),
    (_RIGHT, 2, _right),
    (late(r"三边|三条边|边长|(?i:\bsides\b)"), 3, _three_sides),
    (_TRIANGLE, 2, _triangle),
    (_SPHERE, 1, _sphere),
    (_CIRCLE, 1, _circle),
)
"""How a shape is named, how many measures it has, and how it is measured; the first that is named counts."""
