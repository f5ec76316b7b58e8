"""One exchange in the journal: what is noted while it happens, and what is told of it, keys masked. No I/O here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import unquote

from simulator.masking import MASK, Masker, masked_path, masked_response_headers, secrets_of
from simulator.mock.exchange import Request, Response
from simulator.mock.replies.shelf import REPLY
from simulator.mock.wishes import FAULT

End = Literal["open", "done", "cut", "gone"]
"""How an exchange ended: not yet; its body came to its end; the mock broke it off; its client went away."""

MOST_BYTES = 4 * 1024 * 1024
"""Of one response that are kept."""


class Record:
    """An exchange, noted piece by piece; bytes are read when somebody asks what they say.

    `size` is how many bytes it holds, `counted` how many of them the journal has reckoned with, and
    `is_kept` whether it still has them in memory.
    """

    __slots__ = (
        "_body",
        "_end",
        "_first",
        "_headers",
        "_opened",
        "_received",
        "_room",
        "counted",
        "ended",
        "is_kept",
        "number",
        "pieces",
        "request",
        "size",
        "status",
    )

    def __init__(self, number: int, request: Request, response: Response, now: float, opened: int) -> None:
        """Begin with the request and the head of its response; `opened` is the zero of `now` since 1970."""
        self.number = number
        self.request = request
        self.status = response.status
        self.ended: End = "open"
        self.pieces = 0
        self.counted = 0
        self.is_kept = True
        self.size = len(request.body)
        self._headers = response.headers
        self._received, self._opened = now, opened
        self._first: float | None = None
        self._end: float | None = None
        self._body: list[bytes] = []
        self._room = MOST_BYTES

    def begin(self, now: float) -> None:
        """Note when the first piece of the body was there; only the first time counts."""
        if self._first is None:
            self._first = now

    def hear(self, piece: bytes) -> None:
        """Note a piece of the body."""
        self.pieces += 1
        if self._room > 0:
            size = len(piece)
            self._room -= size
            self.size += size
            self._body.append(piece)

    def let_go(self) -> None:
        """Note no more than the number of pieces from now on."""
        self._room, self._body = 0, []

    def end(self, how: End, now: float) -> None:
        """Note the end; only the first counts."""
        if self.ended == "open":
            self._body = [b"".join(self._body)]
            self._end = now
            self.ended = how

    @property
    def fault(self) -> str | None:
        """Give the kinds of faults that struck, with commas between them; None if none did."""
        return self._headers.get(FAULT)

    @property
    def reply(self) -> str | None:
        """Give the id of the prepared reply that was given; None if it was none."""
        label = self._headers.get(REPLY)
        return None if label is None else unquote(label)

    @property
    def masker(self) -> Masker:
        """Give what hides the keys of this exchange."""
        return Masker(secrets_of(self._url, self.request.headers))

    @property
    def asked(self) -> Any:
        """Give the request's body as its JSON or text, keys masked."""
        from simulator.mock.journal.heard import value_of  # a decoder that nobody needs who asks for no journal

        return value_of(self.masker.mask(self.request.body))

    @property
    def prompt(self) -> str:
        """Give the text of the last message of the user; "" if there is none."""
        messages = self.asked.get("messages") if isinstance(self.asked, dict) else None
        for message in reversed(messages if isinstance(messages, list) else []):
            if isinstance(message, dict) and message.get("role") == "user":
                content = message.get("content")
                return content if isinstance(content, str) else str(content)
        return ""

    @property
    def headers(self) -> Mapping[str, str]:
        """Give the request's headers, keys masked."""
        return dict(masked_response_headers(self.request.headers.items(), self.masker))

    @property
    def response(self) -> dict[str, Any]:
        """Give what the client has heard so far, keys masked."""
        from simulator.mock.journal.heard import heard

        body = self.masker.mask(b"".join(self._body))
        return heard(self.request.path, self.status, self._headers.get("content-type", ""), body)

    def to_json(self) -> dict[str, Any]:
        """Give all that is told of the exchange. Times are UTC, and seconds since the request came."""
        request = self.request
        path, _, query = masked_path(self._url, self.masker).partition("?")
        return {
            "number": self.number,
            "received": datetime.fromtimestamp(self._opened + self._received, UTC).isoformat(timespec="milliseconds"),
            "method": request.method,
            "path": path,
            "query": query,
            "headers": self.headers,
            "key": _masked_key(request.headers.get("authorization", "")),
            "request": self.asked,
            "status": self.status,
            "response": self.response,
            "pieces": self.pieces,
            "first_byte_seconds": self._since(self._first),
            "end_seconds": self._since(self._end),
            "ended": self.ended,
            "fault": self.fault,
            "reply": self.reply,
        }

    @property
    def _url(self) -> str:
        return f"{self.request.path}?{self.request.query}" if self.request.query else self.request.path

    def _since(self, moment: float | None) -> float | None:
        return None if moment is None else round(moment - self._received, 6)


def _masked_key(authorization: str) -> str | None:
    key = authorization.partition(" ")[2].strip()
    if not key:
        return None
    return f"{MASK}{key[-4:]}" if len(key) > 8 else MASK
