"""A text that breaks its lines as Chinese does. Cleaning it of what a terminal obeys is `foreign`."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from simulator.faces.tui.line_breaks import cell_width, wrapped
from simulator.faces.tui.widgets.laid_out_once import LaidOutOnce


class WrappedText(Static, LaidOutOnce):
    """A `Static` that holds a `Content` and wraps it itself.

    `last_lines` is how many of its lines are shown, None for all; it takes effect with the next `update`.
    """

    last_lines: int | None = None
    _known: tuple[int, Content, Content] | None = None

    def render(self) -> Content:
        """Give the text with its line ends for the present width."""
        return self._wrapped(self.content_size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Give the width that needs no wrapping, in cells."""
        return container.width if self.expand else cell_width(self._whole)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Give the number of lines at `width` cells."""
        return self._wrapped(width).plain.count("\n") + 1

    @property
    def _whole(self) -> Content:
        return self.visual if isinstance(self.visual, Content) else Content("")

    def _wrapped(self, width: int) -> Content:
        """Wrap once for a width and a text: a frame asks for the height first and for the lines after it."""
        whole = self._whole
        if self._known is None or self._known[0] != width or self._known[1] is not whole:
            self._known = (width, whole, wrapped(whole, width, self.last_lines))
        return self._known[2]
