"""Finds sums in an utterance, in symbols, Chinese or English words, as tokens. Working them out is `evaluate`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number

Kind = Literal["number", "infix", "prefix", "postfix", "open", "close", "filler"]


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a sum; `text` is its usual sign (×, ÷, √, %), `value` the value of a number."""

    kind: Kind
    text: str
    value: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """A stretch of an utterance that reads like a sum: its tokens and where it stands."""

    tokens: tuple[Token, ...]
    start: int
    end: int


_HAN_DIGITS = "零〇一二两三四五六七八九"
_NUMBER = (
    rf"(?:\d+(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)[万亿]{{0,3}}"
    rf"|[{_HAN_DIGITS}十百千万亿]+(?:点[{_HAN_DIGITS}]+)?"
)
_TOKEN = late(
    rf"(?P<percent>百分之)|(?P<number>{_NUMBER})"
    r"|(?P<root>√|的(?:算术)?平方根|根号下?|(?i:square root of|sqrt))"
    r"|(?P<square>的?平方(?!根|米|厘|千|公)|(?i:squared))|(?P<cube>的?立方(?!根|米|厘)"
    r"|(?i:cubed))|(?P<factorial>的?阶乘|!)"
    rf"|(?P<power>\*\*|\^|(?i:to the power of)|的(?=[\d{_HAN_DIGITS}十百]{{1,6}}\s*次[方幂]))|(?P<skip>次[方幂])"
    r"|(?P<plus>\+|加上?|(?i:plus\b))|(?P<minus>[-−]|减去?|负|(?i:minus\b))"
    rf"|(?P<times>[*×·✕]|乘[以上]?|(?i:times\b|multiplied by\b)|(?<=[\d)\s])[xX](?=\s*[\d(])"
    rf"|(?<=%)\s*(?:of\b|的(?=\s*\d))"
    rf"|的(?=\d+(?:\.\d+)?\s*%|百分之))"
    r"|(?P<over>[÷/]|除以|除|(?i:divided by\b))|(?P<modulo>%(?=\s*[\d(])|(?i:mod\b))|(?P<hundredth>%)|(?P<open>\()"
    r"|(?P<close>\))"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF08, 0xFF5F)} | {
    0xFF0C: "，",
    0xFF1F: "？",
    0xFF1A: "：",
    0xFF1B: "；",
}
_SIGNS: dict[str, tuple[Kind, str]] = {
    "root": ("prefix", "√"),
    "percent": ("prefix", "百分之"),
    "square": ("postfix", "²"),
    "cube": ("postfix", "³"),
    "factorial": ("postfix", "!"),
    "hundredth": ("postfix", "%"),
    "power": ("infix", "^"),
    "plus": ("infix", "+"),
    "minus": ("infix", "-"),
    "times": ("infix", "×"),
    "over": ("infix", "÷"),
    "modulo": ("infix", "mod"),
    "open": ("open", "("),
    "close": ("close", ")"),
}


def narrow(text: str) -> str:
    """Write full-width digits and signs as ASCII, of the same length; Chinese punctuation stays."""
    return text.translate(_WIDE)


def sums_in(text: str) -> Iterator[Sum]:
    """Give each stretch of neighbouring tokens that has a number and a sign, in the order of the text.

    `text` is narrow. A sign between words stands alone and is dropped. Linear in the text's length.
    """
    run: list[tuple[re.Match[str], Token | None]] = []
    for match in _TOKEN.finditer(text):
        if run and text[run[-1][0].end() : match.start()].strip(" \t"):
            yield from _whole(run)
            run = []
        run.append((match, _token(match)))
    yield from _whole(run)


def _token(match: re.Match[str]) -> Token | None:
    kind = match.lastgroup or ""
    if kind == "number":
        value = number(match.group())
        return None if value is None else Token("number", match.group(), value)
    if kind == "skip":
        return Token("filler", "")
    sign, text = _SIGNS[kind]
    if kind == "root" and "平方根" in match.group():
        return Token("postfix", "√")
    return Token(sign, text)


def _whole(run: list[tuple[re.Match[str], Token | None]]) -> Iterator[Sum]:
    tokens = [token for _, token in run if token is not None]
    signs = sum(token.kind in ("infix", "prefix", "postfix") for token in tokens)
    if len(tokens) == len(run) and signs and any(token.kind == "number" for token in tokens):
        kept = tuple(token for token in tokens if token.kind != "filler")
        yield Sum(kept, run[0][0].start(), run[-1][0].end())
