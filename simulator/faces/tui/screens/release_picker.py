"""The releases of this phone's vendor, to take the phone to one of them. What that changes is the conversation's."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.domain.limit import Lang
from simulator.domain.release import Release
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import date_text, text


class ReleasePicker(ModalScreen[str | None]):
    """Gives the version that was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back", show=False)]

    def __init__(self, releases: tuple[Release, ...], now: str, lang: Lang) -> None:
        """Offer `releases`, oldest first; `now` is the version that answers at present."""
        super().__init__()
        self._releases, self._now, self._lang = releases, now, lang

    def compose(self) -> ComposeResult:
        """Give the list, with the present release under the cursor."""
        options = OptionList(*(Option(self._row(item), id=str(place)) for place, item in enumerate(self._releases)))
        options.border_title = text("pick_release", self._lang)
        options.highlighted = next(
            (place for place, item in enumerate(self._releases) if item.version == self._now), None
        )
        yield options
        yield Static(text("how_to_pick", self._lang), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the picked release."""
        self.dismiss(self._releases[event.option_index].version)

    def _row(self, release: Release) -> Content:
        mark = "●" if release.version == self._now else " "
        channel = text(f"channel.{release.channel}", self._lang)
        entry = harmless(release.entry.text(self._lang))
        return Content.assemble(
            (f"{mark} {harmless(release.version)}", "bold"),
            f"  {date_text(release.since, self._lang)}  {channel}",
            (f"\n  {entry}", "$foreground 60%"),
        )
