"""Takes a phone to another release, day, backend or model, as the user picks. What that changes is the domain's."""

from __future__ import annotations

from datetime import datetime

from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem
from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.texts import text


class TravelActions(PhoneDesk):
    """The lists to pick from are imported when one is opened: no first frame needs them."""

    def action_upgrade(self) -> None:
        """Let the user pick another release for this phone."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import release_rows

        lang, now = self.lang, self.phone.release.version
        rows = release_rows(self.phone.vendor.releases, now, lang)
        self.app.push_screen(Picker(text("pick_release", lang), rows, now, lang), self.upgrade)

    async def upgrade(self, version: str | None) -> None:
        """Take the phone to a release; a turn under way is stopped first."""
        if version is None or version == self.phone.release.version:
            return
        await self.stop_turn()
        self.phone.travel(PhoneWishes(release=version))

    def action_timeline(self) -> None:
        """Let the user pick a day on a strip of releases, and take the phone there."""
        from simulator.faces.tui.screens.timeline_screen import TimelineScreen

        phone = self.phone
        today = phone.state.moment(phone.now)
        self.app.push_screen(TimelineScreen(phone.vendor, phone.release, today, self.lang), self.travel_to)

    async def travel_to(self, day: datetime | None) -> None:
        """Take the phone to a day; a turn under way is stopped first."""
        if day is not None:
            await self.stop_turn()
            self.phone.travel(PhoneWishes(date=day))

    async def travel_to_day(self, day: str) -> None:
        """Take the phone to a day that was typed."""
        from simulator.faces.cli.options import parse_date

        try:
            await self.travel_to(parse_date(day))
        except UserProblem as problem:
            self.tell(problem)

    async def misbehave(self, fault: str) -> None:
        """Let the embedded mock fail in that way from now on; "none" lets it be again."""
        await self.stop_turn()
        try:
            self.phone.misbehave(() if fault.casefold() == "none" else fault.split(","))
        except UserProblem as problem:
            self.tell(problem)

    def action_swap_backend(self) -> None:
        """Let the user pick another backend for the rest of the conversation; its configuration is read anew."""
        from simulator.faces.tui.screens.picker import Picker
        from simulator.faces.tui.screens.rows import backend_rows

        lang, (now, _) = self.lang, self.backend
        try:
            rows = backend_rows(self.backends.names() if self.backends else (now,), now)
        except UserProblem as problem:
            self.tell(problem)
            return
        self.app.push_screen(Picker(text("pick_backend", lang), rows, now, lang), self.swap_backend)

    async def swap_backend(self, name: str | None, model: str | None = None) -> None:
        """Point the phone at another backend or model; a turn under way is stopped first, the conversation stays."""
        if name is None or self.backends is None:
            return
        try:
            swap = self.phone.use(name, model)
        except UserProblem as problem:
            self.tell(problem)
            return
        await self.stop_turn()
        self.hint("")  # what was wrong with the configuration before is no longer
        swap()
