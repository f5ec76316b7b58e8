"""Stands between a client and its wire: open, recorded, or played from a file. Which backend is chosen is not here."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.backends.cassettes.reading import Cassette
from simulator.backends.cassettes.watch import Both, LineWriter, WireWatch
from simulator.backends.cassettes.writing import CassetteWriter
from simulator.domain.problem import UserProblem
from simulator.ports import Clock

if TYPE_CHECKING:  # httpx is imported with the first question
    from simulator.backends.cassettes.replaying import ReplayTransport
    from simulator.backends.http import httpx
    from simulator.backends.network import Network

REPLAY_TIMINGS = ("original", "none")


class WireDoor:
    """Gives transports. Files are checked when it is made, so that a wrong one is told before anything is asked.

    `record` is a file to append to, `replay` one to answer from; at most one of them is given. With `timing` "none" a
    replay does not wait, None is "original". `clock` is the session's. Whoever looks on does so through `watch`.
    Raises: UserProblem if a file cannot be used, or the options contradict each other.
    """

    def __init__(
        self,
        record: Path | None,
        replay: Path | None,
        timing: str | None,
        clock: Clock,
        watch: WireWatch | None = None,
    ) -> None:
        if record is not None and replay is not None:
            raise UserProblem("--record-wire and --replay-wire exclude each other; leave one of them out")
        if timing is not None and replay is None:
            raise UserProblem("--replay-timing goes with --replay-wire FILE; leave it out, or name the cassette")
        if timing not in (None, *REPLAY_TIMINGS):
            raise UserProblem(f"--replay-timing {timing}: no such timing; write {' or '.join(REPLAY_TIMINGS)}")
        by = f"simulator {__version__}"
        file = None if record is None else CassetteWriter(record, datetime.now(UTC), by)
        self._writer: LineWriter | None = Both(file, watch) if file and watch else file or watch
        self._cassette = None if replay is None else Cassette(replay)
        self._in_time, self._clock = timing != "none", clock
        self._tape: ReplayTransport | None = None

    @property
    def plays(self) -> bool:
        """Say whether a cassette answers, so that no server, key or mock is needed."""
        return self._cassette is not None

    def to_server(self, network: Network | None = None) -> httpx.AsyncBaseTransport | None:
        """Give the transport of a client whose backend is a server; None is the open network, as `network` sets it.

        Its times are the machine's: a server does not live by the session's clock.
        """
        played = self._played()
        if self._writer is None or played is not None:
            return played and self._watched(played)
        from simulator.backends.cassettes.network import NetworkTransport
        from simulator.backends.cassettes.recording import RecordingTransport
        from simulator.backends.network import USUAL

        return RecordingTransport(NetworkTransport(network or USUAL), self._writer, time.monotonic)

    def to_mock(self, mock: httpx.AsyncBaseTransport) -> httpx.AsyncBaseTransport:
        """Give the transport of a client whose backend is the embedded mock, which lives by the session's clock."""
        return self._watched(self._played() or mock)

    def _watched(self, wire: httpx.AsyncBaseTransport) -> httpx.AsyncBaseTransport:
        """Give `wire` so that what passes is written down, where anybody wants that."""
        if self._writer is None:
            return wire
        from simulator.backends.cassettes.recording import RecordingTransport

        return RecordingTransport(wire, self._writer, self._clock.now)

    def _played(self) -> ReplayTransport | None:
        """Give one transport to all clients, so that what was played for one is not played again for its fallback."""
        if self._cassette is None:
            return None
        from simulator.backends.cassettes.replaying import ReplayTransport

        if self._tape is None:
            self._tape = ReplayTransport(self._cassette, self._clock, in_time=self._in_time)
        return self._tape
