"""Turns an answer's citation marks into links while it streams. Which pages there are is the search's."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"\[citation:(\d{1,3})\]"
_BEGUN = r"\[(?:c(?:i(?:t(?:a(?:t(?:i(?:o(?:n(?::\d{0,3})?)?)?)?)?)?)?)?)?\Z"
"""A mark that the end of the text cut off; 13 characters at most."""

_UNSAFE = r"[\s()<>\[\]\\\"'`|]"


@dataclass(frozen=True, slots=True)
class Citations:
    """The state between two pieces of an answer.

    `urls` are the pages' addresses, that of [citation:1] first; `held` is the end of the text so far that could still
    become a mark.
    """

    urls: tuple[str, ...] = ()
    held: str = ""

    def feed(self, text: str) -> tuple[Citations, str]:
        """Give the next state and what may be shown now: all but the beginning of a mark at the very end.

        `[citation:2]` becomes `[2](address of page 2)`. A number that no page has stays as it was written. Without
        pages nothing is changed or held back.
        """
        if not self.urls:
            return self, text
        text = self.held + text
        begun = re.search(_BEGUN, text)
        end = len(text) if begun is None else begun.start()
        return Citations(self.urls, text[end:]), re.sub(_MARK, self._link, text[:end])

    def _link(self, mark: re.Match[str]) -> str:
        number = int(mark[1])
        return f"[{number}]({in_link(self.urls[number - 1])})" if 1 <= number <= len(self.urls) else mark[0]


def in_link(url: str) -> str:
    """Give `url` as it may stand in a Markdown link: characters that would end the link are percent-encoded."""
    return re.sub(_UNSAFE, lambda mark: "".join(f"%{byte:02X}" for byte in mark[0].encode()), url)
