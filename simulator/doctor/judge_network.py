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

_SOON_DAYS = 14
_SHOWN_ADDRESSES = 4

# OpenSSL's X509_V_ERR numbers: https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
_EXPIRED = 10
_UNKNOWN_ISSUER = frozenset({2, 18, 19, 20, 21})
_WRONG_NAME = frozenset({62, 64})


def proxy(found: Proxy | None, place: Place) -> Finding:
    """Say which proxy is in the way."""
    if found is None:
        why = Bilingual("本机地址，不用代理", "a loopback address, none is used") if place.is_loopback else None
        return Finding(id="proxy", status="ok", detail=why or Bilingual("直连", "none, the way is direct"))
    named = f"{found.host}:{found.port}"
    detail = Bilingual(f"经由 {named}（{found.named_by}）", f"through {named} ({found.named_by})")
    return Finding(id="proxy", status="ok", detail=detail, facts={"proxy": named, "named_by": found.named_by})


def dns(host: str, attempt: Attempt[tuple[str, ...]], *, is_proxy: bool) -> Finding:
    """Judge the resolution of a name; with a proxy it is the proxy's."""
    if attempt.result is None:
        remedy = Bilingual(
            "检查 --backend-url 的拼写、网络和 DNS", "check the spelling of --backend-url, the network and its DNS"
        )
        if is_proxy:
            remedy = Bilingual("检查代理的地址", "check the proxy's address")
        detail = Bilingual(f"没有主机叫 {host}", f"no host is called {host}")
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
        said = Bilingual(f"{name} 接受连接", f"{name} takes connections")
        return Finding(id="tcp", status="ok", detail=said, seconds=attempt.seconds, facts={"address": attempt.result})
    if isinstance(attempt.error, TimeoutError):
        detail = Bilingual(f"{name} 没有回应", f"{name} does not answer")
        remedy = Bilingual("检查防火墙、VPN 和端口", "check firewalls, the VPN and the port")
    else:
        detail = Bilingual(f"{name} 拒绝连接", f"{name} refuses connections")
        port = place.port
        remedy = Bilingual(
            f"启动服务（如 simulator mock --port {port}），或检查 --backend-url",
            f"start the server (such as `simulator mock --port {port}`), or check --backend-url",
        )
    if found is not None:
        remedy = Bilingual(
            f'检查 {found.named_by} 指定的代理；不用代理：proxy = "none"',
            f'check the proxy that {found.named_by} names; to do without it, write proxy = "none"',
        )
    return Finding(id="tcp", status="fail", detail=detail, remedy=remedy, seconds=attempt.seconds)


def tls(attempt: Attempt[Certificate], place: Place, network: Network, now: datetime) -> Finding:
    """Judge a safe connection; `now` is the day on which a certificate may have run out."""
    found = attempt.result
    if found is None:
        detail, remedy = _no_tls(attempt.error, place, network)
        return Finding(id="tls", status="fail", detail=detail, remedy=remedy, seconds=attempt.seconds)
    expires = None if found.expires is None else datetime.fromtimestamp(found.expires, UTC)
    issuer, day = found.issuer or "?", f"{expires:%Y-%m-%d}" if expires else "?"
    trusted = Bilingual("，用自己的 CA", ", by your own CA") if network.ca else Bilingual("", "")
    detail = Bilingual(
        f"{found.version}，{issuer} 签发，{day} 到期{trusted.zh}",
        f"{found.version}, issued by {issuer}, until {day}{trusted.en}",
    )
    is_soon = expires is not None and (expires - now).days < _SOON_DAYS
    return Finding(
        id="tls",
        status="warn" if is_soon else "ok",
        detail=detail,
        remedy=Bilingual("证书快到期，请更换", "renew the certificate before it runs out") if is_soon else None,
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
        remedy = Bilingual(
            "设置该变量，或用 --api-key-env 指定变量名", "set the variable, or name another with --api-key-env"
        )
        return Finding(id="key", status="fail", detail=target.key_problem, remedy=remedy, facts={"source": source})
    if not target.api_key:
        return Finding(id="key", status="ok", detail=Bilingual("不发送密钥", "none is sent"), facts={"present": False})
    detail = Bilingual(f"来自 {source}（不显示）", f"from {source} (not shown)")
    return Finding(id="key", status="ok", detail=detail, facts={"present": True, "source": source})


def _no_tls(error: Exception | None, place: Place, network: Network) -> tuple[Bilingual, Bilingual]:
    wrong = next((cause for cause in causes_of(error) if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if wrong is not None:
        return _untrusted(wrong, place, network)
    if isinstance(error, ssl.SSLError):
        return (
            Bilingual(f"{place.name} 不会 TLS", f"{place.name} does not speak TLS"),
            Bilingual("若服务器用 http，把地址改为 http://", "write http:// in the address if that is what it speaks"),
        )
    if isinstance(error, TimeoutError):
        return (
            Bilingual(f"{place.name} 没有完成 TLS 握手", f"{place.name} does not end the TLS handshake"),
            Bilingual("检查防火墙和代理", "check firewalls and proxies"),
        )
    return (
        Bilingual(f"{place.name} 在握手时断开", f"{place.name} hung up in the handshake"),
        Bilingual("检查 https 还是 http，以及端口", "check https or http, and the port"),
    )


def _untrusted(error: ssl.SSLCertVerificationError, place: Place, network: Network) -> tuple[Bilingual, Bilingual]:
    said = error.verify_message
    if error.verify_code == _EXPIRED:
        return (
            Bilingual(f"证书已过期（{said}）", f"the certificate has run out ({said})"),
            Bilingual("更换证书，并检查本机的日期", "renew it, and check this machine's date"),
        )
    if error.verify_code in _WRONG_NAME:
        return (
            Bilingual(f"证书不是给 {place.host} 的", f"the certificate is not for {place.host}"),
            Bilingual("地址里用证书上的名字", "use the name on the certificate in the address"),
        )
    detail = Bilingual(f"不信任签发者（{said}）", f"its issuer is not trusted ({said})")
    if error.verify_code in _UNKNOWN_ISSUER and network.ca is not None:
        return detail, Bilingual(
            f"{network.ca.name} 里没有它的签发者", f"{network.ca.name} does not hold its issuer; ask for the right file"
        )
    return detail, Bilingual(
        '公司自签证书：在配置表里写 ca = "公司.pem"；见 docs/config.md',
        "if it is your company's own, write ca = \"company.pem\" in the backend's table; see docs/config.md",
    )
