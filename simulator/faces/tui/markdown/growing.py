"""A Markdown text that grows at its end: only the block that can still change is parsed anew. Lines are `blocks`."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from simulator.faces.tui.markdown.blocks import block_lines
from simulator.faces.tui.markdown.lines import BLANK, Line
from simulator.formulas.in_markdown import with_formulas


class Block:
    """One block of the text, with its lines at the width that was asked for last."""

    __slots__ = ("_lines", "_width", "node")

    def __init__(self, node: SyntaxTreeNode) -> None:
        """Take the block's node."""
        self.node = node
        self._width = -1
        self._lines: Sequence[Line] = ()

    def lines(self, width: int) -> Sequence[Line]:
        """Give its lines at a width, and the empty one under it that every block but a heading has."""
        if width != self._width:
            below = () if self.node.type == "heading" else (BLANK,)
            self._lines, self._width = (*block_lines(self.node, width), *below), width
        return self._lines


class GrowingMarkdown:
    """The blocks of a text: `settled` ones stay as they are, whatever follows, `open` ones may change."""

    def __init__(self) -> None:
        """Start empty."""
        self.settled: list[Block] = []
        self.open: list[Block] = []
        self.text = ""
        self._rest = ""
        self._links: MutableMapping[str, Any] = {}

    def write(self, piece: str) -> None:
        """Add a piece; costs as much as the open block is long."""
        self.text += piece
        self._rest += piece
        self.open = [Block(node) for node in _nodes(self._rest, self._links)]
        self._settle()

    def finish(self, whole: str) -> bool:
        """Take the whole text, and say whether that changed anything that was settled.

        A link may be named before its address is, at the end of the text, so that all of it has to be read again.
        """
        if self.text == whole and not self._links.get("references"):
            return False
        self.text, self._rest, self._links = whole, "", {}
        self.settled, self.open = [Block(node) for node in _nodes(whole, self._links)], []
        return True

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks in order."""
        yield from self.settled
        yield from self.open

    def _settle(self) -> None:
        """Leave what stands before the last block that has surely begun.

        What begins a block is known once its first two lines are whole: `#` may become `#tag`, which begins none, and a
        line of cells begins a table only if a line of dashes follows it.
        """
        whole = self._rest.count("\n")
        begun = [place for place, block in enumerate(self.open) if _start(block) + 2 <= whole]
        if begun and begun[-1] > 0:
            self._rest = self._rest.split("\n", _start(self.open[begun[-1]]))[-1]
            self.settled += self.open[: begun[-1]]
            self.open = self.open[begun[-1] :]


def _start(block: Block) -> int:
    return block.node.map[0] if block.node.map else 0


def _nodes(text: str, links: MutableMapping[str, Any]) -> list[SyntaxTreeNode]:
    return SyntaxTreeNode(_parser().parse(text, links)).children


@cache
def _parser() -> MarkdownIt:
    """Give a parser for what chat models write: `<b>` is text and not HTML, an address is a link, LaTeX a formula."""
    return with_formulas(MarkdownIt("gfm-like", {"html": False}))
