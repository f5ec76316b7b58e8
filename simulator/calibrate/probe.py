"""The script that narrows the memory window next: questions of known lengths, each in a conversation of its own.

A question that alone outgrows the window is refused, so that the longest that is answered and the shortest that is
refused enclose it. Playing the script is `replay`'s business, and reading what came of it `captures`'.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from simulator.calibrate.finding import Finding
from simulator.calibrate.fit import Fit
from simulator.domain.memory import BEGIN_TOKENS, USER_TOKENS, Count

SMALLEST, LARGEST = 512, 131_072
"""Windows that are looked for where none is enclosed yet; R1's own is 128K."""

MOST_QUESTIONS = 16
"""Questions of a round, each of which makes the bracket 17 times as narrow: three rounds find one of 4,096 tokens."""

_MOST_TOKENS = 1_200_000
"""Tokens of all questions, since a script has at most 4 MiB."""

_ASK = "请只回答“好”："
_WORDS = "a b c d "
"""Four tokens, over and over."""


def next_probe(fit: Fit, count: Count) -> str:
    """Give the script: prompts of doubling length until a window is enclosed, then evenly within the bracket."""
    sizes = prompt_sizes(fit.of("prompt_tokens"))
    cell = f"matrix: {{vendor: [{_quoted(fit.vendor)}], release: [{_quoted(fit.release)}]}}\n"
    head = f"# Written by `simulator calibrate --probe`: prompts of {sizes[0]} to {sizes[-1]} tokens.\n"
    head += "script: calibration of the memory window\ntags: [calibration]\n"
    head += cell if fit.vendor and fit.release else ""
    turns = ("  - new_conversation: true\n    user: " + _quoted(question(size, count)) + "\n" for size in sizes)
    return f"{head}turns:\n{''.join(turns)}"


def _quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def prompt_sizes(found: Finding) -> Sequence[int]:
    """Give the tokens of the prompts to try, in order; at least one."""
    low = int(found.low or 0)
    if found.high is None or found.remarks:
        doubling = [SMALLEST << step for step in range(9) if SMALLEST << step > low]
        return doubling or [low * 2]
    high = int(found.high)
    most = max(1, min(MOST_QUESTIONS, _MOST_TOKENS // max(high, 1)))
    if high - low <= most:
        return range(low + 1, high + 1) or [max(low, 1)]
    return [low + round((high - low) * step / (most + 1)) for step in range(1, most + 1)]


def question(size: int, count: Count) -> str:
    """Give a question whose prompt, alone, has `size` tokens by `count`, the template's among them."""
    words = size - BEGIN_TOKENS - USER_TOKENS - count(_ASK)
    text = _ASK
    for _ in range(4):  # the seam of the two parts may cost a token more or less
        text = _ASK + (_WORDS * (words // 4 + 1))[: max(0, 2 * words - 1)]
        missing = size - BEGIN_TOKENS - USER_TOKENS - count(text)
        if missing == 0:
            break
        words += missing
    return text
