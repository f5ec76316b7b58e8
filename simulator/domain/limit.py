"""A value with where it is from, and a text in two languages. What limits exist is `release`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Lang = Literal["zh", "en"]

EVIDENCE_FORMS = ("seed", "assumed", "url:…", "measured:…", "config")
"""The seed article; a design choice without a source; a page; a fit from a recording; the user's own override."""


@dataclass(frozen=True, slots=True)
class Limit(Generic[T]):
    """A value and its evidence; `note` says what the evidence leaves open."""

    value: T
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages of the interface."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """Give the text in `lang`."""
        return self.zh if lang == "zh" else self.en


def is_evidence(text: str) -> bool:
    """Say whether `text` has one of `EVIDENCE_FORMS`."""
    if text in ("seed", "assumed", "config"):
        return True
    scheme, _, rest = text.partition(":")
    return scheme in ("url", "measured") and bool(rest.strip())
