"""Names in braces: which a text has, and what they stand for. Where their values come from is not here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAMED = re.compile(r"\{\{|\}\}|\{([^\W\d]\w*)\}")


def names_in(text: str) -> Iterator[str]:
    """Give the names in braces, in order; `{{` and `}}` stand for plain braces."""
    for match in _NAMED.finditer(text):
        if match[1] is not None:
            yield match[1]


def fill(text: str, names: Mapping[str, str]) -> str:
    """Put the values of names in their place; a name without a value stays as it is."""
    if "{" not in text and "}" not in text:
        return text
    return _NAMED.sub(lambda match: names.get(match[1], match[0]) if match[1] else match[0][0], text)
