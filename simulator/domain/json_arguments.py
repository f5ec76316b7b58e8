"""The arguments that a model wrote for a tool, read with suspicion. What a skill makes of them is its own matter."""

from __future__ import annotations

import json
from collections.abc import Mapping

from simulator.domain.clean import clean

_SHOWN = 60


def read_arguments(text: str) -> tuple[Mapping[str, object], str | None]:
    """Give the arguments as an object, and None; or no arguments and what is wrong with the text.

    An empty text means no arguments, as some models write it. Texts inside are freed of control characters.
    """
    try:
        value = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return {}, f"not JSON: {clean(text[:_SHOWN])}"
    if not isinstance(value, dict):
        return {}, f"not an object: {clean(text[:_SHOWN])}"
    return {clean(key): clean(item) if isinstance(item, str) else item for key, item in value.items()}, None
