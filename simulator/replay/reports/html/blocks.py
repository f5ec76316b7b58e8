"""Packs lines of text into blocks that a page unpacks one by one, when a case is opened. What they say is not here.

A block is deflated and in base64, which no text of a phone can break out of. Browsers unpack it themselves.
"""

from __future__ import annotations

import base64
import zlib
from typing import TextIO

BLOCK = 256 * 1024
"""Bytes of text in a block: large enough to deflate well, small enough that one case opens at once."""
LEVEL = 3
"""Ten thousand conversations take half a second less than at the usual 6, for a third more bytes."""


class Blocks:
    """Writes lines to `file` as they come; at most one block is in memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: str) -> None:
        """Take one line."""
        data = line.encode("utf-8", "replace")
        self._lines.append(data)
        self._size += len(data)
        if self._size >= BLOCK:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self._lines:
            packed = base64.b64encode(zlib.compress(b"\n".join(self._lines), LEVEL)).decode()
            self._file.write(
                f'<script type="text/plain" class="block" data-cases="{len(self._lines)}">{packed}</script>\n'
            )
        self._lines, self._size = [], 0


class Packed:
    """Lines that are deflated at once and written at the end: of ten thousand, some hundred kilobytes wait."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(6)
        self._parts: list[bytes] = []

    def add(self, line: str) -> None:
        """Take one line."""
        self._parts.append(self._deflate.compress(f"{line}\n".encode("utf-8", "replace")))

    def text(self) -> str:
        """Give all lines, packed; nothing can be added any more."""
        return base64.b64encode(b"".join([*self._parts, self._deflate.flush()])).decode()
