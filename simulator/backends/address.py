"""Checks what a person gave to reach a server, before anything is sent. The connection itself is not made here."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache

from simulator.backends.http import httpx
from simulator.backends.network_faults import Place

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HOST = re.compile(r"[^\s%/\\<>\"'`{}|^]+")
_REMEMBERED = 64
_PORTS = {"http": 80, "https": 443}


@lru_cache(_REMEMBERED)
def endpoint(base_url: str) -> httpx.URL:
    """Give the URL of the completions: `base_url` without trailing slashes, its path extended, its query kept (W1).

    Raises: ValueError with the remedy, for anything that is not an http or https URL without a user name.
    """
    address, question, query = base_url.strip().partition("#")[0].partition("?")
    try:
        url = httpx.URL(f"{address.rstrip('/')}/chat/completions{question}{query}")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise ValueError(f"--backend-url {address}: not a URL; {_REMEDY}") from None
    if url.userinfo:
        raise ValueError(f"--backend-url of {url.host}: a key in the URL would be shown; use --api-key-env instead")
    if url.scheme not in _PORTS or not _HOST.fullmatch(url.host) or not 0 < (url.port or 1) < 65536:
        raise ValueError(f"--backend-url {address}: not an http or https URL; {_REMEDY}")
    return url


@lru_cache(_REMEMBERED)
def place_of(url: httpx.URL) -> Place:
    """Give what may be shown of a URL."""
    shown = str(url.copy_with(query=None))
    return Place(host=url.host, port=url.port or _PORTS[url.scheme], url=shown, is_loopback=_is_loopback(url.host))


def sendable_key(key: str | None, source: str | None) -> str:
    """Give the key without blanks around it; "" if there is none.

    Raises: ValueError, which names the variable and never the key, if no header can carry it.
    """
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ValueError(
            f"the key in {source or 'the settings'} holds a line break or a foreign character; copy it anew"
        )
    return key


def sendable_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Give `headers` back.

    Raises: ValueError, which names the header and never its value, if one cannot be sent.
    """
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or not (value.isascii() and value.isprintable()):
            raise ValueError(f"the extra header {name!r} cannot be sent; write a plain name and one line of ASCII")
    return headers


_REMEDY = "write it like https://api.deepseek.com or http://127.0.0.1:8000/v1"


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def request_headers(extra: Mapping[str, str], key: str) -> dict[str, str]:
    """Give all headers of a request, of which `extra` may replace any. Raises: ValueError as `sendable_headers`."""
    return {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        # Some gateways hold a compressed stream back until a block is full.
        "Accept-Encoding": "identity",
        **({"Authorization": f"Bearer {key}"} if key else {}),
        **sendable_headers(extra),
    }
