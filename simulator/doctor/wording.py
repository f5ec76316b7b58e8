"""Words that several judgements share: kinds of faults, lists of names, numbers. What they are about is `judge_*`'s."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.dialects.plain import line
from simulator.domain.faults import Fault
from simulator.texts import Bilingual, Texts

_TEXTS = Texts("doctor")

_SHOWN = 40


def said_of(fault: Fault) -> Bilingual:
    """Give a fault in words: its kind in Chinese before the text, which is English or the server's."""
    return _TEXTS[f"fault.{fault.kind}"].filled(text=line(fault.message))


def names(items: Sequence[str], most: int = 4) -> str:
    """Give the first few names, each short and on one line, and how many more there are."""
    shown = ", ".join(line(item, cap=_SHOWN) for item in items[:most])
    return shown + (f", +{len(items) - most}" if len(items) > most else "")


def joined(parts: Sequence[Bilingual]) -> Bilingual:
    """Give parts as one text."""
    between = _TEXTS["separator"]
    return Bilingual(between.zh.join(part.zh for part in parts), between.en.join(part.en for part in parts))
