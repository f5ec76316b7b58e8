"""The line of keys under the phone. What the keys do is the screen's."""

from __future__ import annotations

from collections.abc import Collection

from textual.content import Content
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.faces.tui.keys import KEYS, Key

_FIRST_TO_GO = ("light", "thinking", "sleep", "upgrade", "new_conversation", "inspector")
"""What is left out first where the line is too long; the list of commands has it all the same."""


class KeyHints(Static):
    """The hinted keys of the table, in its order, as many as fit."""

    DEFAULT_CSS = "KeyHints { height: 1; width: 1fr; text-align: center; dock: bottom; }"

    def __init__(self, lang: Lang, ids: Collection[str] | None = None) -> None:
        """Write the line in `lang`; `ids` are the keys that the screen has, None where it has all."""
        super().__init__()
        self._lang: Lang = lang
        self._keys = [key for key in KEYS if key.is_hinted and (ids is None or key.id in ids or key.id == "submit")]

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
