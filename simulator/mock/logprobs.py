"""Log probabilities of an answer's pieces, drawn from a seed: the form of a model's, and nothing else of one.

A piece stands for a token, as in the deltas of a stream. Writing them is the work of `dialects.logprobs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log
from random import Random

from simulator.dialects.logprobs import Score
from simulator.mock.pieces import pieces

_OTHERS = ("的", "了", "是", "在", "和", "，", "。", "我", "不", "有", "这", "：")
_OTHERS_EN = (" the", " of", " and", " to", " a", " in", " is", ",", ".", " it", " that", "\n")
_MEAN = 0.3


def scores(text: str, seed: int, most: int) -> Iterator[Score]:
    """Give a score for each piece of a text, with `most` alternatives, itself among them: the same for the same."""
    for place, piece in enumerate(pieces(text)):
        rng = Random(f"{seed}\n{place}\n{piece}")
        own = -min(rng.expovariate(1 / _MEAN), 0.69)  # above one half: it is what was said, so the likeliest
        others = [other for other in (*_OTHERS, *_OTHERS_EN) if other != piece]
        rng.shuffle(others)
        left, likeliest = 1 - exp(own), [(piece, round(own, 6))]
        for other in others[: max(0, most - 1)]:
            left /= 2
            likeliest.append((other, round(log(max(left, 1e-9)), 6)))
        yield Score(piece, round(own, 6), tuple(likeliest[:most]))
