"""Words that several judgements share: kinds of faults, lists of names, numbers. What they are about is `judge_*`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.dialects.plain import line
from simulator.domain.faults import Fault, FaultKind
from simulator.domain.limit import Bilingual

KINDS: Mapping[FaultKind, str] = {
    "auth": "密钥不被接受",
    "payment": "余额不足",
    "rate_limited": "请求过多",
    "bad_request": "请求被拒绝",
    "server": "服务器出错",
    "overloaded": "服务器繁忙",
    "timeout": "超时",
    "truncated": "回答中断",
    "malformed": "回答无法理解",
    "connection": "连接失败",
}

_SHOWN = 40


def said_of(fault: Fault) -> Bilingual:
    """Give a fault in words: its kind in Chinese before the text, which is English or the server's."""
    text = line(fault.message)
    return Bilingual(f"{KINDS[fault.kind]}：{text}", text)


def names(items: Sequence[str], most: int = 4) -> str:
    """Give the first few names, each short and on one line, and how many more there are."""
    shown = ", ".join(line(item, cap=_SHOWN) for item in items[:most])
    return shown + (f", +{len(items) - most}" if len(items) > most else "")


def joined(parts: Sequence[Bilingual]) -> Bilingual:
    """Give parts as one text."""
    return Bilingual("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
