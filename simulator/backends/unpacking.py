"""Unpacks compressed bodies as they arrive, in any pieces. Which bodies are compressed, their headers say (`body`)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from simulator.backends.http import httpx

_MOST = 1024 * 1024
"""The most bytes given at a time, so that a small piece which unpacks to gigabytes fills no memory."""

_GZIP = frozenset({"gzip", "x-gzip"})
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW, _ZLIB_WINDOW, _RAW_WINDOW = 31, 15, -15


class Unpacker:
    """Takes a body in one coding and gives its bytes at once, not at its end (W14).

    httpx has the same, but gives up on a raw `deflate` whose first byte comes alone, and drops all but the first member
    of a gzip body, which is how some proxies send each event.
    """

    def __init__(self, coding: str) -> None:
        """Take a name out of `Content-Encoding`. Raises: httpx.DecodingError if it was never asked for."""
        self._is_gzip = coding in _GZIP
        if not self._is_gzip and coding != "deflate":
            raise httpx.DecodingError(f"its coding {coding} was not asked for")
        self._head = b""
        self._member: zlib._Decompress | None = None
        self._is_over = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """Take the next bytes and give what they hold. Raises: httpx.DecodingError."""
        packed = self._head + packed
        self._head = b""
        while packed and not self._is_over:
            if self._member is None and len(packed) < len(_GZIP_MAGIC):
                self._head = packed
                return
            try:
                yield from self._unpack(packed)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from None
            packed = self._after_member()

    def _unpack(self, packed: bytes) -> Iterator[bytes]:
        if self._member is None:
            self._member = zlib.decompressobj(self._window(packed))
        while True:
            data = self._member.decompress(packed, _MOST)
            if data:
                yield data
            packed = self._member.unconsumed_tail
            if self._member.eof or (not packed and len(data) < _MOST):
                return

    def _window(self, packed: bytes) -> int:
        if self._is_gzip:
            return _GZIP_WINDOW
        # The standard means zlib's format; many servers send it without its header of two bytes.
        has_header = packed[0] & 15 == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
        return _ZLIB_WINDOW if has_header else _RAW_WINDOW

    def _after_member(self) -> bytes:
        """Give what follows a member that has ended: another one, or padding, which is dropped."""
        member = self._member
        if member is None or not member.eof:
            return b""
        self._member, rest = None, member.unused_data
        self._is_over = not self._is_gzip or not _GZIP_MAGIC.startswith(rest[:2])
        return rest
