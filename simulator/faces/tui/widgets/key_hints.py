"""The line of keys under the phone. What the keys do is the screen's."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.faces.tui.keys import KEYS


class KeyHints(Static):
    """All hinted keys of the table, in its order."""

    DEFAULT_CSS = "KeyHints { height: 1; width: 1fr; text-align: center; dock: bottom; }"

    def __init__(self, lang: Lang) -> None:
        """Write the line in `lang`."""
        hinted = [key for key in KEYS if key.is_hinted]
        pairs = [Content.assemble((key.label, "bold $primary"), f" {key.says.text(lang)}") for key in hinted]
        super().__init__(Content("  ").join(pairs))
