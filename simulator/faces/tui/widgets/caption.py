"""What the audience and the presenter read under the phones. What it says is the script's."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.two_ends import TwoEnds
from simulator.faces.tui.widgets.wrapped_text import WrappedText


class Caption(Vertical):
    """The line that types itself, the caption, the note, and how far the presentation is."""

    DEFAULT_CSS = """
    Caption { height: auto; max-width: 120;
        & > #typed { height: 1; padding: 0 1; }
        & > #caption { height: auto; max-height: 3; padding: 0 1; text-align: center; }
        & > #note { height: auto; max-height: 2; padding: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Give the lines."""
        yield Static(Content(), id="typed")
        yield WrappedText(Content(), id="caption", expand=True)
        yield WrappedText(Content(), id="note", expand=True)
        yield TwoEnds()

    def show(self, typed: str, caption: str, note: str, progress: tuple[Content, Content]) -> None:
        """Show them; nothing is drawn where a line says the same as before."""
        self._write("#typed", Content.assemble(("› ", "bold $primary"), harmless(typed), ("▏", "$primary")))
        self._write("#caption", Content.styled(harmless(caption), "bold"))
        self._write("#note", Content.styled(harmless(note), "$foreground 60%"))
        self.query_one(TwoEnds).show_ends(*progress)

    def _write(self, selector: str, content: Content) -> None:
        line = self.query_one(selector, Static)
        line.display = bool(content.plain) or selector == "#typed"
        if line.content != content:
            line.update(content)
