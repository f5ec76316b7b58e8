"""Who may come in from a browser: only pages of this very server, on this very machine. Serving is `server`.

textual-serve 1.1.3 checks neither Host nor Origin, so that any page that the user has open could type into the phone,
and a name that is made to point here (DNS rebinding) could read it. This may go when it checks both.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The terminal of the page, xterm.js, writes styles of its own; nothing else runs, loads or frames it."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Say whether the host of an address, with or without a port, is this machine by its own name or number."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def refusal(host: str, origin: str | None) -> str | None:
    """Give why a request may not come in, None if it may; `origin` is None where the browser sends none."""
    if not is_loopback(host):
        return f"this phone is only on this machine; open it at 127.0.0.1 and not at {host[:80]!r}"
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return "another page may not use this phone"
    return None


@web.middleware
async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what may not come in with 403, and give every answer the headers that keep others out."""
    why = refusal(request.host, request.headers.get("Origin"))
    if why is not None:
        return web.Response(status=403, text=why + "\n", headers=HEADERS)
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response
