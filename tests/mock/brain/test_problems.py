"""School problems: the answers are right, conditions that are not understood are not ignored, and time is bounded."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.brain.expression import narrow
from simulator.mock.brain.problems import counting, geometry, stories, units, whole_numbers
from simulator.mock.brain.problems.solved import Solved

SOLVERS = (units.solve, counting.solve, stories.solve, geometry.solve, whole_numbers.solve)


def solved(text: str) -> Solved | None:
    return next((found for solve in SOLVERS if (found := solve(narrow(text))) is not None), None)


RIGHT = [
    ("从10个人中选3个人有多少种选法", "120 种"),
    ("从10个人中选出正副班长有几种选法", "90 种"),
    ("从7名男生5名女生中选3男2女有几种选法", "350 种"),
    ("C(10,3)是多少", "= 120"),
    ("How many ways can I choose 3 books from 8?", "56"),
    ("How many permutations of the word MISSISSIPPI?", "34650"),
    ("用0,1,2,3组成没有重复数字的三位偶数有几个", "10 个"),
    ("6个人围着圆桌坐有多少种坐法", "120 种"),
    ("抛3次硬币，恰好两次正面的概率是多少", "3/8"),
    ("掷两个骰子点数和为7的概率", "1/6"),
    ("三角形三边3,4,5，面积是多少", "面积是 6，"),
    ("三角形三边1,2,5，面积是多少", "围不成三角形"),
    ("圆的直径是10，面积是多少", "25π ≈ 78.5398"),
    ("直角边是5和12，求斜边上的高", "4.6154"),
    ("直角三角形斜边是13，一条直角边是5，求另一条直角边", "是 12"),
    ("圆锥的底面半径是3，高是4，体积是多少", "12π"),
    ("What is the area of a rectangle 8 by 5?", "40"),
    ("鸡兔同笼，10个头28只脚，各几只", "鸡 6 只，兔 4 只"),
    ("鸡兔同笼，10个头29只脚，各几只", "凑不出"),
    ("小明有5个苹果，给了小红2个，又买了3个，还剩几个", "6"),
    ("一件衣服原价200元，打8折是多少钱", "160 元"),
    ("甲乙两地相距300公里，车速60公里每小时，多久到", "5 小时"),
    ("一项工程甲单独做10天，乙单独做15天，两人合作要几天", "6 天"),
    ("3斤是多少克", "1500 克"),
    ("2小时15分钟是多少分钟", "135 分钟"),
    ("convert 10 miles to km", "16.09344 km"),
    ("how many seconds in a day", "86400"),
    ("100华氏度是多少摄氏度", "37.78°C"),
    ("1到100的和", "5050"),
    ("17是质数吗", "17 是质数"),
    ("Is 91 prime?", "91 is not prime"),
    ("12和18的最大公约数", "是 6"),
    ("4和6的最小公倍数", "是 12"),
    ("360的质因数分解", "2^3 × 3^2 × 5"),
    ("把255转成二进制", "(11111111)2"),
    ("十六进制FF是多少", "= 255"),
    ("斐波那契数列前10项", "34, 55"),
    ("平均数 3 5 7 9", "= 6"),
    ("1900年是闰年吗", "不是闰年"),
]


@pytest.mark.parametrize(("question", "result"), RIGHT)
def test_a_school_problem_is_solved_right(question, result):
    found = solved(question)
    assert found is not None and result in found.result.zh + found.result.en


@pytest.mark.parametrize("question", [question for question, _ in RIGHT])
def test_the_brain_gives_the_solution_with_its_steps(talk, question):
    found, thought = solved(question), talk(question)[-1]
    assert found is not None
    assert any(text in thought.answer for text in (found.result.zh, found.result.en))
    assert all(step.zh in thought.answer or step.en in thought.answer for step in found.steps)


@given(st.integers(3, 7), st.sampled_from(["相邻", "不相邻", "甲不站两端"]))
def test_rows_with_a_condition_are_counted_as_by_trying(people, condition):
    rows = list(permutations(range(people)))
    near = sum(abs(row.index(0) - row.index(1)) == 1 for row in rows)
    inner = sum(row.index(0) not in (0, people - 1) for row in rows)
    said = {"相邻": "甲乙相邻", "不相邻": "甲乙不相邻"}.get(condition, condition)
    expected = {"相邻": near, "不相邻": len(rows) - near}.get(condition, inner)
    found = solved(f"{people}个人站成一排，{said}，有多少种站法")
    assert found is not None and f" {expected} 种" in found.result.zh


@pytest.mark.parametrize(
    "question",
    [
        "6个人站成一排，甲在乙左边，有多少种站法",
        "5个人站成一排，甲乙相邻且丙不站两端，有几种",
        "三角形的外接圆半径是5，面积是多少",
    ],
)
def test_a_condition_that_is_not_understood_is_not_ignored(question):
    assert solved(question) is None


@given(st.integers(2, 10**10))
def test_the_factors_of_a_number_multiply_to_it(number):
    parts = whole_numbers.factors(number)
    assert math.prod(parts) == number
    assert all(part % divisor for part in parts for divisor in range(2, min(part, 100)))


@given(st.integers(1, 10**6), st.sampled_from(["斤", "公里", "小时", "亩"]))
def test_a_measure_is_converted_without_rounding(value, unit):
    target, size = {"斤": ("克", 500), "公里": ("米", 1000), "小时": ("秒", 3600), "亩": ("平方米", Fraction(2000, 3))}[
        unit
    ]
    found = solved(f"{value}{unit}是多少{target}")
    assert found is not None
    shown = found.result.zh.split("= " if "=" in found.result.zh else "≈ ")[1].removesuffix(f" {target}")
    assert abs(Fraction(shown) - value * size) <= Fraction(1, 10**6)
