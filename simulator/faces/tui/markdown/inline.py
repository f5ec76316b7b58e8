"""The running text of a block: emphasis, code, links, formulas. Blocks and lines are not here.

Links are drawn and open nothing: a model's address is to be read first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content, Span

from simulator.faces.tui.foreign import harmless
from simulator.formulas.legible import legible

_STYLES: Mapping[str, str] = {"em": "italic", "strong": "bold", "s": "strike", "link": ".link"}


def running(block: SyntaxTreeNode) -> Content:
    """Give the running text of a block; a line end is a line end, since Chinese has no space to join lines with."""
    written = _Written()
    for part in block.children:
        for token in (part.token and part.token.children) or ():
            written.take(token)
    return Content(written.text, spans=written.spans)


class _Written:
    """What was written so far, and the marks that are still open."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self._open: list[int] = []

    def take(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if side == "open" and name in _STYLES:
            self._open.append(len(self.text))
        elif side == "close" and name in _STYLES:
            self._close(name)
        else:
            shown = _LEAVES.get(token.type, _content)(token)
            if token.type == "code_inline":
                self.spans.append(Span(len(self.text), len(self.text) + len(shown), ".code"))
            self.text += shown

    def _close(self, name: str) -> None:
        start = self._open.pop()
        if name == "link" and self.text[start:].isdigit():
            # A citation whose text is a number alone reads as part of the number before it: 19:00 and [1] as 19:001.
            self.text = f"{self.text[:start]}[{self.text[start:]}]"
        self.spans.append(Span(start, len(self.text), _STYLES[name]))


def _content(token: Token) -> str:
    return token.content


def _picture(token: Token) -> str:
    return f"🖼  {token.content}"


def _formula(token: Token) -> str:
    return harmless(legible(token.content))


_LEAVES: Mapping[str, Callable[[Token], str]] = {
    "formula": _formula,
    "softbreak": lambda _: "\n",
    "hardbreak": lambda _: "\n",
    "image": _picture,
}
