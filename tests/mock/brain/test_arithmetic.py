"""Sums are found, exact, bounded and shown with their working."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.mock.brain.evaluate import evaluate
from simulator.mock.brain.expression import sums_in
from simulator.mock.brain.figures import decimal, written
from simulator.mock.brain.numerals import number
from simulator.mock.brain.operations import Unworkable, Value

LEAVES = st.one_of(
    st.integers(0, 999).map(lambda value: (str(value), f"Fraction({value})")),
    st.decimals(0, 99, places=2).map(lambda value: (f"{value:f}", f"Fraction('{value:f}')")),
)


def _joined(children):
    signs = st.sampled_from(
        [("+", "+"), ("-", "-"), ("*", "*"), ("/", "/"), ("×", "*"), ("÷", "/"), ("加", "+"), ("除以", "/")]
    )
    return st.one_of(
        st.tuples(children, signs, children).map(
            lambda p: (f"({p[0][0]}{p[1][0]}{p[2][0]})", f"({p[0][1]}{p[1][1]}{p[2][1]})")
        ),
        st.tuples(children, signs, children).map(
            lambda p: (f"{p[0][0]} {p[1][0]} {p[2][0]}", f"{p[0][1]} {p[1][1]} {p[2][1]}")
        ),
        children.map(lambda p: (f"(-{p[0]})", f"(-{p[1]})")),
        st.tuples(children, st.integers(0, 3)).map(lambda p: (f"({p[0][0]})^{p[1]}", f"({p[0][1]})**{p[1]}")),
    )


@given(st.recursive(LEAVES, _joined, max_leaves=8))
def test_a_sum_comes_to_what_python_says(pair):
    text, python = pair
    found = list(sums_in(text))
    assume(found)
    try:
        expected = eval(python, {"Fraction": Fraction})
    except ZeroDivisionError:
        with pytest.raises(Unworkable, match="zero"):
            evaluate(found[0].tokens)
        return
    assert evaluate(found[0].tokens)[0] == Value(expected)


@given(st.text("0123456789+-*/^%!()√.×一二十百万点负加除以 ", max_size=40))
def test_any_string_of_signs_is_a_sum_or_none_or_refused_with_a_reason(text):
    for found in sums_in(text):
        try:
            worked = evaluate(found.tokens)
        except Unworkable as refused:
            assert refused.reason in ("zero", "large", "long", "root", "factorial")
        else:
            assert worked is None or isinstance(written(worked[0]), str)


@given(st.integers(0, 10**16 - 1))
def test_a_chinese_numeral_is_read_back(value):
    assert number(_chinese(value)) == value


def _chinese(value: int) -> str:
    """Write a number as it is written out in full: 10,203 is 一万零二百零三."""
    if value == 0:
        return "零"
    for size, mark in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            gap = "零" if rest and rest < size // 10 else ""
            return _chinese(head) + mark + gap + (_chinese(rest) if rest else "")
    return "零一二三四五六七八九"[value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十五", 15),
        ("两千零三", 2003),
        ("三万五", 35000),
        ("一百二", 120),
        ("三点一四", Fraction(314, 100)),
        ("二〇二五", 2025),
        ("3万亿", 3 * 10**12),
        ("1,234.5", Fraction(12345, 10)),
        ("一亿两千万", 120_000_000),
    ],
)
def test_numbers_are_read_as_they_are_spoken(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("3加5等于几", "= 8"),
        ("3 + 4 * 5 = ?", "= 23"),
        ("请问（1+2）×3等于多少？", "= 9"),
        ("一百二十三乘以四十五是多少", "= 5535"),
        ("0.1+0.2等于多少", "= 0.3"),
        ("100除以7等于多少", "100/7 ≈ 14.285714"),
        ("2的10次方是多少", "= 1024"),
        ("-2^2", "= -4"),
        ("2**3**2", "= 512"),
        ("25的平方等于多少", "= 625"),
        ("根号16是多少", "= 4"),
        ("16的平方根是多少", "= 4"),
        ("根号2是多少", "≈ 1.4142135624"),
        ("100的20%是多少", "= 20"),
        ("百分之五十加1等于几", "= 1.5"),
        ("17 % 5 = ?", "= 2"),
        ("5的阶乘是多少", "= 120"),
        ("从1加到100等于多少", "= 5050"),
        ("what is 20% of 50?", "= 10"),
        ("What is 12 times 12?", "= 144"),
        ("calculate 7 minus 10", "= -3"),
        ("what is the square root of 81?", "= 9"),
        ("１２＋３０＝？", "= 42"),
    ],
)
def test_a_sum_is_answered(talk, question, answer):
    assert answer in talk(question)[-1].answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("5/0", "除以 0"),
        ("0的0次方除以0等于几", "除以 0"),
        ("9**9**9", "太大"),
        ("99999的阶乘是多少", "太大"),
        ("根号-4等于多少", "负数"),
        ("1" + "+1" * 300, "太长"),
        ("what is 1 / 0?", "undefined"),
        ("2.5! = ?", "阶乘"),
    ],
)
def test_a_sum_without_an_answer_is_refused_with_the_reason(talk, question, words):
    assert words in talk(question)[-1].answer


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-05",
        "我的电话是138-1234-5678",
        "版本 11.2.10.310 怎么样",
        "一加手机怎么样",
        "3-5天能到吗",
        "covid-19 是什么",
        "iPhone-15 和 R1-2 怎么样",
    ],
)
def test_what_only_looks_like_a_sum_is_not_worked_out(talk, text):
    assert not re.search(r"[=≈] ?-?\d", talk(text)[-1].answer)


@pytest.mark.parametrize(
    ("question", "larger"),
    [
        ("9.8和9.11哪个大", "9.8"),
        ("9.11 和 9.9 谁更大？", "9.9"),
        ("which is bigger, 9.11 or 9.8?", "9.8"),
        ("比较3.10和3.9的大小", "3.9"),
        ("九点八和九点一一哪个大", "九点八"),
        ("Is -3 greater than -5?", "-3"),
    ],
)
def test_decimals_are_compared_by_value(talk, question, larger):
    assert re.match(rf"\*\*{re.escape(larger)} (?:更大|is larger)", talk(question)[-1].answer)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("strawberry 里有几个 r", 3),
        ("strawberry这个单词中有多少个字母r？", 3),
        ("how many r's are in strawberry?", 3),
        ("How many letter e are in the word cheese", 3),
        ("banana里有几个z", 0),
    ],
)
def test_letters_are_counted(talk, question, count):
    assert f"**{count}**" in talk(question)[-1].answer


@given(st.fractions(max_denominator=1000), st.integers(0, 12))
def test_a_decimal_is_within_half_of_its_last_place(value, places):
    assert abs(Fraction(decimal(value, places)) - value) <= Fraction(1, 2 * 10**places)
