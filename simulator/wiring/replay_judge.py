"""A judge of scripts: a backend of the configuration, live or from a recording. What it is asked is `replay`'s part."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from simulator.clocks import VirtualClock
from simulator.conversation.setup import Handset
from simulator.ports import Backend, Tokenizer
from simulator.settings.choices import BackendChoice
from simulator.settings.layers import Settings
from simulator.wiring.backends import build
from simulator.wiring.config import server_for


class ReplayJudge:
    """A judge of a case. Its time is its own: no phone's clock goes on while it thinks."""

    def __init__(
        self,
        choice: BackendChoice,
        handset: Handset,
        tokenizer: Tokenizer,
        settings: Settings,
        environ: Mapping[str, str],
    ) -> None:
        """Make its client. Raises: UserProblem if it cannot be used."""
        server = server_for(settings, choice)
        (self._backend,) = build(choice, server, VirtualClock(), tokenizer, handset, environ)
        self._waits = server.base_url is not None and choice.replay is None

    @property
    def backend(self) -> Backend:
        """Who is asked."""
        return self._backend

    async def pause(self, seconds: float) -> None:
        """Wait, in real seconds, where a server is asked."""
        await asyncio.sleep(seconds if self._waits else 0)

    async def put_away(self) -> None:
        """Close its connections."""
        await self._backend.aclose()
