"""One rule of faults: which fault, how often, and for which requests. Counting and chance are `strikes`' part."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.mock.faults.kinds import Kind, kind_named, status_in

COMPLETIONS = "completions"
"""How the paths end on which faults strike unless a rule names another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as rules see it: its path without `/v1`, and its JSON body, empty where that is no object."""

    path: str
    body: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """Give the text of the last user message, or of the prompt that stands in place of messages."""
        messages = self.body.get("messages")
        for message in reversed(messages if isinstance(messages, list) else []):
            if isinstance(message, dict) and message.get("role") == "user":
                return _text(message.get("content"))
        return _text(self.body.get("prompt", ""))

    @property
    def conversation(self) -> str:
        """Give all that is asked, which is what chance depends on."""
        return _text([self.body.get(name) for name in ("model", "messages", "prompt")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fault of `kind` that strikes with probability `rate` where all of `conditions` hold.

    `conditions` are named `nth` (which of the requests that fit the others), `prompt` (a text in the last user
    message), `path` (of the request), or are paths in its JSON body; `options` say how the fault is done. Both hold
    texts as they were written, and are checked by `spec`.
    """

    kind: str
    rate: float = 1.0
    conditions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def definition(self) -> Kind:
        """Give the entry of the table that the kind belongs to."""
        kind = kind_named(self.kind)
        assert kind is not None
        return kind

    @property
    def status(self) -> int:
        """Give the status in the kind's own name, else that of its option, else the kind's."""
        told = self.option("status") if "status" in self.definition.options else self.definition.status
        return status_in(self.kind) or int(told)

    def option(self, name: str) -> str:
        """Give what the rule was told, else the kind's default."""
        return self.options.get(name, self.definition.options[name].default)

    def fits(self, asked: Asked) -> bool:
        """Say whether every condition but `nth` holds."""
        if "path" not in self.conditions and not asked.path.endswith(COMPLETIONS):
            return False
        return all(_holds(name, wanted, asked) for name, wanted in self.conditions.items() if name != "nth")

    def is_turn(self, number: int) -> bool:
        """Say whether `nth` holds for the request that is `number` among those that fit, counted from 1."""
        wanted = self.conditions.get("nth", "1-")
        if wanted.startswith("/"):
            return number % int(wanted[1:]) == 0
        first, dash, last = wanted.partition("-")
        return int(first) <= number <= (int(last) if last else number if dash else int(first))

    def __str__(self) -> str:
        """Write the rule as the command line takes it."""
        rate = "" if self.rate == 1.0 else ":" + f"{self.rate:.9f}".rstrip("0").rstrip(".")
        parts = {**self.conditions, **self.options}
        return f"{self.kind}{rate}" + "".join(f"@{name}={text.replace('@', '@@')}" for name, text in parts.items())


def _holds(name: str, wanted: str, asked: Asked) -> bool:
    if name == "prompt":
        return wanted in asked.prompt
    if name == "path":
        return asked.path == "/" + wanted.strip("/").removeprefix("v1/")
    found = _found(asked.body, name.removeprefix("$.").split("."))
    return any(_is_like(value, wanted) for value in found)


def _found(value: Any, path: Sequence[str]) -> list[Any]:
    """Give what stands at a path: keys of objects, and places in lists, of which -1 is the last."""
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and re.fullmatch(r"-?\d{1,6}", step) and -len(value) <= int(step) < len(value):
            value = value[int(step)]
        else:
            return []
    return [value]


def _is_like(value: Any, wanted: str) -> bool:
    """Compare a value's text; `*` stands for any text. In linear time, which a regular expression would not promise."""
    text = _text(value)
    first, *rest = wanted.split("*")
    if not rest:
        return text == wanted
    *middle, last = rest
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
