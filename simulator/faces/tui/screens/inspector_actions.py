"""What the user does with the inspector of a phone. What it shows is `inspecting`, how it looks its widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, get_args

from simulator.domain.labels import figure_label
from simulator.domain.limit import Lang
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.texts import text

if TYPE_CHECKING:  # the inspector is imported when it is opened: no first frame needs it
    from simulator.backends.cassettes.lines import Line
    from simulator.domain.what_if import Direction
    from simulator.faces.tui.inspecting import Inspecting
    from simulator.faces.tui.shelf import Shelf
    from simulator.faces.tui.widgets.inspector import Inspector, Page
    from simulator.faces.tui.widgets.user_bubble import TurnPicked


class InspectorActions(PhoneDesk):
    """Opens the inspector beside the phone, or over it where there is no room."""

    def __init__(self, phone: PhoneInUse, wire: Callable[[], Sequence[Line]], shelf: Shelf | None) -> None:
        """Look at a phone later; `wire` gives the newest lines that went over its wire."""
        super().__init__(phone, shelf)
        self.wire = wire
        self._inspecting: Inspecting | None = None

    async def draw(self) -> None:
        """Draw the phone, and the inspector where it is open."""
        await super().draw()
        self.draw_inspector()

    def draw_inspector(self) -> None:
        """Draw the inspector where it is open."""
        if self._inspecting is not None and (inspector := self._inspector) is not None:
            inspector.show(self._inspecting.view())

    async def action_inspect(self) -> None:
        """Open the inspector; close it again."""
        from simulator.faces.tui.inspecting import Inspecting
        from simulator.faces.tui.widgets.inspector import Inspector

        if self._inspecting is None:
            self._inspecting = Inspecting(self.phone, self.wire)
            await self.query_one("#desk").mount(Inspector(self.lang))
        self.toggle_class("-inspecting")
        self.redraw()

    def look_at_this_phone(self) -> None:
        """Look at the phone that is in hand now; the page stays."""
        from simulator.faces.tui.inspecting import Inspecting

        if self._inspecting is not None:
            self._inspecting = Inspecting(self.phone, self.wire)
        self.redraw()

    async def open_page(self, page: Page) -> None:
        """Open the inspector on a page."""
        if self._inspector is None:
            await self.action_inspect()
        if (inspector := self._inspector) is not None:
            inspector.open(page)

    async def action_turn_page(self) -> None:
        """Open the inspector's next page."""
        if self._inspector is None:
            await self.action_inspect()
        elif (inspector := self._inspector) is not None:
            inspector.turn_over()

    def action_pick(self, step: int) -> None:
        """Look at an earlier or a later turn, or choose a figure on the page of limits."""
        if self._inspecting is None or self._inspector is None:
            return
        if self._inspector.page == "limits":
            self._inspecting.pick_figure(step)
        else:
            self._inspecting.pick_turn(step)
        self.redraw()

    async def action_turn_figure(self, direction: Direction) -> None:
        """Turn the chosen figure of the release down or up, from the next turn on; first see which one it is."""
        if self._inspecting is None or self._inspector is None or self._inspector.page != "limits":
            await self.open_page("limits")
        elif not self._inspecting.turn_figure(direction):
            self.hint(text("inspector.cannot_turn", self.lang))

    async def turn_named_figure(self, name: str, direction: Direction) -> None:
        """Turn the figure of that name, and show it."""
        await self.open_page("limits")
        if self._inspecting is not None:
            self._inspecting.pick_named(name)
            self._inspecting.turn_figure(direction)

    async def give_figure(self, words: str) -> None:
        """Give the phone a figure as it was typed, such as "turns_per_conversation 3", from the next turn on."""
        from simulator.domain.what_if import figures_of, given

        name, _, value = words.rpartition(" ")
        figures = figures_of(self.phone.release)
        found = next((figure for figure in figures if _is_called(figure.name, name.strip())), None)
        release = given(self.phone.release, found.name, value) if found is not None else None
        if found is None or release is None:
            self.hint(text("limit_not_given", self.lang, words=harmless(words)))
            return
        self.phone.take(self.phone.conversation.try_out(release))
        await self.open_page("limits")
        if self._inspecting is not None:
            self._inspecting.pick_named(found.name)

    async def action_look_back(self) -> None:
        """Scroll towards the beginning: the inspector where it lies over the phone."""
        if self.covering is not None:
            self.covering.look(-1)
        else:
            await self.look_back()

    def action_look_on(self) -> None:
        """Scroll towards the end: the inspector where it lies over the phone."""
        if self.covering is not None:
            self.covering.look(1)
        else:
            self.look_on()

    async def on_turn_picked(self, message: TurnPicked) -> None:
        """Look at the turn that was clicked at."""
        await self.open_page("turn")
        if self._inspecting is not None:
            self._inspecting.picked = message.turn
            self.redraw()

    def on_inspector_changed(self) -> None:
        """Show the inspector's other page."""
        self.redraw()

    @property
    def _inspector(self) -> Inspector | None:
        """The inspector, where it is open."""
        if self._inspecting is None or not self.has_class("-inspecting"):
            return None
        from simulator.faces.tui.widgets.inspector import Inspector

        return self.query_one(Inspector)

    @property
    def covering(self) -> Inspector | None:
        """The inspector, where it lies over the phone."""
        return self._inspector if self.has_class("-narrow") else None


def _is_called(figure: str, name: str) -> bool:
    return name.casefold() in (figure, *(figure_label(figure, lang).casefold() for lang in get_args(Lang)))
