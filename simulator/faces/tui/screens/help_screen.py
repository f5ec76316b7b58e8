"""All keys of the phone, in groups, over the phone. What the keys are is the table in `keys`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.domain.limit import Lang
from simulator.faces.tui.keys import GROUPS, KEYS, Key
from simulator.faces.tui.texts import text

_LABEL_CELLS = 12


class HelpScreen(ModalScreen[None]):
    """A list that scrolls with the arrows and the page keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss(None)", "Back", show=False)]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, lang: Lang, keys: Sequence[Key] = KEYS) -> None:
        """Write it in `lang`; `keys` are those that the screen below has."""
        super().__init__()
        self._lang: Lang = lang
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Give the list and how to leave it."""
        scroll = VerticalScroll(Static(help_content(self._lang, self._keys), markup=False))
        scroll.border_title = text("help.title", self._lang)
        yield scroll
        yield Static(text("help.how", self._lang), markup=False)


def help_content(lang: Lang, keys: Sequence[Key] = KEYS) -> Content:
    """Give a block a group of keys; groups without one are left out."""
    blocks: list[Content] = []
    for id, name in GROUPS:
        rows = [_row(key.label, key.tells.text(lang)) for key in keys if key.group == id]
        if rows:
            blocks.append(Content("\n").join([Content.styled(name.text(lang), "bold $primary"), *rows]))
    return Content("\n\n").join(blocks)


def _row(label: str, says: str) -> Content:
    shown = Content.styled(label, "bold")
    return Content.assemble("  ", shown, " " * max(1, _LABEL_CELLS - shown.cell_length), says)
