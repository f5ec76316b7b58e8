"""The line of keys under the phone. What the keys do is the screen's."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.faces.tui.keys import KEYS, Key

_FIRST_TO_GO = ("light", "thinking", "sleep", "upgrade", "new_conversation", "inspector")
"""What is left out first where the line is too long; the list of commands has it all the same."""


class KeyHints(Static):
    """The hinted keys of the table, in its order, as many as fit."""

    DEFAULT_CSS = "KeyHints { height: 1; width: 1fr; text-align: center; dock: bottom; }"

    def __init__(self, lang: Lang, keys: Sequence[Key] = KEYS) -> None:
        """Write the line in `lang`; `keys` are those that the screen has."""
        super().__init__()
        self._lang: Lang = lang
        self._keys = [key for key in keys if key.is_hinted]

    def render(self) -> Content:
        """Give the line at the present width."""
        hinted = self._keys
        line = self._line(hinted)
        for gone in _FIRST_TO_GO:
            if line.cell_length <= self.content_size.width:
                break
            hinted = [key for key in hinted if key.id != gone]
            line = self._line(hinted)
        return line

    def _line(self, keys: list[Key]) -> Content:
        pairs = [Content.assemble((key.label, "bold $primary"), f" {key.says.text(self._lang)}") for key in keys]
        return Content("  ").join(pairs)
