"""A line with a text at its left end and one at its right. What they say is up to those who use it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class TwoEnds(Static):
    """One line; where both texts do not fit, the left one is cut with an ellipsis."""

    DEFAULT_CSS = "TwoEnds { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, left: Content | None = None, right: Content | None = None) -> None:
        """Start with these texts, None being empty; foreign text in them has been made harmless."""
        super().__init__()
        self._ends = (left or Content(""), right or Content(""))

    def show_ends(self, left: Content, right: Content) -> None:
        """Show these texts; nothing is drawn if they are the same as before."""
        if [(end.plain, end.spans) for end in (left, right)] != [(end.plain, end.spans) for end in self._ends]:
            self._ends = (left, right)
            self.refresh()

    def render(self) -> Content:
        """Give the line at the present width."""
        return self._line(*self._ends)

    def _line(self, left: Content, right: Content) -> Content:
        room = self.content_size.width - right.cell_length - 1
        left = left.truncate(max(0, room), ellipsis=True)
        gap = self.content_size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(0, gap), right)
