"""Answers sums with the working shown. Reading and working them out is `expression` and `evaluate`."""

from __future__ import annotations

from fractions import Fraction

from simulator.mock.brain.evaluate import Step, evaluate
from simulator.mock.brain.expression import Sum, narrow, sums_in
from simulator.mock.brain.figures import decimal, step_text, sum_text, written
from simulator.mock.brain.late import late
from simulator.mock.brain.operations import Unworkable, Value
from simulator.mock.brain.question import Lang, Question
from simulator.mock.brain.thought import Thought

_ASKS = late(
    r"等于|多少|几|算|[=?？]|求|结果|得|(?i:\b(?:what|calculate|compute|how much|equals?|evaluate"
    r"|solve|work out)\b)"
)
_DATE = late(
    r"\d{4}\s*[-/]\s*\d{1,2}\s*[-/]\s*\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{3,4}-\d{7,8}"
    r"|\d{3}-\d{4}-\d{4}|1[3-9]\d{9}"
)
_AFTER = late(
    r"\s*(?:$|[^\w\s]|等于|等|是|得|的|结|为|有|求|算|多|怎|[吗呢吧啊呀]|(?i:equals?\b|is\b|and\b"
    r"|please\b|for\b))"
)
_ROW = late(
    r"(\d{1,9})\s*(?:一直)?加到\s*(\d{1,9})|(?i:(?:sum|add up)\b[^\d\n]{0,40}?(\d{1,9})\s+(?:to"
    r"|through)\s+(\d{1,9}))"
)
_EDGES = late(
    r"[\s，,。.！!？?=：:]+|等于|多少|几|是|请问?|帮我|算一?下|计算|(?i:what(?:['’]s| is)|calculate"
    r"|compute|please)"
)
_STEPS_SHOWN = 12

_REASONS: dict[Lang, dict[str, str]] = {
    "zh": {
        "zero": "这道题里出现了**除以 0**。除数不能为 0：没有任何数乘以 0 能得到非零的被除数，"
        "所以这个式子没有意义（未定义）。",
        "large": "这个结果实在太大了，位数多到无法在这里完整写出来，我就不硬算了。可以换个小一点的数，"
        "或者只问它的数量级。",
        "long": "这道算式太长了，我没办法在一次回答里可靠地算完。麻烦拆成几段发给我，我一段一段算。",
        "root": "这里要对**负数**开方，在实数范围内没有结果。如果需要复数结果，请告诉我。",
        "factorial": "阶乘只对非负整数有定义，这个数没有阶乘。",
    },
    "en": {
        "zero": "This **divides by 0**, which is undefined: no number times 0 gives what is being divided. There is "
        "no answer.",
        "large": "The result is far too large to write out here, so I will not try. Use smaller numbers, or ask for "
        "its order of magnitude.",
        "long": "This sum is too long for me to work out reliably in one go. Please send it in parts.",
        "root": "This takes an even root of a **negative number**, which has no real answer. Tell me if you want "
        "the complex one.",
        "factorial": "A factorial is defined for whole numbers from 0 up only, so this one does not exist.",
    },
}


def answer(question: Question) -> Thought | None:
    """Work out the longest sum of an utterance that asks for it; None where there is none.

    Exact: fractions are kept as such, and a rounded root is marked with ≈. A date or a phone number is no sum.
    """
    text = narrow(question.start)
    if (row := _ROW.search(text)) is not None:
        return _row(question.lang, *sorted(int(part) for part in row.groups() if part))
    for found in sorted(sums_in(text), key=lambda found: found.start - found.end):
        if not _is_meant(text, found):
            continue
        try:
            worked = evaluate(found.tokens)
        except Unworkable as refused:
            return _refusal(question.lang, sum_text(found.tokens[:40]), refused.reason)
        if worked is not None and worked[1]:
            return _solution(question.lang, sum_text(found.tokens), *worked)
    return None


def _is_meant(text: str, found: Sum) -> bool:
    written_sum = text[found.start : found.end].strip()
    before = text[found.start - 1 : found.start]
    if _DATE.fullmatch(written_sum) or (before.isascii() and (before.isalnum() or before == "_")):
        return False
    if not _EDGES.sub("", text[: found.start] + text[found.end :]):
        return True
    return _ASKS.search(text) is not None and _AFTER.match(text, found.end) is not None


