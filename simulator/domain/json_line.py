"""A value as one line of JSON for any reader of lines. What is written where is the caller's business."""

from __future__ import annotations

import json

LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What JSON lets stand in a text, though `str.splitlines` of Python and some terminals end a line there."""


def json_line(value: object, separators: tuple[str, str] = (", ", ": ")) -> str:
    """Give `value` as JSON without any character that ends a line for some reader. Raises: as `json.dumps`."""
    text = json.dumps(value, ensure_ascii=False, separators=separators)
    for character, escaped in LINE_ENDS.items():
        if character in text:
            text = text.replace(character, escaped)
    return text
