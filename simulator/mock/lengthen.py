"""Thinking made as long as a real model's, where a latency profile says how long. What is thought is the mind's."""

from __future__ import annotations

import re

from simulator.mock.pieces import pieces

_AGAIN = {"zh": "等等，我再从头检查一遍。", "en": "Wait, let me check this again from the start."}
"""How R1 takes up its thought once more, as it does several times in most answers."""

_HAN = re.compile("[\u4e00-\u9fff]")


def at_length(thinking: str, least: int) -> str:
    """Give thinking of at least so many pieces, by thinking the same again as often as needed; 0 leaves it as it is."""
    size = len(pieces(thinking))
    if not thinking or size >= least:
        return thinking
    again = f"\n\n{_AGAIN['zh' if _HAN.search(thinking) else 'en']}\n\n{thinking}"
    rounds = -(-(least - size) // len(pieces(again)))
    return thinking + again * rounds
