"""What a probe can find, as data: the ids that scripts rely on, and how a finding stands. Judging is `judge_*`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.domain.limit import Bilingual

Status = Literal["ok", "warn", "fail", "skipped"]
"""`fail` is what a phone cannot do without; `warn` is what it can, and a person should know."""

CHECKS: Mapping[str, Bilingual] = {
    "key": Bilingual("密钥", "key"),
    "proxy": Bilingual("代理", "proxy"),
    "dns": Bilingual("域名解析", "name"),
    "tcp": Bilingual("连接", "connection"),
    "tls": Bilingual("TLS 证书", "TLS"),
    "models": Bilingual("模型列表", "model list"),
    "key_accepted": Bilingual("密钥有效", "key accepted"),
    "http": Bilingual("HTTP 版本", "HTTP version"),
    "stream": Bilingual("流式回答", "streamed turn"),
    "dialect": Bilingual("方言", "dialect"),
    "usage": Bilingual("用量", "usage"),
    "whole_answer": Bilingual("整段回答", "whole answer"),
    "errors": Bilingual("错误格式", "error shape"),
    "thinking": Bilingual("思考开关", "thinking switch"),
    "tools": Bilingual("工具调用", "tool calls"),
    "history": Bilingual("历史规则", "history rules"),
}
"""All checks in their order, by the id that `--json` gives, with what people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of the check `id`: how it stands, why, and what to do about it where anything is to be done.

    `seconds` is how long the step took, None where nothing was timed. `facts` is the same for programs: JSON values.
    """

    id: str
    status: Status
    detail: Bilingual
    remedy: Bilingual | None = None
    seconds: float | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a probe took: requests sent, tokens that the server reported, and requests of which it reported none."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    uncounted: int = 0


def skipped(id: str, why: Bilingual) -> Finding:
    """Give the finding of a check that was not made."""
    return Finding(id=id, status="skipped", detail=why)
