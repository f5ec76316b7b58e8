"""Tries the solvers of problems on a question, the most particular first. What each solves is in its own module."""

from __future__ import annotations

from simulator.mock.brain.expression import narrow
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Thought

_SMELLS = late(
    r"[多几].{0,2}种|位数|概率|进制|[质素]数|约数|倍数|因数|平均|中位|斐波|闰年|之?和|面积|体积|周长|边形|直角|三角"
    r"|[头脚腿]|折|合作|剩|还有|一共|多久|多远|时间|小时|多少|[CAP]\s*\(\s*\d|几(?!乎)|换|=|合|等于"
    r"|(?i:\b(?:how (?:many|long|much)|ways|permut|arrange|combinat|prime|gcd|lcm|common|average|mean|median|fibonacci"
    r"|factor|binary|hex|octal|area|volume|perimeter|circumference|triangle|legs|leap|convert|to|in|into|off|discount)\b"
    r"|permutations?|arrangements?|hexadecimal)"
)
_FIGURE = late(r"\d|[一二两三四五六七八九十半]|fibonacci|斐波|(?i:\b(?:an?|one|two|letters|word)\b)")

_ALGEBRA = late(
    r"[A-Za-z0-9²³)]\s*=\s*[-\dA-Za-z]|方程|导数?|积分|极限|因式|展开|∫"
    r"|(?i:\b(?:solve|derivative|differentiate|integra\w+|limit|lim|factor\w*|expand)\b)"
)


def answer(question: Question) -> Thought | None:
    """Solve a problem in words with its working; None where it is not of a known kind."""
    text = narrow(question.start)
    if _ALGEBRA.search(text):
        from simulator.mock.brain.algebra import ask
        from simulator.mock.brain.problems.solved import told

        if (solved := ask.solve(text)) is not None:
            return told(solved, question)
    if not _FIGURE.search(text) or not _SMELLS.search(text):
        return None
    # Only now: most questions hold no problem.
    from simulator.mock.brain.problems import counting, geometry, stories, units, whole_numbers
    from simulator.mock.brain.problems.solved import told

    for solver in (units.solve, counting.solve, stories.solve, geometry.solve, whole_numbers.solve):
        if (solved := solver(text)) is not None:
            return told(solved, question)
    return None
