"""A widget that is laid out once for a change. What it draws is its own."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class LaidOutOnce(Widget):
    """A widget whose new size does not ask for another layout.

    Textual 8.2 lays a screen out, stores each widget's size, and takes that as a reason to lay it all out again: each
    piece of an answer would cost two frames. This can go when Textual's `Widget.virtual_size` is no longer `layout`.
    Name it last among the bases: Textual takes default styles from the first one alone.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
