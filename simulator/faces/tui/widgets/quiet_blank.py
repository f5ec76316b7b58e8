"""Keeps blank containers to NO_COLOR. What lies in them draws itself."""

from __future__ import annotations

from collections.abc import Iterable

from textual.strip import Strip
from textual.widget import Widget


def quiet(widget: Widget, strips: Iterable[Strip]) -> list[Strip]:
    """Filter blank lines as those of any other widget: Textual 8.2 draws what is BLANK past its filters, in colour."""
    found = list(strips)
    for line_filter in widget.get_line_filters():
        found = [strip.apply_filter(line_filter, widget.background_colors[1]) for strip in found]
    return found
