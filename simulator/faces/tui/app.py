"""The Textual application: phones on a screen, their themes, and a clean way out. What is shown is `screens`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # no public module has it
from textual.app import App
from textual.events import Event as TerminalEvent
from textual.events import Key
from textual.keys import Keys

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event
from simulator.domain.limit import Lang
from simulator.domain.release import Looks
from simulator.faces.parts import Backends
from simulator.faces.tui.held import held
from simulator.faces.tui.keys_in_order import act_in_order
from simulator.faces.tui.past import Past
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.screens.phone_screen import PhoneScreen
from simulator.faces.tui.terminal import can_come_back, watch_over
from simulator.faces.tui.texts import text
from simulator.faces.tui.themes import DARK, LIGHT, themes_of

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line
    from simulator.faces.tui.presenting.performance import Performance
    from simulator.faces.tui.screens.compare_screen import CompareScreen
    from simulator.faces.tui.screens.presenter_screen import PresenterScreen
    from simulator.faces.tui.screens.session_actions import LanguagePicked, PhoneTaken
    from simulator.faces.tui.shelf import Shelf


class SimulatorApp(App[None]):
    """What every screenful of phones needs: colours, the palette, a clean way out."""

    CSS_PATH: ClassVar = [
        "styles/base.tcss",
        "styles/phone_screen.tcss",
        "styles/shapes.tcss",
        "styles/picker.tcss",
        "styles/timeline_screen.tcss",
        "styles/help_screen.tcss",
    ]
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "phone-1"

    def __init__(
        self,
        desk: PhoneScreen | CompareScreen | PresenterScreen,
        looks: Sequence[Looks],
        put_away: Callable[[], Awaitable[None]] | None,
    ) -> None:
        """Take the bottom screen; `looks` are the phones', `put_away` is awaited on the way out."""
        super().__init__()
        # Alt+Enter as terminals without the kitty protocol send it: Textual 8.2 takes it for "^" and Enter.
        cast("dict[str, object]", ANSI_SEQUENCES_KEYS)["\x1b\r"] = (Keys.ControlJ,)
        self._put_away = put_away
        self.desk = desk
        self._shown = 1
        # A mode's lowest screen is drawn first of all, and can be replaced, which Textual's own default cannot.
        self.add_mode(self.DEFAULT_MODE, lambda: self.desk)
        for theme in themes_of(looks):
            self.register_theme(theme)
        self.theme = DARK

    def action_command_palette(self) -> None:
        """Offer everything that can be done, unless a list is open."""
        # Only now: the commands are not needed for the first frame.
        from textual.command import CommandPalette

        from simulator.faces.tui.palette import PhoneCommands

        if self.screen is self.desk:
            words = text("palette", self.desk.lang)
            self.push_screen(CommandPalette([PhoneCommands], placeholder=words, id="--command-palette"))

    async def on_event(self, event: TerminalEvent) -> None:
        """Let a text box act on its keys in their order; all else goes Textual's way."""
        if not isinstance(event, Key) or event.is_forwarded or not act_in_order(self, event):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Leave as the user would when the system asks the program to end, so that the terminal is put back."""
        watch_over(self, self.action_quit)

    def action_toggle_light(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT if self.theme == DARK else DARK

    async def action_quit(self) -> None:
        """Leave: a turn under way is recorded as interrupted first."""
        await self.desk.stop_turn(at_once=True)
        if self._put_away is not None:
            await self._put_away()
        self.exit()

    async def show_desk(self, desk: PhoneScreen | CompareScreen) -> None:
        """Show another bottom screen in the place of the present one."""
        self.desk = desk
        before, self._shown = self.current_mode, self._shown + 1
        self.add_mode(f"phone-{self._shown}", lambda: desk)
        await self.switch_mode(f"phone-{self._shown}")
        await self.remove_mode(before)

    def recolour(self, looks: Sequence[Looks]) -> None:
        """Take the colours of other phones."""
        for theme in themes_of(looks):
            self.register_theme(theme)
        now = self.theme
        self.action_toggle_light()  # a theme of the same name is read anew only when it changes
        self.theme = now

    def action_suspend_process(self) -> None:
        """Go back to the shell; where none could wake the program, as in a browser, say so and stay."""
        if self.is_headless or self.is_web or not can_come_back():
            self.desk.hint(text("no_shell", self.desk.lang))
        else:
            super().action_suspend_process()

    def action_help_quit(self) -> None:
        """Say how to leave, to somebody who pressed Ctrl+C out of habit while nothing was selected."""
        self.desk.hint(text("how_to_quit", self.desk.lang))


class PhoneApp(SimulatorApp):
    """One phone in one terminal."""

    def __init__(
        self,
        conversation: Conversation,
        lang: Lang,
        opening: Sequence[Event],
        put_away: Callable[[], Awaitable[None]] | None = None,
        backends: Backends | None = None,
        wire: Callable[[], Sequence[Line]] = tuple,
        shelf: Shelf | None = None,
        session: str | None = None,
    ) -> None:
        """Take a phone that is open.

        `opening` is what has happened on it, `backends` are those that it can be pointed at, `wire` gives the newest
        lines that went over its wire, and `put_away` is awaited on the way out. `shelf` is where other phones and
        recordings are; `session` names the recording of this one.
        """
        in_use = PhoneInUse(conversation, lang, opening, backends, session, None if session else Past(opening))
        self.phone = PhoneScreen(in_use, wire, shelf)
        super().__init__(self.phone, [conversation.handset.vendor.looks], put_away)

    async def on_phone_taken(self, message: PhoneTaken) -> None:
        """Put the present phone away, and show the one that was taken in hand."""
        taken, lang, shelf = message.taken, self.phone.lang, self.phone.shelf
        opened = taken.opened
        await self.phone.stop_turn(at_once=True)
        self.close_phone()
        if self._put_away is not None:
            await self._put_away()
        self._put_away = opened.put_away
        in_use = held(opened, lang, taken.wire, taken.session).phone
        self.recolour([opened.conversation.handset.vendor.looks])
        await self._show(PhoneScreen(in_use, taken.wire, shelf))

    async def on_language_picked(self, message: LanguagePicked) -> None:
        """Show the same phone anew, in another language."""
        old = self.phone
        await old.stop_turn()
        old.phone.speak(message.lang)
        await self._show(PhoneScreen(old.phone, old.wire, old.shelf))

    def close_phone(self) -> None:
        """Put the phone down: its session ends. Raises: OSError if the recorder refuses."""
        self.phone.phone.conversation.close()

    async def _show(self, phone: PhoneScreen) -> None:
        self.phone = phone
        await self.show_desk(phone)


class PresenterApp(SimulatorApp):
    """A script that plays as a demo."""

    CSS_PATH: ClassVar = [*SimulatorApp.CSS_PATH, "styles/compare_screen.tcss", "styles/presenter_screen.tcss"]

    def __init__(self, performance: Performance, looks: Sequence[Looks]) -> None:
        """Take a performance that has not begun; `looks` are those of its phones, the main one's first."""
        from simulator.faces.tui.screens.presenter_screen import PresenterScreen

        self.presenter = PresenterScreen(performance)
        super().__init__(self.presenter, looks, None)
