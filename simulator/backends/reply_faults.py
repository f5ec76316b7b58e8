"""Faults of replies that are not 2xx, with what to do next. The kind and the server's words are `dialects.errors`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from simulator.backends.network_faults import Place
from simulator.dialects.errors import classify
from simulator.dialects.plain import MESSAGE_CAP, line
from simulator.dialects.retry_after import retry_after
from simulator.domain.faults import Fault, FaultKind

_PATH = "/chat/completions"
_LEAST_SAID = 100
_A_DAY = 86_400.0


def refused(
    status: int, headers: Mapping[str, str], body: bytes, *, place: Place, hidden: str, key_source: str | None
) -> Fault:
    """Give the fault of a reply with an error status: who said what, and what to do next."""
    if 300 <= status < 400:
        return _redirected(status, headers.get("location", ""), place, hidden)
    wait = retry_after(headers.get("retry-after"), datetime.now(UTC))
    fault = classify(status, body, hidden=hidden, retry_after=wait)
    advice = _wrong_path(place) if status in (404, 405) else _advice(fault.kind, wait, hidden, key_source)
    answered = f"{place.name} answered {status}: "
    # The whole is no longer than a message may be: what the server said gives way, not what to do next.
    said = line(fault.message, cap=max(MESSAGE_CAP - len(answered) - len(advice), _LEAST_SAID))
    return replace(fault, message=f"{answered}{said}{advice}")


def _redirected(status: int, location: str, place: Place, hidden: str) -> Fault:
    """Name the host only, as the rest may carry secrets, or where on the same server completions are (W15)."""
    here = urlsplit(place.url)
    try:
        there = urlsplit(urljoin(place.url, location))
        host = there.hostname or place.host
    except ValueError:
        there, host = here, "an unreadable address"
    is_same = (there.scheme, there.netloc) == (here.scheme, here.netloc)
    if is_same and there.path.endswith(_PATH) and there.path != here.path:
        return _moved(status, there, place, hidden)
    said = f"{place.name} answered {status} and points to {host}"
    return Fault("malformed", f"{said}; redirects are not followed, so give that server's own --backend-url", status)


def _moved(status: int, there: SplitResult, place: Place, hidden: str) -> Fault:
    """Tell where on the same server the path is now; what its query holds is nobody's to see."""
    url = line(f"{there.scheme}://{there.netloc}{there.path}", hidden=hidden, cap=200)
    said = f"{place.name} answered {status} and points to {url}"
    advice = f"redirects are not followed, so give --backend-url {url.removesuffix(_PATH)}"
    return Fault("malformed", f"{said}; {advice}", status)


def _wrong_path(place: Place) -> str:
    return f"; check --backend-url: the request went to {place.url}"


def _advice(kind: FaultKind, wait: float | None, hidden: str, key_source: str | None) -> str:
    if kind == "auth":
        if not hidden:
            return "; no key was sent: name the variable that holds it with --api-key-env"
        return f"; check the key in {key_source}" if key_source else "; check the key"
    if kind == "payment":
        return "; top up the account that the key belongs to"
    if kind in ("rate_limited", "overloaded", "server", "timeout"):
        return "; ask again later" if wait is None or wait > _A_DAY else f"; ask again in {wait:.0f} s"
    return ""
