"""Texts and halts with their times, to stretches of writing. Where they were recorded is the readers' business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from simulator.calibrate.seen import Stretch
from simulator.calibrate.weight import weights

Side = Literal["thinking", "answer"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that appeared at `t`, after halts of `halted` seconds, in the answer to the turn's request `request`."""

    t: float
    side: Side
    text: str
    halted: tuple[float, ...] = ()
    request: int = 1


def stretches(pieces: Sequence[Piece], ended: float | None, *, tells_halts: bool) -> tuple[Stretch, ...]:
    """Give the writing between pieces of one side and one request, and that of the last until the turn `ended`.

    Between thinking and answer the phone may wait for more than its pace, so that this gap is none. `ended` is None
    where the end is not that of the text.
    """
    found = [stretch for one, next in pairwise(pieces) for stretch in _between(one, next, tells_halts)]
    if pieces and ended is not None:
        found += _until(pieces[-1], ended, tells_halts)
    return tuple(found)


def _between(one: Piece, next: Piece, tells_halts: bool) -> Iterator[Stretch]:
    if one.side == next.side and one.request == next.request and next.t >= one.t:
        before, after = weights(one.text), weights(next.text)
        if before and after:
            yield Stretch(
                weight=sum(before),
                seconds=next.t - one.t,
                pieces=len(before),
                at_risk=sum(before[1:]) + after[0],
                halted=next.halted if tells_halts else None,
            )


def _until(last: Piece, ended: float, tells_halts: bool) -> Iterator[Stretch]:
    parts = weights(last.text)
    if len(parts) > 1 and ended >= last.t:
        yield Stretch(
            weight=sum(parts[:-1]),
            seconds=ended - last.t,
            pieces=len(parts) - 1,
            at_risk=sum(parts[1:]),
            halted=() if tells_halts else None,
        )
