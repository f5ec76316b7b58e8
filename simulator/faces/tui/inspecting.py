"""What of a phone is looked at: which turn, which figure. How it is shown is `widgets.inspector`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.backends.cassettes.lines import Line
from simulator.domain.quota import day_of
from simulator.domain.what_if import Direction, figures_of, turned
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.phone_in_use import PhoneInUse


class Inspecting:
    """Looks at one phone; `wire` gives the newest lines of its wire."""

    def __init__(self, phone: PhoneInUse, wire: Callable[[], Sequence[Line]]) -> None:
        """Look at the newest turn."""
        self._phone, self._wire = phone, wire
        self.picked: int | None = None
        self.figure = 0

    def view(self) -> Inspected:
        """Give the phone as it is now."""
        phone = self._phone
        session, moment = phone.conversation.session, phone.state.moment(phone.now)
        return Inspected(
            lang=phone.lang,
            traces=phone.traces,
            release=phone.release,
            now=phone.now,
            moment=moment,
            turns_used=session.turns_used,
            questions=session.questions_on(day_of(moment)) if moment is not None else 0,
            log=phone.log,
            wire=self._wire(),
            picked=self.picked,
            figure=self.figure,
            name=harmless(f"{phone.vendor.assistant.text(phone.lang)} {phone.release.version}"),
        )

    def pick_turn(self, step: int) -> None:
        """Look at an earlier or a later turn; beyond the newest one is whatever comes."""
        turns = [trace.turn for trace in self._phone.traces.turns]
        if not turns:
            return
        place = len(turns) - 1 if self.picked is None else turns.index(self.picked)
        place = max(0, place + step)
        self.picked = turns[place] if place < len(turns) - 1 else None

    def pick_figure(self, step: int) -> None:
        """Put another figure of the release under the cursor."""
        self.figure = (self.figure + step) % len(figures_of(self._phone.release))

    def pick_named(self, name: str) -> None:
        """Put the figure of that name under the cursor, if the release has it."""
        names = [figure.name for figure in figures_of(self._phone.release)]
        self.figure = names.index(name) if name in names else self.figure

    def turn_figure(self, direction: Direction) -> bool:
        """Turn the figure under the cursor from the next turn on, and say whether it can be turned."""
        figure = figures_of(self._phone.release)[self.figure]
        if figure.is_turnable:
            self._phone.take(self._phone.conversation.try_out(turned(self._phone.release, figure.name, direction)))
        return figure.is_turnable
