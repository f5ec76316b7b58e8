"""Takes another phone in hand, or this one's session out into a file. Whose turn it then is, the app says."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from textual.message import Message

from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.shelf import Taken
from simulator.faces.tui.texts import text


@dataclass
class PhoneTaken(Message):
    """The user took another phone in hand: this one is to be put away."""

    taken: Taken


@dataclass
class LanguagePicked(Message):
    """The user wants to read another language."""

    lang: Lang


class SessionActions(PhoneDesk):
    """Everything here needs a shelf; without one, the phone says that there is none."""

    def action_sessions(self) -> None:
        """Let the user pick a recorded session to go on with."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import session_rows

        if self.shelf is None:
            self.hint(text("no_shelf", self.lang))
            return
        try:
            summaries = self.shelf.sessions()
        except UserProblem as problem:
            self.tell(problem)
            return
        if not summaries:
            self.hint(text("no_sessions", self.lang))
            return
        now = self.phone.session or ""
        rows = session_rows(summaries, now, self.lang)
        self.app.push_screen(Picker(text("pick_session", self.lang), rows, now, self.lang), self.resume)

    def resume(self, session: str | None) -> None:
        """Go on with a recorded session."""
        if self.shelf is not None and session is not None and session != self.phone.session:
            self._take(partial(self.shelf.resume, session))

    def take_phone(self, vendor: str) -> None:
        """Take another maker's phone in hand."""
        if self.shelf is not None:
            self._take(partial(self.shelf.take, vendor))

    def action_other_language(self) -> None:
        """Say everything in the other language from now on; what was said stays."""
        self.post_message(LanguagePicked("en" if self.lang == "zh" else "zh"))

    def action_export(self) -> None:
        """Let the user pick a format to take the session out in."""
        from simulator.export.formats import FORMATS
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import format_rows

        rows = format_rows(tuple(FORMATS), self.lang)
        self.app.push_screen(Picker(text("pick_format", self.lang), rows, "md", self.lang), self.export)

    async def export(self, form: str | None) -> None:
        """Write the session into the working folder, in a format, and say where."""
        from simulator.faces.tui.exporting import export_to

        if form is None:
            return
        if self.shelf is None:
            self.hint(text("no_shelf", self.lang))
            return
        try:
            if self.phone.session is not None:
                recorded = self.shelf.recorded(self.phone.session, self.lang)
            else:
                recorded = self.shelf.unrecorded(tuple(self.phone.happened()), self.lang)
            path = await asyncio.to_thread(export_to, self.shelf.exports, form, recorded)
        except UserProblem as problem:
            self.tell(problem)
        else:
            self.hint(text("exported", self.lang, path=path.name))

    def _take(self, take: partial[Taken]) -> None:
        try:
            taken = take()
        except UserProblem as problem:
            self.tell(problem)
        else:
            self.post_message(PhoneTaken(taken))
