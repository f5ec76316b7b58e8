"""Server-sent events from bytes, fed and drained without I/O. What the data of an event means is `chunks`' work."""

from __future__ import annotations

from typing import NamedTuple

from simulator.dialects.json_text import NotJson, read

LINE_CAP = 16 * 1024 * 1024
"""The longest line, and the longest event, that is read, in bytes (W33)."""

_BOM = b"\xef\xbb\xbf"


class SseEvent(NamedTuple):
    """One event: its data lines joined by LF, and whether its server called it an error."""

    data: str
    is_error: bool = False


class SseDecoder:
    """Splits a byte stream into events; any split of the same bytes gives the same events, at linear cost.

    Lines end at LF, CR or CRLF and nowhere else (W21). Bytes are UTF-8 whatever the headers say, and invalid ones
    become U+FFFD (W23, W24). Comments, ids, retries and names of events are dropped, except `event: error` and the
    line `error: …` of some llama.cpp builds. After a line or an event over `LINE_CAP` the decoder is `overflowed`: it
    has let go of its memory and gives nothing more.
    """

    def __init__(self) -> None:
        self.overflowed = False
        self._tail = bytearray()
        # Not a list of lines: an endless event of empty ones would fill it at no size at all.
        self._data = bytearray()
        self._has_data = False
        self._is_error = False
        self._ends_in_cr = False
        self._started = False

    @property
    def is_between_events(self) -> bool:
        """Say whether all that was fed is dealt with, so that the next byte begins an event."""
        # After a lone CR a LF may come that belongs to it, and between events one more or less makes no difference.
        return self._started and not (self._tail or self._has_data or self._is_error or self.overflowed)

    @property
    def held(self) -> int:
        """Give how many bytes of an event that is not complete are held."""
        return len(self._tail) + len(self._data)

    def feed(self, data: bytes) -> list[SseEvent]:
        """Take the next bytes and give the events that they complete."""
        # The usual read is one whole event of one line. The slow way takes four times as long for the same result.
        if (
            data.startswith(b"data: {")
            and data.endswith(b"\n\n")
            and data.find(b"\n") == len(data) - 2
            and not (self._tail or self._has_data or self._is_error or self.overflowed)
            and b"\r" not in data
            and len(data) <= LINE_CAP
        ):
            self._started, self._ends_in_cr = True, False
            return [SseEvent(data[6:-2].decode("utf-8", "replace"))]
        return self._feed_lines(data)

    def end(self) -> list[SseEvent]:
        """Drain at the end of the body: an event without its blank line counts if it is `[DONE]` or JSON (W31)."""
        if self.overflowed:
            return []
        if self._tail:
            self._take(self._whole_line(b""))
        event = self._dispatch()
        return [event] if event is not None and _is_whole(event.data) else []

    def _feed_lines(self, data: bytes) -> list[SseEvent]:
        if self.overflowed:
            return []
        if self._ends_in_cr and data:
            data = data.removeprefix(b"\n")
            self._ends_in_cr = False
        if b"\r" in data:
            self._ends_in_cr = data.endswith(b"\r")
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        first, *others = data.split(b"\n")
        if not others:
            self._tail += first
            self._watch_size(len(self._tail))
            return []
        rest = others.pop()
        events: list[SseEvent] = []
        for line in (self._whole_line(first), *others):
            if line:
                self._take(line)
            elif (event := self._dispatch()) is not None:
                events.append(event)
            if self.overflowed:
                return events
        self._tail += rest
        self._watch_size(len(rest))
        return events

    def _whole_line(self, last: bytes) -> bytes:
        """Give the line of which `last` is the end, without the byte order mark that may open the stream (W25)."""
        line = bytes(self._tail) + last if self._tail else last
        self._tail = bytearray()
        if not self._started:
            self._started = True
            line = line.removeprefix(_BOM)
        return line

    def _take(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        if field == b"event":
            self._is_error = value.strip() == b"error"
        elif field in (b"data", b"error"):
            self._is_error = self._is_error or field == b"error"
            if self._has_data:
                self._data += b"\n"
            self._data += value.removeprefix(b" ")
            self._has_data = True
        self._watch_size(max(len(line), len(self._data)))

    def _dispatch(self) -> SseEvent | None:
        data, has_data, is_error = self._data, self._has_data, self._is_error
        if data:
            self._data = bytearray()
        self._has_data = self._is_error = False
        # Blank data is a heartbeat of some gateways, not a broken chunk.
        if not has_data or not (is_error or data.strip()):
            return None
        return SseEvent(data.decode("utf-8", "replace"), is_error)

    def _watch_size(self, size: int) -> None:
        if size > LINE_CAP:
            self.overflowed = True
            self._tail, self._data = bytearray(), bytearray()


def _is_whole(data: str) -> bool:
    if data.strip() == "[DONE]":
        return True
    try:
        read(data)
    except NotJson:
        return False
    return True
