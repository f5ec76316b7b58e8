"""Where and how a server runs, and how much one request may ask of it. Running it is `run`'s."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A request's most: `body` in bytes (413), `messages` (400), and `seconds` until its answer has ended (504).

    The default of `seconds` is DeepSeek's of early 2025, the longest of the seasons.
    """

    body: int = MEBIBYTE
    messages: int = 1_000
    seconds: float = 1_800.0


USUAL = Limits()
"""What a server allows where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A server's address, what a request may ask of it, whether it writes an access log, and how many processes."""

    host: str = "127.0.0.1"
    port: int = 0
    limits: Limits = USUAL
    access_log: bool = False
    workers: int = 1


LOCAL = Service()
"""A server on a free port of this machine."""
