"""An answer as Markdown, while it streams and after it, in one widget. What its blocks look like is `markdown`.

Textual's own Markdown is a tree of widgets that are laid out with every frame. Imported with the first answer:
markdown-it takes 45 ms that the first frame does not have.
"""

from __future__ import annotations

import re
from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.markdown.growing import GrowingMarkdown
from simulator.faces.tui.markdown.lines import BLANK, Line, selected, spans_of
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce

PAD = 1
"""Cells at either side, which are part of the lines: kept lines are drawn as they are, whatever stands above them."""
MARK = "bold $background on $warning"
"""The style of words that were searched for."""


class AnswerText(LaidOutOnce):
    """A Markdown text that grows by pieces. A frame costs what the block under way does, however long the rest is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"code", "fence", "heading", "link", "mark", "rule", "subheading"}
    DEFAULT_CSS = "AnswerText { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._markdown = GrowingMarkdown()
        self._width = 0
        self._lines: list[Line] = []
        self._settled = 0, 0  # so many blocks and their lines stay as they are
        self._strips: dict[int, Strip] = {}
        self._base: Style | None = None
        self._wanted: re.Pattern[str] | None = None
        self._marks: dict[int, list[tuple[int, int]]] = {}

    def write(self, piece: str) -> None:
        """Add a piece."""
        self._markdown.write(harmless(piece))
        before, kept = len(self._lines), self._settled[1]
        self._grow()
        if len(self._lines) != before:
            self.refresh(layout=True)
        else:
            self.refresh(Region(0, kept, self._width, before - kept))

    def finish(self, whole: str) -> None:
        """Show the whole text, which may differ from its pieces."""
        if self._markdown.finish(harmless(whole)):
            self._lay_out(self._width)
            self.refresh(layout=True)

    def mark(self, wanted: re.Pattern[str] | None) -> None:
        """Mark what is searched for; None takes the marks away."""
        self._wanted = wanted
        self._lay_out(self._width)
        self.refresh()

    @property
    def marked(self) -> list[str]:
        """What stands marked, line by line."""
        marks = sorted(self._marks.items())
        return [self._lines[y].content.plain[start:end] for y, spans in marks for start, end in spans]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Give the whole width: lines are broken where it ends."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the number of lines at `width` cells."""
        if width != self._width:
            self._lay_out(width)
        return len(self._lines)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a region out of those that are kept: Textual's own way draws all anew when one is added."""
        background = self.background_colors[1]
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        is_whole = crop.column_span == (0, self._width)
        return strips if is_whole else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Give a line as it is drawn; it is kept until it changes."""
        if self.size.width != self._width:
            self._lay_out(self.size.width)
        if self.visual_style is not self._base:
            self._base = self.visual_style
            self._strips.clear()
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._strip(self._lines[y] if y < len(self._lines) else BLANK, y)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the selected text as it was before its lines were broken."""
        return selected(self._lines, selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected now."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def _lay_out(self, width: int) -> None:
        self._width, self._settled, self._lines = width, (0, 0), []
        self._grow()

    def _grow(self) -> None:
        """Break what is new into lines, at the width that is known; before the first layout none is."""
        if self._width <= 0:
            return
        width, (settled, kept) = self._width - 2 * PAD, self._settled
        del self._lines[kept:]
        self._strips = {y: strip for y, strip in self._strips.items() if y < kept}
        for block in self._markdown.settled[settled:]:
            self._lines += block.lines(width)
        self._settled = len(self._markdown.settled), len(self._lines)
        for block in self._markdown.open:
            self._lines += block.lines(width)
        self._marks = spans_of(self._lines, self._wanted) if self._wanted else {}

    def _strip(self, line: Line, y: int) -> Strip:
        plain = self.visual_style
        base = plain + self._style(line.fill) if line.fill else plain
        segments, x = [Segment(" " * PAD, plain.rich_style)], 0
        for text, style in self._shown(y, line.content).render(base, end="", parse_style=self._style):
            segments.append(Segment(text, (base + style).rich_style_with_offset(x, y)))
            x += len(text)
        strip = Strip(segments, PAD + line.content.cell_length)
        strip = strip.extend_cell_length(self._width - PAD, base.rich_style)
        return strip.extend_cell_length(self._width, plain.rich_style)

    def _shown(self, y: int, content: Content) -> Content:
        for start, end in self._marks.get(y, ()):
            content = content.stylize(MARK, start, end)
        selection = self.text_selection
        span = None if selection is None else selection.get_span(y)
        if span is not None:
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            content = content.stylize(style, span[0], len(content) if span[1] < 0 else span[1])
        return content

    def _style(self, style: str | Style) -> Style:
        if isinstance(style, Style):
            return style
        if style.startswith("."):
            return self.get_visual_style(style[1:], partial=True)
        return Style.parse(style)
