"""Judges the way to a server: name, port, certificate, proxy, key. Trying it is `line`; nothing is sent here."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

from simulator.backends.network import Network
from simulator.backends.network_faults import Place, causes_of
from simulator.doctor.finding import Finding
from simulator.doctor.line import Attempt, Certificate, Proxy
from simulator.doctor.target import Target
from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_SOON_DAYS = 14
_SHOWN_ADDRESSES = 4

# OpenSSL's X509_V_ERR numbers: https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
_EXPIRED = 10
_UNKNOWN_ISSUER = frozenset({2, 18, 19, 20, 21})
_WRONG_NAME = frozenset({62, 64})


def proxy(found: Proxy | None, place: Place) -> Finding:
    """Say which proxy is in the way."""
    if found is None:
        why = _TEXTS["proxy.loopback"] if place.is_loopback else None
        return Finding(id="proxy", status="ok", detail=why or _TEXTS["proxy.none"])
    named = f"{found.host}:{found.port}"
    detail = _TEXTS["proxy.by"].filled(named=named, named_by=found.named_by)
    return Finding(id="proxy", status="ok", detail=detail, facts={"proxy": named, "named_by": found.named_by})


def dns(host: str, attempt: Attempt[tuple[str, ...]], *, is_proxy: bool) -> Finding:
    """Judge the resolution of a name; with a proxy it is the proxy's."""
    if attempt.result is None:
        remedy = _TEXTS["dns.check"]
        if is_proxy:
            remedy = _TEXTS["dns.check_proxy"]
        detail = _TEXTS["dns.no_host"].filled(host=host)
        return Finding(id="dns", status="fail", detail=detail, remedy=remedy, seconds=attempt.seconds)
    shown = ", ".join(attempt.result[:_SHOWN_ADDRESSES])
    more = len(attempt.result) - _SHOWN_ADDRESSES
    shown += f", +{more}" if more > 0 else ""
    said = shown if attempt.result == (host,) else f"{host} → {shown}"
    return Finding(
        id="dns",
        status="ok",
        detail=Bilingual(said, said),
        seconds=None if attempt.result == (host,) else attempt.seconds,
        facts={"addresses": list(attempt.result)},
    )


def tcp(name: str, attempt: Attempt[str], place: Place, found: Proxy | None) -> Finding:
    """Judge a connection to `name`, which is a host and a port: the server's, or those of the proxy that was found."""
    if attempt.result is not None:
        said = _TEXTS["tcp.open"].filled(name=name)
        return Finding(id="tcp", status="ok", detail=said, seconds=attempt.seconds, facts={"address": attempt.result})
    if isinstance(attempt.error, TimeoutError):
        detail = _TEXTS["tcp.silent"].filled(name=name)
        remedy = _TEXTS["tcp.check_firewall"]
    else:
        detail = _TEXTS["tcp.refused"].filled(name=name)
        port = place.port
        remedy = _TEXTS["tcp.start"].filled(port=port)
    if found is not None:
        remedy = _TEXTS["tcp.check_proxy"].filled(named_by=found.named_by)
    return Finding(id="tcp", status="fail", detail=detail, remedy=remedy, seconds=attempt.seconds)


def tls(attempt: Attempt[Certificate], place: Place, network: Network, now: datetime) -> Finding:
    """Judge a safe connection; `now` is the day on which a certificate may have run out."""
    found = attempt.result
    if found is None:
        detail, remedy = _no_tls(attempt.error, place, network)
        return Finding(id="tls", status="fail", detail=detail, remedy=remedy, seconds=attempt.seconds)
    expires = None if found.expires is None else datetime.fromtimestamp(found.expires, UTC)
    issuer, day = found.issuer or "?", f"{expires:%Y-%m-%d}" if expires else "?"
    trusted = _TEXTS["tls.own_ca"] if network.ca else Bilingual("", "")
    detail = _TEXTS["tls.certificate"].filled(version=found.version, issuer=issuer, day=day, trusted=trusted)
    is_soon = expires is not None and (expires - now).days < _SOON_DAYS
    return Finding(
        id="tls",
        status="warn" if is_soon else "ok",
        detail=detail,
        remedy=_TEXTS["tls.renew_soon"] if is_soon else None,
        seconds=attempt.seconds,
        facts={
            "version": found.version,
            "issuer": found.issuer,
            "expires": expires.isoformat() if expires else None,
            "alpn": found.protocol,
        },
    )


def key(target: Target) -> Finding:
    """Say whether there is a key, and where it is from."""
    source = target.key_source or ""
    if target.key_problem is not None:
        remedy = _TEXTS["key.set"]
        return Finding(id="key", status="fail", detail=target.key_problem, remedy=remedy, facts={"source": source})
    if not target.api_key:
        return Finding(id="key", status="ok", detail=_TEXTS["key.not_sent"], facts={"present": False})
    detail = _TEXTS["key.from"].filled(source=source)
    return Finding(id="key", status="ok", detail=detail, facts={"present": True, "source": source})


def _no_tls(error: Exception | None, place: Place, network: Network) -> tuple[Bilingual, Bilingual]:
    wrong = next((cause for cause in causes_of(error) if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if wrong is not None:
        return _untrusted(wrong, place, network)
    if isinstance(error, ssl.SSLError):
        return (
            _TEXTS["tls.no_tls"].filled(name=place.name),
            _TEXTS["tls.try_http"],
        )
    if isinstance(error, TimeoutError):
        return (
            _TEXTS["tls.no_handshake"].filled(name=place.name),
            _TEXTS["tls.check_firewall"],
        )
    return (
        _TEXTS["tls.hung_up"].filled(name=place.name),
        _TEXTS["tls.check_scheme"],
    )


def _untrusted(error: ssl.SSLCertVerificationError, place: Place, network: Network) -> tuple[Bilingual, Bilingual]:
    said = error.verify_message
    if error.verify_code == _EXPIRED:
        return (
            _TEXTS["tls.expired"].filled(said=said),
            _TEXTS["tls.renew"],
        )
    if error.verify_code in _WRONG_NAME:
        return (
            _TEXTS["tls.other_name"].filled(host=place.host),
            _TEXTS["tls.use_name"],
        )
    detail = _TEXTS["tls.untrusted"].filled(said=said)
    if error.verify_code in _UNKNOWN_ISSUER and network.ca is not None:
        return detail, _TEXTS["tls.not_in_ca"].filled(file=network.ca.name)
    return detail, _TEXTS["tls.give_ca"]
