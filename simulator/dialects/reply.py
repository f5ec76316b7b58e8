"""A 2xx body to completion items, be it a stream, a plain body or neither. Who reads the socket is in `backends`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from simulator.dialects.chunks import ChunkDecoder, Text
from simulator.dialects.frame import Frame, ending, is_usual
from simulator.dialects.json_text import LARGE, NotJson, read
from simulator.dialects.reading import AUTO, Reading
from simulator.dialects.sse import LINE_CAP, SseDecoder, SseEvent
from simulator.dialects.think_tags import Piece
from simulator.domain.completion import AnswerWasThinking, CompletionItem, Failed, Pieces
from simulator.domain.faults import Fault

_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b"error:", b":")
_BLANKS = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"

P = TypeVar("P", bound=Piece | Pieces)
_Usual = Callable[[type[Text], list[str]], Iterable[P]]

_LESSONS = 16
"""How often a stream may teach a frame: one whose chunks all look different must not pay for a frame each time."""

_LONGEST = 512 * 1024
"""Characters of a piece of a large text."""

CUT = Fault("truncated", "the answer broke off: the server ended it without a finish reason or [DONE]")
EMPTY = Fault("truncated", "the server answered with an empty body")
TOO_LONG = Fault("malformed", f"the server sent more than {LINE_CAP // 1024 // 1024} MiB without an end of line")
NOT_JSON = Fault("malformed", "the server answered with a body that is not JSON, though it begins like it")

NO_COMPLETION = Fault("malformed", "the server answered with a page or a text (of a login?) where a completion was due")


class ReplyDecoder:
    """Feeds on the bytes of a 2xx body; any split of the same bytes gives the same texts and the same end (W88).

    `events` counts the data events so far: they are progress, comments and blank lines are not (W28). `is_over` says
    that nothing more needs to be read, `is_closing` that the server gave its finish reason, after which only usage
    and an end marker are due. `is_heavy` says that so much is held that the next `feed` or `end` may take long, and is
    better called in another thread. `hidden`, the key, never appears in a fault's message. Thinking is where `reading`
    says.
    """

    def __init__(self, content_type: str = "", *, hidden: str = "", reading: Reading = AUTO) -> None:
        self.events = 0
        self.is_over = False
        self.is_closing = False
        self.is_heavy = False
        self._says_stream = content_type.partition(";")[0].strip().lower() == "text/event-stream"
        self._is_stream = False
        self._is_plain = False
        self._body = bytearray()
        self._fault: Fault | None = None
        self._sse = SseDecoder()
        self._chunks = ChunkDecoder(hidden=hidden, reading=reading)
        self._reading = reading
        self._frame: Frame | None = None
        self._ready: Frame | None = None
        self._side: type[Text] | None = None
        self._lessons = _LESSONS

    def feed(self, data: bytes) -> Sequence[Piece]:
        """Take the next bytes and give the texts that they complete."""
        return self._feed(data, _one_by_one)

    def feed_together(self, data: bytes) -> Sequence[Piece | Pieces]:
        """Take the next bytes and give the texts that they complete; many of one side come as one, which is cheaper."""
        return self._feed(data, _as_one)

    def _feed(self, data: bytes, usual: _Usual[P]) -> Sequence[Piece | P]:
        """Take bytes; `usual` makes items of the texts of many events that the short cut read."""
        side = self._side
        if side is not None and self._ready is not None and (text := self._ready.read(data)) is not None:
            self.events += 1
            return (side(text),)
        if not self._is_stream:
            return self._sniff(data, usual)
        end = self._frame.end if self._frame is not None else b"\n\n"
        if len(data) <= LARGE and data.count(end) > 1 and self._sse.is_between_events:
            return self._feed_each(data, end, usual)
        events = self._sse.feed(data)
        texts = self._take_all(events)
        if self.is_heavy:
            texts, self._ready = _in_pieces(texts), None
        else:
            self._learn(events, texts, data)
        self.is_heavy = self._sse.held > LARGE
        return texts

    def _feed_each(self, data: bytes, end: bytes, usual: _Usual[P]) -> Sequence[Piece | P]:
        """Take a read of many events one by one, which the short cut makes cheaper than all at once."""
        texts: list[Piece | P] = []
        at = 0
        while at < len(data):
            if self._side is not None and self._ready is not None:
                read, at = self._ready.read_many(data, at)
                self.events += len(read)
                if read:
                    texts += usual(self._side, read)
                if at == len(data):
                    break
            stop = data.find(end, at)
            stop = len(data) if stop < 0 else stop + len(end)
            texts += self._feed(data[at:stop], usual)
            at = stop
        return texts

    def end(self, fault: Fault | None = None) -> Sequence[CompletionItem]:
        """Drain: give the texts that were held back, then how the completion ended, as exactly one last item.

        `fault` is what stopped the reading, where that was not the body's own end; evidence of completion outweighs it.
        """
        texts = [] if self.is_over else self._drain()
        rest, end = self._chunks.end()
        if self._fault is not None:
            end = Failed(self._fault)
        return [*_in_pieces([*texts, *rest]), end or Failed(fault or self._cut())]

    def _take(self, event: SseEvent) -> Sequence[Piece]:
        if self.is_over:
            return ()
        self.events += 1
        chunks = self._chunks
        texts = chunks.take(event)
        self.is_over = chunks.is_done or chunks.failed is not None
        self.is_closing = self.is_over or chunks.finish is not None
        return texts

    def _learn(self, events: list[SseEvent], texts: Sequence[Piece], read: bytes) -> None:
        """Prepare the short cut for the next event if the state allows it, from this event if it was a usual one."""
        if len(events) == 1 and len(texts) == 1 and self._lessons:
            self._learn_frame(events[0].data, texts[0], ending(read))
        frame = self._frame
        is_ready = frame is not None and self._sse.is_between_events and not self.is_closing
        self._ready = frame if is_ready else None
        self._side = self._chunks.side(frame.field) if frame is not None and is_ready else None

    def _learn_frame(self, data: str, piece: Piece, end: bytes | None) -> None:
        if end is None or isinstance(piece, AnswerWasThinking) or not is_usual(piece.text):
            return
        # An event that two reads share takes the long way, though the frame is right.
        if self._frame is None or not self._frame.fits(data):
            self._lessons -= 1
            self._frame = Frame.around(data, piece.text, self._reading, end) or self._frame

    def _take_all(self, events: list[SseEvent]) -> Sequence[Piece]:
        texts = [text for event in events for text in self._take(event)]
        if self._sse.overflowed:
            self._stop(TOO_LONG)
        return texts

    def _sniff(self, data: bytes, usual: _Usual[P]) -> Sequence[Piece | P]:
        """Find out from the first bytes that are not blank what the body is (W34, W74, W75)."""
        if self.is_over:
            return ()
        # Queued servers send blank lines for minutes: they are not kept.
        self._body += data if self._body else data.lstrip(_BLANKS)
        if self._is_plain:
            return self._gather()
        if self._body.startswith(_BOM):
            self._body = self._body[len(_BOM) :].lstrip(_BLANKS)
        head = bytes(self._body[:16])
        if not head or _BOM.startswith(head):
            return ()
        self._is_plain = head.startswith((b"{", b"["))
        if self._is_plain:
            return self._gather()
        # No line of a stream begins like a page.
        if (self._says_stream and not head.startswith(b"<")) or head.startswith(_FIELDS):
            self._is_stream, body, self._body = True, bytes(self._body), bytearray()
            several = len(body) <= LARGE and body.count(b"\n\n") > 1
            return self._feed_each(body, b"\n\n", usual) if several else self._feed(body, usual)
        if not any(field.startswith(head) for field in _FIELDS):
            self._stop(NO_COMPLETION)
        return ()

    def _gather(self) -> Sequence[Piece]:
        self.events += 1
        self.is_heavy = len(self._body) > LARGE
        if len(self._body) > LINE_CAP:
            self._stop(TOO_LONG)
        return ()

    def _stop(self, fault: Fault) -> None:
        if not self.is_over:
            self._fault, self.is_over, self._body = fault, True, bytearray()

    def _drain(self) -> list[Piece]:
        if self._is_stream:
            return list(self._take_all(self._sse.end()))
        return list(self._read_plain()) if self._is_plain else []

    def _read_plain(self) -> Sequence[Piece]:
        """Read a body that is not streamed: it is complete if it parses (part 9)."""
        try:
            value = read(self._body.decode("utf-8-sig", "replace"))
        except NotJson:
            if self._body.rstrip().endswith((b"}", b"]")):
                self._stop(NOT_JSON)
            return ()
        texts = self._chunks.take_chunk(value[0] if isinstance(value, list) and value else value)
        self._chunks.is_done = True
        return texts

    def _cut(self) -> Fault:
        return CUT if self._is_stream or self._body else EMPTY


def _one_by_one(side: type[Text], texts: list[str]) -> Iterable[Text]:
    return map(side, texts)


def _as_one(side: type[Text], texts: list[str]) -> tuple[Pieces]:
    return (Pieces(side, tuple(texts)),)


def _in_pieces(texts: Sequence[Piece]) -> Sequence[Piece]:
    """Divide large texts, so that whoever takes them is not held up by one for long (W90)."""
    if all(isinstance(text, AnswerWasThinking) or len(text.text) <= _LONGEST for text in texts):
        return texts
    return [part for text in texts for part in _parts(text)]


def _parts(piece: Piece) -> list[Piece]:
    if isinstance(piece, AnswerWasThinking):
        return [piece]
    return [type(piece)(piece.text[at : at + _LONGEST]) for at in range(0, len(piece.text), _LONGEST)]
