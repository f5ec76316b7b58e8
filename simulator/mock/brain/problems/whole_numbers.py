"""Divisors, primes, bases, rows and means of whole numbers. Counting arrangements is `counting`."""

from __future__ import annotations

import math
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.late import late
from simulator.mock.brain.problems.solved import Solved, both, equation

_NUMBERS = Bilingual("数论", "whole numbers")
MOST = 10**10
"""The largest number that is factorised, by trial division in 100,000 steps."""

_INT = late(r"(?<![\d.])\d{1,18}(?![\d.])")
_DIVISOR = late(r"最大公[约因]数|公约数|(?i:\bgcd\b|\bgreatest common (?:divisor|factor)|\bhcf\b)")
_MULTIPLE = late(r"最小公倍数|(?i:\blcm\b|\bleast common multiple)")
_PRIME = late(r"(?:是|算)(?:不是|否)?(?:一个)?[质素]数|(?i:\bis\b.{0,20}\bprime\b)")
_FACTORS = late(r"分解(?:质|素)因数|[质素]因数分解|(?i:\bprime factor|\bfactori[sz]e\b)")
_BASES = {"二": 2, "八": 8, "十六": 16, "binary": 2, "octal": 8, "hex": 16, "hexadecimal": 16}
_TO_BASE = late(
    r"(?P<n>\d{1,18})[^\d]{0,6}?(?:转换?|写|表示|化)?(?:成|为|的|用)?(?P<base>十六|二|八)进制"
    r"|(?i:(?P<en_n>\d{1,18})\s(?:in|to|into|as)\s(?P<en_base>binary|octal|hexadecimal|hex)\b)"
)
_FROM_BASE = late(
    r"(?P<base>十六|二|八)进制(?:数|的)?\s*(?:0[xXbBoO])?(?P<n>[0-9A-Fa-f]{1,16})(?![0-9A-Za-z])"
    r"|(?i:(?P<en_base>binary|octal|hexadecimal|hex)\s(?:0[xbo])?(?P<en_n>[0-9a-f]{1,16})\b)"
)
_CODE = late(r"代码|程序|函数|(?i:python|java|code|function|program|\bc\+\+|script)")
_FIBONACCI = late(r"(?i:斐波那契|fibonacci)")
_SUM = late(r"(?:从)?(\d{1,9})\s*(?:到|至|~)\s*(\d{1,9})(?:所有)?(?:的)?(?:整数|自然数|数)?(?:的|之|相加)*(?:总)?和")
_MEAN = late(r"平均(?:数|值|分)?|(?i:\b(?:average|mean)\b)")
_MEDIAN = late(r"中位数|(?i:\bmedian\b)")
_FIGURE = late(r"-?\d{1,12}(?:\.\d{1,6})?")
_LEAP = late(r"(\d{4})年?(?:是|算)(?:不是|否)?闰年|(?i:is (\d{4}) a leap year)")
_MOST_TERMS = 60


def solve(text: str) -> Solved | None:
    """Answer what a narrow text asks about whole numbers; None where it does not."""
    for attempt in (_common, _row, _sum, _base, _prime, _factors, _leap, _mean):
        if (solved := attempt(text)) is not None:
            return solved
    return None


def _ints(text: str) -> list[int]:
    return [int(figure) for figure in _INT.findall(text)[:20]]


def _common(text: str) -> Solved | None:
    is_divisor, numbers = _DIVISOR.search(text) is not None, _ints(text)
    if not (is_divisor or _MULTIPLE.search(text)) or len(numbers) < 2 or 0 in numbers or max(numbers) > MOST:
        return None
    result = math.gcd(*numbers) if is_divisor else math.lcm(*numbers[:6])
    listed = ", ".join(map(str, numbers))
    name = Bilingual("最大公约数" if is_divisor else "最小公倍数", "GCD" if is_divisor else "LCM")
    steps = tuple(both(f"{n} = {factors_text(n)}") for n in numbers[:6] if n > 1)
    return Solved(_NUMBERS, Bilingual(f"{listed} 的{name.zh}是 {result}", f"{name.en}({listed}) = {result}"), steps)


def _prime(text: str) -> Solved | None:
    numbers = _ints(text)
    if _PRIME.search(text) is None or len(numbers) != 1 or numbers[0] > MOST:
        return None
    n = numbers[0]
    parts = factors(n) if n > 1 else []
    if len(parts) == 1:
        tried = Bilingual(f"试除到 √{n} 都除不尽", f"No number up to √{n} divides it")
        return Solved(_NUMBERS, Bilingual(f"{n} 是质数", f"{n} is prime"), (tried,))
    why = both(f"{n} = {factors_text(n)}") if parts else Bilingual("质数要大于 1", "A prime is larger than 1")
    return Solved(_NUMBERS, Bilingual(f"{n} 不是质数", f"{n} is not prime"), (why,))


