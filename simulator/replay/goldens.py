"""Goldens: what a step gave when somebody found it right, and how it differs now. Their files are `golden_files`."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.patterns import compiled
from simulator.replay.happened import Happened
from simulator.replay.matching import as_text
from simulator.replay.script import Expectation

MASK = "***"
_VOLATILE = ("session", "t")
MOST_LINES = 60
LONG = 100
"""Characters from which on a line is compared by its sentences."""
_SENTENCES = re.compile(r"[^。！？；!?;]+[。！？；!?;]*|[。！？；!?;]+")


def kept_of(of: str, masks: Iterable[str], happened: Happened) -> str:
    """Give what a golden keeps of a step: a text of the turn's end, or all events without times, a line each.

    What `masks` match becomes `***`.
    """
    if of == "events":
        text = "\n".join(json.dumps(_steady(event), ensure_ascii=False) for event in happened.events)
    else:
        text = as_text((happened.ended or {}).get(of))
    for mask in masks:
        text = _masked(text, mask)
    return text


def label_of(name: str, expected: Expectation, all_expected: Sequence[Expectation]) -> str:
    """Give what a golden is kept under: its step and what it is of, from the second of a kind on with a number."""
    if expected.subject != "golden":
        return name
    same = [it.place for it in all_expected if (it.subject, it.target) == ("golden", expected.target)]
    number = same.index(expected.place) + 1
    return f"{name} {expected.target}" + (f" {number}" if number > 1 else "")


def _steady(event: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not the same on every machine and every clock."""
    return {key: value for key, value in event.items() if key not in _VOLATILE and not key.endswith("seconds")}


def _masked(text: str, mask: str) -> str:
    search, parts = compiled(mask), []
    while text and (match := search(text)) is not None and match.end() > match.start():
        parts += [text[: match.start()], MASK]
        text = text[match.end() :]
    return "".join([*parts, text])


def difference(golden: str, found: str) -> str:
    """Give how a text differs from its golden, line by line; of a long line only the sentences that differ."""
    lines = difflib.unified_diff(_pieces(golden), _pieces(found), "golden", "now", lineterm="", n=1)
    told = list(lines)
    return "\n".join(told[:MOST_LINES] + (["…"] if len(told) > MOST_LINES else []))


def _pieces(text: str) -> list[str]:
    """Give the lines of a text, long ones cut after each sentence."""
    return [piece for line in text.splitlines() for piece in (_SENTENCES.findall(line) if len(line) > LONG else [line])]
