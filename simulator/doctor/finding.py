"""What a probe can find, as data: the ids that scripts rely on, and how a finding stands. Judging is `judge_*`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.domain.limit import Bilingual
from simulator.texts import Texts

_TEXTS = Texts("doctor")

Status = Literal["ok", "warn", "fail", "skipped"]
"""`fail` is what a phone cannot do without; `warn` is what it can, and a person should know."""

CHECKS: Mapping[str, Bilingual] = {
    "key": _TEXTS["key"],
    "proxy": _TEXTS["proxy"],
    "dns": _TEXTS["dns"],
    "tcp": _TEXTS["tcp"],
    "tls": _TEXTS["tls"],
    "models": _TEXTS["models"],
    "key_accepted": _TEXTS["key_accepted"],
    "http": _TEXTS["http"],
    "stream": _TEXTS["stream"],
    "dialect": _TEXTS["dialect"],
    "usage": _TEXTS["usage"],
    "whole_answer": _TEXTS["whole_answer"],
    "errors": _TEXTS["errors"],
    "thinking": _TEXTS["thinking"],
    "tools": _TEXTS["tools"],
    "history": _TEXTS["history"],
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
