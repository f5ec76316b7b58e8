"""The answer as Markdown while it streams and after it. Links in it are shown and open nothing.

Imported with the first answer: markdown-it and pygments take 45 ms that the first frame does not have.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownParagraph  # the public module leaves it out
from textual.widgets.markdown import MarkdownBlock, MarkdownStream

from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.wrapped_text import WrappedText

_CITATION = re.compile(r"(?<!\\)\[(\d{1,3})\]\((?=https?:)")
"""A link whose text is a number alone reads as part of the number before it: 19:00 and [1] as 19:001."""


class ChineseParagraph(MarkdownParagraph, WrappedText):
    """A paragraph that breaks its lines as Chinese does; list items hold paragraphs too."""


class AnswerMarkdown(Markdown):
    """A Markdown text that grows by pieces."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(parser_factory=chat_parser, open_links=False)
        self._stream: MarkdownStream | None = None

    def get_block_class(self, block_name: str) -> type[MarkdownBlock]:
        """Give the widget of a block: the paragraph is ours."""
        return ChineseParagraph if block_name == "paragraph_open" else super().get_block_class(block_name)

    async def write(self, piece: str) -> None:
        """Add a piece. One a frame is enough: each costs a layout of what changed."""
        if self._stream is None:
            self._stream = Markdown.get_stream(self)
        await self._stream.write(harmless(piece))

    async def finish(self, whole: str) -> None:
        """Show the whole text, anew: a stream leaves block state around code fences wrong (textual issue 6518)."""
        await self._stop()
        await self.update(_CITATION.sub(r"[\\[\1\\]](", harmless(whole)))

    async def on_unmount(self) -> None:
        """Stop the stream where the answer is taken away, or the app quits, while it grows."""
        await self._stop()

    async def _stop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.stop()


def chat_parser() -> MarkdownIt:
    """Give a parser for what chat models write: a line end is a line end, and `<b>` is text and not HTML.

    CommonMark would join lines with a space, which Chinese does not have, and Textual drops HTML without a word.
    """
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("line_ends", _keep_line_ends)
    return parser


def _keep_line_ends(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
