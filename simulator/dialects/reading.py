"""Where thinking is looked for in an answer: wherever it may be, or where the user pinned it. The looking is `chunks`'.

A pin has the name of a place, or that of a server in the table of shapes, and then means where that server writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import SHAPES

NAMES = ("reasoning_content", "reasoning", "thinking", "reasoning_text")
"""What servers call thinking; the first that holds text counts: a text sent under two names is one (W53, W54)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Under which `names` thinking comes, and whether in `reasoning_details`, in parts of the content, between tags.

    Where it does not come, nothing is thinking: another name's text is ignored, a tag is text of the answer.
    """

    names: tuple[str, ...] = ()
    has_details: bool = False
    has_parts: bool = False
    has_tags: bool = False


AUTO = Reading(names=NAMES, has_details=True, has_parts=True, has_tags=True)
"""Detection, which reads every dialect of the table: what holds without a pin."""

_PLACES: Mapping[str, Reading] = {
    "auto": AUTO,
    "none": Reading(),
    **{name: Reading(names=(name,)) for name in NAMES},
    "reasoning_details": Reading(has_details=True),
    "parts": Reading(has_parts=True),
    "tags": Reading(has_tags=True),
}


def _of(shape: Shape) -> Reading:
    # The order of NAMES holds where a server writes under two.
    names = tuple(name for name in NAMES if name in shape.fields)
    return Reading(names=names, has_parts=shape.thinking == "parts", has_tags=any(shape.tags))


READINGS: Mapping[str, Reading] = {**{name: _of(shape) for name, shape in SHAPES.items()}, **_PLACES}
"""All readings by the names that the key `dialect` takes."""
