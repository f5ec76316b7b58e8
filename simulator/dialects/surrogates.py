"""Makes any text sendable as UTF-8. Joining escapes that a stream split over two chunks is the work of `chunks`."""

from __future__ import annotations


def whole(text: str) -> str:
    """Give `text` with pairs of surrogates joined and lone ones replaced by U+FFFD; other text comes back unchanged."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
