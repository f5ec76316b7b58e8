"""The terms of a text, by which pages and questions are compared. Ranking is the index's, grammar nobody's."""

from __future__ import annotations

import re

_RUN = r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:\.[a-z0-9]+)*"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def terms(text: str) -> list[str]:
    """Give the terms of `text` in order, repeats kept; linear in its length.

    A run of Han characters gives its overlapping pairs (小艺助手: 小艺, 艺助, 助手), so that a word of two characters
    is found wherever it stands and no dictionary is needed; a single Han character gives itself. Latin letters and
    digits give whole words in lower case, points between them kept (11.2.10.340). All else separates.
    """
    found: list[str] = []
    for run in re.findall(_RUN, text.translate(_FULL_WIDTH).lower()):
        if len(run) < 2 or run[0].isascii():
            found.append(run)
        else:
            found += [run[place : place + 2] for place in range(len(run) - 1)]
    return found