def _factors(text: str) -> Solved | None:
    numbers = _ints(text)
    if _FACTORS.search(text) is None or len(numbers) != 1 or not 2 <= numbers[0] <= MOST:
        return None
    return Solved(_NUMBERS, both(f"{numbers[0]} = {factors_text(numbers[0])}"))


def factors(n: int) -> list[int]:
    """Give the prime factors of a number from 2 to `MOST`, smallest first."""
    found, divisor = [], 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            found.append(divisor)
            n //= divisor
        divisor += 1 if divisor == 2 else 2
    return [*found, n] if n > 1 else found


def factors_text(n: int) -> str:
    """Write prime factors as 2^3 × 5."""
    parts = factors(n)
    powers = ((prime, parts.count(prime)) for prime in sorted(set(parts)))
    return " × ".join(f"{prime}^{count}" if count > 1 else str(prime) for prime, count in powers) or str(n)


def _base(text: str) -> Solved | None:
    if (match := _FROM_BASE.search(text)) is not None:
        base, digits = _BASES[(match["base"] or match["en_base"]).lower()], match["n"] or match["en_n"]
        if any(int(mark, 16) >= base for mark in digits):
            return None
        terms = " + ".join(f"{int(mark, 16)} × {base}^{len(digits) - place}" for place, mark in enumerate(digits, 1))
        return Solved(_NUMBERS, both(f"({digits.upper()}){base} = {int(digits, base)}"), (both(terms),))
    if (match := _TO_BASE.search(text)) is None:
        return None
    base, n = _BASES[(match["base"] or match["en_base"]).lower()], int(match["n"] or match["en_n"])
    digits = format(n, {2: "b", 8: "o", 16: "X"}[base])
    how = Bilingual(f"不断除以 {base}，从下往上读余数：{digits}", f"Divide by {base} and read the remainders upwards")
    return Solved(_NUMBERS, both(f"{n} = ({digits}){base}"), (how,))


def _row(text: str) -> Solved | None:
    if _FIBONACCI.search(text) is None or _CODE.search(text):
        return None
    count = min(_MOST_TERMS, max(1, next(iter(_ints(text)), 10)))
    row, one, two = [], 1, 1
    for _ in range(count):
        row.append(one)
        one, two = two, one + two
    rule = both("F(n) = F(n − 1) + F(n − 2)")
    return Solved(_NUMBERS, both(", ".join(map(str, row))), (rule,))


def _sum(text: str) -> Solved | None:
    match = _SUM.search(text)
    if match is None:
        return None
    first, last = sorted((int(match[1]), int(match[2])))
    total = (first + last) * (last - first + 1) // 2
    formula = both(f"({first} + {last}) × {last - first + 1} ÷ 2 = {total}")
    return Solved(_NUMBERS, both(f"{first} + … + {last} = {total}"), (formula,))


def _mean(text: str) -> Solved | None:
    is_mean, values = _MEAN.search(text) is not None, [Fraction(one) for one in _FIGURE.findall(text)[:50]]
    if len(values) < 3 or not (is_mean or _MEDIAN.search(text)):
        return None
    if is_mean:
        total, count = sum(values, Fraction(0)), len(values)
        worked = both(f"{_listed(values, ' + ')} {equation(total)}")
        mean = equation(total / count)
        return Solved(_NUMBERS, Bilingual(f"平均数 {mean}", f"The mean {mean}"), (worked, both(f"÷ {count} {mean}")))
    row = sorted(values)
    middle = (row[(len(row) - 1) // 2] + row[len(row) // 2]) / 2
    return Solved(
        _NUMBERS, Bilingual(f"中位数 {equation(middle)}", f"The median {equation(middle)}"), (both(_listed(row, ", ")),)
    )


def _listed(values: list[Fraction], separator: str) -> str:
    return separator.join(equation(value).removeprefix("= ") for value in values)


def _leap(text: str) -> Solved | None:
    match = _LEAP.search(text)
    if match is None:
        return None
    year = int(match[1] or match[2])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    rule = Bilingual("能被 4 整除且不能被 100 整除，或能被 400 整除", "Divisible by 4 and not by 100, or by 400")
    zh, en = f"{year} 年{'' if leap else '不'}是闰年", f"{year} is {'' if leap else 'not '}a leap year"
    return Solved(_NUMBERS, Bilingual(zh, en), (rule,))
