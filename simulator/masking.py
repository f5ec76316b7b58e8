"""Takes keys out of what is recorded, byte for byte, so that lengths and pieces stay. Nothing is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit

MASK = "***"
"""What stands for a header or a parameter that may be a secret."""

_SHORTEST = 4
_SHORTEST_WORD = 8
"""A shorter "key" of nothing but letters is a dummy, such as `none` or `ollama`, and a word of answers."""
_SHORTEST_REST = 8
_SECRET_NAME = re.compile(r"auth|key|token|secret|passw|cookie|session|signature|credential|\bsig\b", re.IGNORECASE)
_PLAIN_HEADERS = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"}
)

Piece = tuple[float, bytes]
"""Bytes, and when they came."""


class Masker:
    """Hides secrets in a stream of pieces, also where one is split over pieces.

    Every byte of a secret becomes one mask character that occurs in none of them. A piece whose end may be the
    beginning of a secret waits for the next one, so that at most a secret's length is held back.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        """Take the secrets; dummies and what is shorter than 4 characters hide nothing."""
        self._forms = sorted({form for secret in secrets if _hides(secret) for form in _forms(secret)}, key=len)[::-1]
        self._pattern = re.compile(b"|".join(map(re.escape, self._forms))) if self._forms else None
        used = b"".join(self._forms)
        self._mask = next((sign for sign in (b"*", b"#", b"x", b"0", b"_", b"~", b"z") if sign not in used), b"*")
        self._held: list[Piece] = []

    def mask(self, data: bytes) -> bytes:
        """Give the bytes with every secret masked; the length stays."""
        return self._pattern.sub(lambda found: self._mask * len(found[0]), data) if self._pattern else data

    def mask_text(self, text: str) -> str:
        """Give the text with every secret masked."""
        return self.mask(text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")

    def feed(self, piece: Piece) -> list[Piece]:
        """Give the pieces that are sure by now, this one last or held back."""
        if self._pattern is None:
            return [piece]
        self._held.append(piece)
        whole = self.mask(b"".join(data for _, data in self._held))
        sure, pieces = len(whole) - self._rest(whole), self._cut(whole)
        ready: list[Piece] = []
        while pieces and len(pieces[0][1]) <= sure:
            sure -= len(pieces[0][1])
            ready.append(pieces.pop(0))
        self._held = pieces
        return ready

    def end(self) -> list[Piece]:
        """Give the pieces that were held back; a secret that was cut off there is masked as far as it came."""
        whole = b"".join(data for _, data in self._held)
        rest = self._rest(whole)
        if rest >= _SHORTEST_REST:
            whole = whole[: len(whole) - rest] + self._mask * rest
        pieces, self._held = self._cut(whole), []
        return pieces

    def _cut(self, whole: bytes) -> list[Piece]:
        pieces, start = [], 0
        for at, data in self._held:
            pieces.append((at, whole[start : start + len(data)]))
            start += len(data)
        return pieces

    def _rest(self, whole: bytes) -> int:
        """Give how many bytes at the end may be the beginning of a secret."""
        longest = 0
        for form in self._forms:
            most = min(len(form) - 1, len(whole))
            longest = max(longest, next((n for n in range(most, longest, -1) if whole.endswith(form[:n])), 0))
        return longest


def secrets_of(url: str, headers: Mapping[str, str]) -> Iterator[str]:
    """Give what must not be seen of a request: values of headers and parameters by their names, and a password."""
    for name, value in headers.items():
        if _SECRET_NAME.search(name):
            yield value
            yield value.rpartition(" ")[2]
    parts = urlsplit(url)
    yield from (value for name, value in parse_qsl(parts.query) if _SECRET_NAME.search(name))
    yield from (word for word in (parts.username, parts.password) if word)


def masked_path(url: str, masker: Masker) -> str:
    """Give path and query of a URL; the server's address and the values of secret parameters are left out."""
    parts = urlsplit(url)
    query = [
        (name, MASK if _SECRET_NAME.search(name) else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return masker.mask_text(parts.path + (f"?{urlencode(query, safe='*')}" if query else ""))


def masked_request_headers(headers: Iterable[tuple[str, str]], masker: Masker) -> tuple[tuple[str, str], ...]:
    """Give the headers of a request; of any but the usual ones only the name, since it may be a key."""
    return tuple(
        (name.lower(), masker.mask_text(value) if name.lower() in _PLAIN_HEADERS else MASK) for name, value in headers
    )


def masked_response_headers(headers: Iterable[tuple[str, str]], masker: Masker) -> tuple[tuple[str, str], ...]:
    """Give the headers of a response; cookies and their like are masked, and of a redirect the host is left."""
    return tuple((masker.mask_text(name.lower()), _shown(name.lower(), value, masker)) for name, value in headers)


def _shown(name: str, value: str, masker: Masker) -> str:
    if _SECRET_NAME.search(name):
        return MASK
    return masker.mask_text(_host_only(value) if name in ("location", "content-location") else value)


def _host_only(location: str) -> str:
    try:
        parts = urlsplit(location)
    except ValueError:
        return MASK
    return f"{parts.scheme or 'http'}://{parts.netloc.rpartition('@')[2]}/" if parts.netloc else "/"


def _hides(secret: str) -> bool:
    return len(secret) >= (_SHORTEST_WORD if secret.isalpha() else _SHORTEST)


def _forms(secret: str) -> Iterator[bytes]:
    """Give a secret as it may stand in JSON, a URL or a form."""
    escaped = json.dumps(secret)[1:-1]
    for form in (
        secret,
        escaped,
        escaped.replace("/", "\\/"),
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
    ):
        yield form.encode("utf-8", "replace")
