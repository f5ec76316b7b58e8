"""A list over the phone, to pick one thing of it. What is picked, and what then happens, is the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.domain.limit import Lang
from simulator.faces.tui.texts import text

Row = tuple[str, Content]
"""What a pick gives, and how it is shown."""


class Picker(ModalScreen[str | None]):
    """Gives what was picked, or None. Where the rows are numbered, a number that is typed goes to its row."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back", show=False)]

    def __init__(self, title: str, rows: Sequence[Row], now: str, lang: Lang) -> None:
        """Offer `rows` under a title; the one that gives `now` is under the cursor at first, or the first."""
        super().__init__()
        self._title, self._rows, self._now, self._lang = title, tuple(rows), now, lang
        self._number = ""

    def compose(self) -> ComposeResult:
        """Give the list and how to use it."""
        options = OptionList(*(Option(shown, id=str(place)) for place, (_, shown) in enumerate(self._rows)))
        options.border_title = self._title
        options.highlighted = next((place for place, (id, _) in enumerate(self._rows) if id == self._now), 0)
        yield options
        yield Static(text("how_to_pick", self._lang), markup=False)

    def on_key(self, event: Key) -> None:
        """Go to the row whose number is typed, digit by digit; a digit that leads nowhere begins another number."""
        if event.character is None or not event.character.isascii() or not event.character.isdigit():
            self._number = ""
            return
        for number in (self._number + event.character, event.character):
            place = next((place for place, (id, _) in enumerate(self._rows) if id == number), None)
            if place is not None:
                self._number = number
                self.query_one(OptionList).highlighted = place
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the picked one."""
        self.dismiss(self._rows[event.option_index][0])
