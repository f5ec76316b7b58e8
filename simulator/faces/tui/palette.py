"""The command palette: finds a command of the phone in hand by its letters. What commands there are is `commands`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from simulator.faces.tui.commands import Command, commands_of, typed
from simulator.faces.tui.screens.phone_actions import PhoneActions


class PhoneCommands(Provider):
    """The commands of the phone that the palette lies over."""

    async def startup(self) -> None:
        """Read once what there is: the configuration, the recordings and the makers' folders are asked for it."""
        phone = self.screen
        self._commands: Sequence[Command] = tuple(commands_of(phone)) if isinstance(phone, PhoneActions) else ()

    async def discover(self) -> Hits:
        """Give all commands, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(Content(command.says), command.does, text=command.says, help=command.help)

    async def search(self, query: str) -> Hits:
        """Give the commands that have the letters of `query`, and what a word with a value behind it means."""
        matcher, phone = self.matcher(query), self.screen
        asked = typed(phone, query) if isinstance(phone, PhoneActions) else ()
        for command in (*asked, *self._commands):
            is_it = command.says.casefold() == query.casefold()
            # Words that do not stand on the line find it too, where they are whole, behind those that do.
            also = 0.3 if query.strip().casefold() in command.also.casefold() else 0.0
            score = 1.0 if is_it else matcher.match(command.says) or also
            if score > 0:
                yield Hit(score, Content(command.says), command.does, text=command.says, help=command.help)
