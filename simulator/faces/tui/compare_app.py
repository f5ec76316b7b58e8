"""The application of several phones side by side. What one phone's has, too, is `app`; the screen is `screens`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.faces.tui.app import SimulatorApp
from simulator.faces.tui.held import Held, held
from simulator.faces.tui.screens.compare_screen import CompareScreen
from simulator.faces.tui.screens.session_actions import LanguagePicked, PhoneTaken
from simulator.faces.tui.shelf import Shelf


class CompareApp(SimulatorApp):
    """Several phones side by side."""

    CSS_PATH: ClassVar = [*SimulatorApp.CSS_PATH, "styles/compare_screen.tcss"]

    def __init__(self, phones: Sequence[Held], lang: Lang, shelf: Shelf | None = None) -> None:
        """Take open phones; `shelf` is where other phones and recordings are."""
        self.phones = CompareScreen(phones, lang, shelf)
        super().__init__(self.phones, _looks(phones), self._put_all_away)

    async def on_phone_taken(self, message: PhoneTaken) -> None:
        """Put the phone in hand away, and show in its place the one that was taken."""
        old, taken = self.phones, message.taken
        before, place = old.held[old.place], old.place
        await old.stop_turn(at_once=True)
        before.phone.conversation.close()
        if before.put_away is not None:
            await before.put_away()
        new = held(taken.opened, old.lang, taken.wire, taken.session)
        await self._show((*old.held[:place], new, *old.held[place + 1 :]), old.lang, place)

    async def on_language_picked(self, message: LanguagePicked) -> None:
        """Show the same phones anew, in another language."""
        await self.phones.stop_turn()
        for phone in self.phones.phones:
            phone.speak(message.lang)
        await self._show(self.phones.held, message.lang, self.phones.place)

    def close_phones(self) -> None:
        """Put the phones down: their sessions end. Raises: OSError if a recorder refuses."""
        for phone in self.phones.phones:
            phone.conversation.close()

    async def _show(self, phones: Sequence[Held], lang: Lang, place: int) -> None:
        self.phones = CompareScreen(phones, lang, self.phones.shelf, place)
        self.recolour(_looks(phones))
        await self.show_desk(self.phones)

    async def _put_all_away(self) -> None:
        for phone in self.phones.held:
            if phone.put_away is not None:
                await phone.put_away()


def _looks(phones: Sequence[Held]) -> list[Looks]:
    return [each.phone.vendor.looks for each in phones]
