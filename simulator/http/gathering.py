"""A transport that writes what it gets in one turn of the event loop at once. What that is, is the protocol's."""

from __future__ import annotations

import asyncio
from typing import Any


class Gathering:
    """Stands for a transport: an answer's head, body and end are one write, which cost as much as a short answer."""

    __slots__ = ("_held", "_loop", "_transport", "is_closing")

    def __init__(self, transport: asyncio.Transport) -> None:
        """Take the transport that really writes."""
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held: list[bytes] = []
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        """Hold bytes until the turn is over."""
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            data, self._held = b"".join(self._held), []
            if not self.is_closing():
                self._transport.write(data)

    def write_through(self, data: bytes) -> None:
        """Write what is held, and bytes that wait for no turn."""
        if self._held:
            self.flush()
        self._transport.write(data)

    def close(self) -> None:
        """Write what is held, and close."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Give all else as the transport has it."""
        return getattr(self._transport, name)