def _solution(lang: Lang, sum_: str, value: Value, steps: list[Step]) -> Thought:
    result = written(value)
    equals = result if result.startswith("≈") else f"= {result}"
    shown = [step_text(step) for step in steps[:_STEPS_SHOWN]]
    lines = "\n".join(f"{place}. {text}" for place, text in enumerate(shown, 1)) if len(steps) > 1 else ""
    if lines and len(steps) > _STEPS_SHOWN:
        lines += "\n\n……" if lang == "zh" else "\n\n…"
    head = f"**{sum_} {equals}**"
    rest = _remainder(lang, steps)
    if lang == "zh":
        working = f"\n\n计算过程：\n\n{lines}" if lines else ""
        return Thought(_thinking_zh(sum_, shown, equals), f"{head}{rest}{working}")
    working = f"\n\nWorking:\n\n{lines}" if lines else ""
    return Thought(_thinking_en(sum_, shown, equals), f"{head}{rest}{working}")


def _thinking_zh(sum_: str, shown: list[str], equals: str) -> str:
    order = (
        "先看运算顺序：先括号和乘方，再乘除，最后加减。"
        if len(shown) > 1
        else ("只有一步，直接算就行，不过还是仔细核对一遍。")
    )
    return (
        f"好的，用户问的是 {sum_} 等于多少。{order}逐步来：{'；'.join(shown)}。"
        f"所以结果{equals.replace('= ', '是 ')}。再验算一遍，没有问题。"
    )


def _thinking_en(sum_: str, shown: list[str], equals: str) -> str:
    order = "Order of operations: parentheses and powers, then × and ÷, then + and -. " if len(shown) > 1 else ""
    return (
        f"Okay, so the user asks for {sum_}. {order}Step by step: {'; '.join(shown)}. So the result "
        f"{equals.replace('=', 'is')}. Let me double-check... yes."
    )


def _remainder(lang: Lang, steps: list[Step]) -> str:
    """Give quotient and remainder of a single division of whole numbers that does not come out even, else nothing."""
    if len(steps) != 1 or steps[0].sign != "÷" or steps[0].left is None:
        return ""
    left, right = steps[0].left.number, steps[0].right.number
    if left.denominator != 1 or right.denominator != 1 or left % right == 0 or left < right or right < 0:
        return ""
    quotient, rest = divmod(int(left), int(right))
    return f"（商 {quotient} 余 {rest}）" if lang == "zh" else f" (quotient {quotient}, remainder {rest})"


def _refusal(lang: Lang, sum_: str, reason: str) -> Thought:
    words = _REASONS[lang][reason]
    if lang == "zh":
        return Thought(
            f"好的，用户要算 {sum_}。先检查一下式子本身能不能算。嗯，这里有问题，不能给一个假的结果，要把原因讲清楚。",
            words,
        )
    return Thought(
        f"Okay, so the user wants {sum_}. Can it be worked out at all? No. I should say why instead of "
        f"making up a number.",
        words,
    )


def _row(lang: Lang, first: int, last: int) -> Thought:
    count, total = last - first + 1, (first + last) * (last - first + 1) // 2
    sum_ = f"{first} + {first + 1} + … + {last}" if count > 2 else f"{first} + {last}"
    working = f"({first} + {last}) × {count} ÷ 2 = {decimal(Fraction(total), 0)}"
    if lang == "zh":
        return Thought(
            f"好的，用户问从 {first} 加到 {last}。这是等差数列求和，首尾配对：共 {count} 项，每一对的和是 "
            f"{first + last}，所以 {working}。",
            f"**{sum_} = {total}**\n\n用等差数列求和公式，共 {count} 项：\n\n{working}",
        )
    return Thought(
        f"Okay, so the user wants the sum from {first} to {last}. Pair the ends: {count} terms, each pair makes "
        f"{first + last}, so {working}.",
        f"**{sum_} = {total}**\n\nPair the first and the last of the {count} terms:\n\n{working}",
    )
