"""The parts of one server put together, and its proper end. Sockets and signals are `run`'s."""

from __future__ import annotations

from simulator.faces.parts import Parts
from simulator.faces.serve.app import App
from simulator.faces.serve.completions import HOLD_SECONDS, Completions
from simulator.faces.serve.feed import Feed
from simulator.faces.serve.metrics import Metrics
from simulator.faces.serve.openapi import described
from simulator.faces.serve.phones import Phones
from simulator.http.door import Door
from simulator.http.front import Front
from simulator.http.run import to_standard_error
from simulator.http.shared import SharedRing
from simulator.http.watch import Watch
from simulator.settings.choices import ServeChoice
from simulator.settings.resolve import known_backends


class Serving:
    """The `door` of one server, and everything behind it."""

    def __init__(
        self, parts: Parts, choice: ServeChoice, hold: float = HOLD_SECONDS, ring: SharedRing | None = None
    ) -> None:
        """Make the parts; nothing is opened yet. `hold` is as for `Completions`, `ring` as for `Feed`."""
        self._feed = Feed(ring)
        self._phones = Phones(parts)
        paths, config = choice.phone.vendors_paths, choice.backend.config
        metrics = Metrics()
        self._completions = Completions(
            self._phones,
            self._feed,
            lambda: parts.catalogue(paths, config),
            metrics,
            choice.phone,
            choice.concurrency,
            choice.service.limits.messages,
            hold,
        )
        metrics.gauge("turns_under_way", "Turns under way.", lambda: self._completions.under_way)
        metrics.gauge("sessions_in_hand", "Sessions whose phone is in hand.", lambda: self._phones.kept)
        metrics.gauge("event_readers", "Readers of the live feed.", lambda: self._feed.readers)
        app = App(
            self._completions,
            self._feed,
            lambda: parts.catalogue(paths, config),
            choice.backend,
            lambda: known_backends(parts.settings(config)),
            choice.api_keys,
        )
        watch = Watch(to_standard_error if choice.service.access_log else None)
        self.door = Door(Front(app, described, watch.counts, metrics.page), choice.service.limits, watch)

    async def stop(self, seconds: float) -> None:
        """Begin no turn any more, let those under way end within `seconds`, cut the others, put the phones down."""
        await self._completions.stop(seconds)
        await self._phones.put_down()
        self._feed.close()


async def try_out(parts: Parts, choice: ServeChoice) -> None:
    """Take a phone in hand and put it away, so that what is wrong with the choices is told before anybody is served.

    Raises: UserProblem, also if nothing can be recorded.
    """
    parts.check_recordings()
    opened = parts.open_phone(choice.phone, choice.backend, None)
    await opened.put_away()
