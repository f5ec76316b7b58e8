"""Rules of faults as text: `kind[:rate][@name=value]…`, read and checked. What a rule does is not here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.mock.faults.kinds import ALIASES, HTTP, KINDS, Kind, kind_named
from simulator.mock.faults.rule import Rule

CONDITIONS = ("nth", "prompt", "path")
FIELDS = frozenset(
    [
        *("model", "messages", "prompt", "suffix", "stream", "stream_options", "max_tokens", "temperature", "top_p"),
        *("presence_penalty", "frequency_penalty", "stop", "response_format", "tools", "tool_choice", "logprobs"),
        *("top_logprobs", "thinking", "reasoning_effort", "user_id", "user", "n"),
    ]
)
"""Fields of a request's body, so that a misspelt option is no condition that never holds; `$.` names any other."""

_NTH = re.compile(r"[1-9]\d{0,8}|[1-9]\d{0,8}-([1-9]\d{0,8})?|/[1-9]\d{0,8}")
_RATE = re.compile(r"(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})(%?)")
_AT_SIGN = "\x00"


def parse_rule(spec: str) -> Rule:
    """Read one rule; in a value, `@@` stands for a plain `@`.

    Raises: UserProblem that says what was found, what is known and how it is written.
    """
    if _AT_SIGN in spec:
        raise _wrong(spec, "it holds a NUL character")
    head, *parts = [part.replace(_AT_SIGN, "@") for part in spec.replace("@@", _AT_SIGN).split("@")]
    name, colon, rate = head.partition(":")
    texts: dict[str, str] = {}
    for part in parts:
        key, sign, text = part.partition("=")
        if not sign or not key:
            raise _wrong(spec, f"{part[:40]!r} is no name=value (a plain @ in a value is written @@)")
        texts[key.strip()] = text
    return made_rule(name.strip().replace("-", "_"), rate.strip() if colon else "1", texts, spec)


def rule_from(entry: object) -> Rule:
    """Read one rule of a file or a request: a text as for `parse_rule`, or an object with `kind` and `rate`.

    The other keys of the object are the names that stand behind `@` in the text. Raises: UserProblem.
    """
    if isinstance(entry, str):
        return parse_rule(entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
        raise UserProblem(f'a fault is a text such as "busy:0.1" or an object with a kind, not {str(entry)[:60]!r}')
    texts = {str(name): _as_text(value) for name, value in entry.items() if name not in ("kind", "rate")}
    return made_rule(entry["kind"], _as_text(entry.get("rate", 1)), texts, str(entry["kind"]))


def made_rule(name: str, rate: str, texts: Mapping[str, str], spec: str) -> Rule:
    """Make a rule out of its checked parts. Raises: UserProblem."""
    kind = kind_named(name)
    if kind is None:
        raise _unknown_kind(name)
    conditions = {key: text for key, text in texts.items() if key not in kind.options}
    options = {key: text for key, text in texts.items() if key in kind.options}
    for key, text in options.items():
        if not kind.options[key].takes(text):
            raise _wrong(spec, f"{key} is {text[:40]!r} and should be {kind.options[key].form}")
    for key, text in conditions.items():
        _check_condition(key, text, kind, spec)
    return Rule(kind=ALIASES.get(name, name), rate=_rate(rate, spec), conditions=conditions, options=options)


def _check_condition(key: str, text: str, kind: Kind, spec: str) -> None:
    if key == "nth":
        if not _NTH.fullmatch(text):
            raise _wrong(spec, f"nth is {text[:40]!r} and should be like 3, 1-2, 3- or /5 (each fifth)")
        return
    if key in CONDITIONS or key.startswith("$.") or key.partition(".")[0] in FIELDS:
        return
    known = [*kind.options, *CONDITIONS]
    near = get_close_matches(key, [*known, *FIELDS], n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    raise _wrong(spec, f"{key[:40]!r} is unknown{meant} (known: {', '.join(known)}; a body field: model, $.NAME)")


def _rate(text: str, spec: str) -> float:
    match = _RATE.fullmatch(text)
    rate = float(match[1]) / (100 if match[2] else 1) if match else 2.0
    if not 0 <= rate <= 1:
        raise _wrong(spec, f"the rate is {text[:40]!r} and should be from 0 to 1, like 0.1 or 10%")
    return rate


def _unknown_kind(name: str) -> UserProblem:
    names = sorted(kind for kind in KINDS if kind != HTTP)
    near = get_close_matches(name.casefold(), [*names, *ALIASES, "http429", "http500", "http503"], n=1, cutoff=0.5)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return UserProblem(f"no such fault: {name[:60]!r}{meant} (known: {', '.join(names)}, http400 to http599)")


def _wrong(spec: str, why: str) -> UserProblem:
    return UserProblem(f"fault {spec[:60]!r}: {why}; write kind[:rate][@name=value], like cut:0.1@at=thinking")


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
