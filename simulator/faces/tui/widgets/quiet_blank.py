"""A blank container that keeps to NO_COLOR. What lies in it draws itself."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class QuietBlank(Widget):
    """Textual 8.2 draws a widget that is BLANK past the line filters, and so in colour where none is wanted."""

    BLANK = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give blank lines, filtered as those of any other widget."""
        strips = super().render_lines(crop)
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        return strips
