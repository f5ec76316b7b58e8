"""A text in both languages of the interface. Where texts are kept is `catalogue`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]

_PLACE = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages of the interface."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """Give the text in `lang`."""
        return self.zh if lang == "zh" else self.en

    def filled(self, **values: object) -> Bilingual:
        """Give both with each `{name}` filled in; a value in two languages is taken in the language of its place."""
        return Bilingual(*(fill(self.text(lang), _in(values, lang)) for lang in ("zh", "en")))


def fill(text: str, values: Mapping[str, object]) -> str:
    """Give a text with each `{name}` filled in, and for each `{name|page|pages}` the word for as many as it says.

    What a value says in braces stays as it is, as does a place without a value.
    """

    def said(place: re.Match[str]) -> str:
        name, one, other = place.groups()
        if name not in values:
            return place[0]
        return str(values[name]) if one is None else one if values[name] == 1 else other

    return _PLACE.sub(said, text)


def _in(values: Mapping[str, object], lang: Lang) -> dict[str, object]:
    return {name: value.text(lang) if isinstance(value, Bilingual) else value for name, value in values.items()}
