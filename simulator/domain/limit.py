"""A value with where it is from. What limits exist is `release`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from simulator.texts.bilingual import Bilingual as Bilingual
from simulator.texts.bilingual import Lang as Lang

T = TypeVar("T")

EVIDENCE_FORMS = ("seed", "assumed", "url:…", "measured:…", "config")
"""The seed article; a design choice without a source; a page; a fit from a recording; the user's own override."""


@dataclass(frozen=True, slots=True)
class Limit(Generic[T]):
    """A value and its evidence; `note` says what the evidence leaves open."""

    value: T
    evidence: str
    note: str = ""


def is_evidence(text: str) -> bool:
    """Say whether `text` has one of `EVIDENCE_FORMS`."""
    if text in ("seed", "assumed", "config"):
        return True
    scheme, _, rest = text.partition(":")
    return scheme in ("url", "measured") and bool(rest.strip())
