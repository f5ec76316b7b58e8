"""Texts with places that a request fills: `{captured}`, `{last}`, `{model}`, `{turn}`, `{call}`, and groups by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

KNOWN = ("captured", "last", "model", "turn", "call")
"""What every reply can say: what its expression found, the user's last words, the model's id, the number of the turn,
and how often this reply was given, from 1."""

_PLACE = re.compile(r"\{\{(\w+)\}\}|\{([^\W\d]\w*)\}")


def filled(value: Any, words: Mapping[str, str]) -> Any:
    """Fill the places of a text, or of all texts in lists and objects; `{{name}}` is written as `{name}`.

    What is filled in is not looked at again. Braces around anything but a name stay, so JSON needs no escaping.
    """
    if isinstance(value, str):
        return _PLACE.sub(lambda found: f"{{{found[1]}}}" if found[1] else words[found[2]], value)
    if isinstance(value, Mapping):
        return {name: filled(part, words) for name, part in value.items()}
    return [filled(part, words) for part in value] if isinstance(value, (list, tuple)) else value


def places(value: Any) -> Iterable[str]:
    """Give the names of the places in a text, or in all texts of lists and objects."""
    if isinstance(value, str):
        return [found[2] for found in _PLACE.finditer(value) if found[2]]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    return [name for part in parts for name in places(part)]
