"""Whether every value of a vendor says where it is from, and how many of them are guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from simulator.contract.verdict import Check, Seen, Subject, seen
from simulator.domain.limit import is_evidence
from simulator.texts import Texts

_TEXTS = Texts("contract")


def look(subject: Subject) -> Seen:
    """Look at every value with evidence, a value that releases inherit once."""
    stated = {id(value): (name, value) for name, value in stated_values(subject.vendor, subject.vendor.id)}
    bare = [(name, value.evidence) for name, value in stated.values() if not _is_known(value.evidence)]
    guesses = [value for _, value in stated.values() if value.evidence == "assumed"]
    mute = sum(not getattr(value, "note", "") for value in guesses)
    failures = (_TEXTS["evidence.none"].filled(name=name, said=f"{said!r}") for name, said in bare)
    remark = _TEXTS["evidence.counted"].filled(count=len(stated), guesses=len(guesses), mute=mute)
    return seen(failures, remark)


def stated_values(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Give everything inside of `value` that carries evidence, with its name, such as xiaoyi.releases[0].limits."""
    if hasattr(value, "evidence"):
        yield name, value
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from stated_values(item, f"{name}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from stated_values(getattr(value, item.name), f"{name}.{item.name}")


def _is_known(evidence: object) -> bool:
    return isinstance(evidence, str) and is_evidence(evidence) and evidence != "config"


EVIDENCE = Check("evidence", _TEXTS["evidence"], look)
