"""A halt in the middle of a text: the cursor that stands still, as on phones that stuttered. How long is the event's.

Imported with the first halt: few releases stutter.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.faces.tui.texts import text


class HaltLine(Static):
    """One line under the text that does not come on."""

    DEFAULT_CSS = "HaltLine { height: 1; width: auto; padding: 0 1; }"

    def __init__(self, lang: Lang) -> None:
        """Write it in `lang`."""
        super().__init__(Content.assemble(("▍… ", "$primary"), (text("halted", lang), "$foreground 60%")))
