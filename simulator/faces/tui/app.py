"""The Textual application: one phone, its two themes, and a clean way out. What is shown is `screens`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.faces.parts import Backends
from simulator.faces.tui.screens.phone_screen import PhoneScreen
from simulator.faces.tui.texts import text
from simulator.faces.tui.themes import DARK, LIGHT, themes_of

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line


class PhoneApp(App[None]):
    """One phone in one terminal."""

    CSS_PATH: ClassVar = ["styles/base.tcss", "styles/phone_screen.tcss", "styles/picker.tcss"]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        conversation: Conversation,
        lang: Lang,
        opening: Sequence[Event],
        put_away: Callable[[], Awaitable[None]] | None = None,
        backends: Backends | None = None,
        wire: Callable[[], Sequence[Line]] = tuple,
    ) -> None:
        """Take a phone that is open.

        `opening` is what has happened on it, `backends` are those that it can be pointed at, `wire` gives the newest
        lines that went over its wire, and `put_away` is awaited on the way out.
        """
        super().__init__()
        self._lang = lang
        self._put_away = put_away
        self.phone = PhoneScreen(conversation, lang, opening, backends, wire)
        for theme in themes_of(conversation.handset.vendor.looks):
            self.register_theme(theme)
        self.theme = DARK

    def get_default_screen(self) -> PhoneScreen:
        """Give the phone; it is the bottom of the stack, so that no empty screen is drawn first."""
        return self.phone

    def action_command_palette(self) -> None:
        """Offer everything that can be done with the phone, backends and models included, unless a list is open."""
        # Only now: the commands are not needed for the first frame.
        from textual.command import CommandPalette

        from simulator.faces.tui.palette import PhoneCommands

        if self.screen is self.phone:
            words = text("palette", self._lang)
            self.push_screen(CommandPalette([PhoneCommands], placeholder=words, id="--command-palette"))

    def on_mount(self) -> None:
        """Leave as the user would when the system asks the program to end, so that the terminal is put back."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(self.action_quit()))

    def action_toggle_light(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT if self.theme == DARK else DARK

    async def action_quit(self) -> None:
        """Leave: a turn under way is recorded as interrupted first."""
        await self.phone.stop_turn(at_once=True)
        if self._put_away is not None:
            await self._put_away()
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to leave, to somebody who pressed Ctrl+C out of habit while nothing was selected."""
        self.phone.hint(text("how_to_quit", self._lang))
