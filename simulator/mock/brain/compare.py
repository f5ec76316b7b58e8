"""Tells which of two numbers is larger, the question that 9.8 and 9.11 made famous. Sums are `arithmetic`."""

from __future__ import annotations

from fractions import Fraction

from simulator.mock.brain.expression import narrow
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Thought

_N = r"(-?\d{1,40}(?:\.\d{1,40})?|[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]{1,20})?)"
_ZH = late(
    _N + r"\s*(?:和|与|跟|、|，|还是|比|vs\.?|VS)\s*" + _N + r"[^，。]{0,6}?(?:(?:哪一?个|谁|哪边"
    r"|哪一?个数)[^，。]{0,4}?[大小]|的?大小|[大小]吗)"
)
_EN = late(
    r"(?i:which[^.?!\d]{0,40}(?:bigger|larger|greater|smaller|less)[^\d-]{0,20})" + _N + r"(?i:\s*(?:,|or|and"
    r"|vs\.?)\s*(?:or )?)" + _N + r"|(?i:\bis )" + _N + r"(?i: (?:bigger|larger|greater|smaller|less) than )" + _N
)


def answer(question: Question) -> Thought | None:
    """Compare the two numbers that an utterance asks about; None where it compares none."""
    text = narrow(question.start)
    match = _ZH.search(text) or _EN.search(text)
    if match is None:
        return None
    texts = [part for part in match.groups() if part]
    values = [_value(part) for part in texts]
    if len(values) != 2 or values[0] is None or values[1] is None:
        return None
    return _verdict(question, (texts[0], values[0]), (texts[1], values[1]))


def _value(text: str) -> Fraction | None:
    value = number(text.removeprefix("-"))
    return -value if value is not None and text.startswith("-") else value


def _verdict(question: Question, first: tuple[str, Fraction], second: tuple[str, Fraction]) -> Thought:
    zh = question.lang == "zh"
    (large, more), (small, less) = sorted((first, second), key=lambda pair: pair[1], reverse=True)
    if more == less:
        text = f"**{large} 和 {small} 一样大**。" if zh else f"**{large} and {small} are equal.**"
        return Thought(_thinking(zh, large, small, "0"), text)
    gap = _plain(more - less)
    if zh:
        return Thought(
            _thinking(zh, large, small, gap),
            f"**{large} 更大**，{small} 更小。\n\n- 先比较整数部分，相同就从小数点后第一位起逐位比较\n- "
            f"位数不同时在末尾补 0：{_aligned(more, less)}\n"
            f"- 相减验证：{large} − {small} = {gap} > 0",
        )
    return Thought(
        _thinking(zh, large, small, gap),
        f"**{large} is larger**, {small} is smaller.\n\n- Compare the whole parts first, then digit by digit after "
        f"the point\n"
        f"- With zeros added so that both are equally long: {_aligned(more, less)}\n- Check: {large} − {small} = "
        f"{gap} > 0",
    )


def _thinking(zh: bool, large: str, small: str, gap: str) -> str:
    if zh:
        return (
            f"好的，用户问 {large} 和 {small} 谁大。这种题容易被小数位数误导，不能把小数点后面的部分当成整数来比。"
            f"先对齐小数位再逐位看，"
            f"再用减法验证：差是 {gap}。等一下，再确认一遍……没错。"
        )
    return (
        f"Okay, so the user compares {large} and {small}. It is easy to be misled by the number of digits: the part "
        f"after the point is not "
        f"a whole number. Let me align the decimals and subtract: the difference is {gap}. Wait, let me check "
        f"again... yes."
    )


def _places(value: Fraction) -> int:
    return next(places for places in range(80) if (value * 10**places).denominator == 1)


def _plain(value: Fraction, places: int | None = None) -> str:
    places = _places(value) if places is None else places
    whole, rest = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return ("-" if value < 0 else "") + str(whole) + (f".{str(rest).rjust(places, '0')}" if places else "")


def _aligned(more: Fraction, less: Fraction) -> str:
    places = max(_places(more), _places(less))
    return f"{_plain(more, places)} > {_plain(less, places)}"
