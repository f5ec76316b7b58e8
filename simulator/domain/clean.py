"""Makes foreign text harmless: what a user, a script or a model wrote can be shown but can drive nothing."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and line feed, DEL, C1: terminals obey them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they turn text round so that it lies
    "\ud800-\udfff]"  # lone surrogates: no encoder takes them
)


def clean(text: str) -> str:
    """Give `text` without control and bidi characters; a lone surrogate becomes U+FFFD. Tab and line feed stay.

    Works piece by piece: an escape sequence split over two pieces loses its ESC, and what remains is plain text.
    """
    if text.isprintable():  # none of these is, and a piece of an answer nearly always is
        return text
    return _HARMFUL.sub(_harmless, text)


def harmful_characters(text: str) -> int:
    """Count the characters that `clean` removes or replaces."""
    return len(_HARMFUL.findall(text))


def _harmless(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""
