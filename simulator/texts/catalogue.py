"""Looks a text up by its key in the Fluent files of this folder. What is in such a file is `fluent`'s to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from simulator.texts.bilingual import Bilingual, Lang, fill
from simulator.texts.fluent import messages

FOLDER = Path(__file__).parent
"""Where the files are: LANGUAGE/AREA.ftl."""


class Texts(Mapping[str, Bilingual]):
    """The texts of some areas by key, such as `inspector.page.turn`; a later area wins. Read when first asked."""

    def __init__(self, *areas: str) -> None:
        """Name the areas, which are files."""
        self._areas = areas

    def say(self, key: str, lang: Lang, **values: object) -> str:
        """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
        return fill(self[key].text(lang), values)

    def __getitem__(self, key: str) -> Bilingual:
        return _read(self._areas)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_read(self._areas))

    def __len__(self) -> int:
        return len(_read(self._areas))


@cache
def _read(areas: tuple[str, ...]) -> Mapping[str, Bilingual]:
    return {key: text for area in areas for key, text in _area(area).items()}


@cache
def _area(area: str) -> Mapping[str, Bilingual]:
    zh, en = (dict(messages((FOLDER / lang / f"{area}.ftl").read_text("utf-8"))) for lang in ("zh", "en"))
    if zh.keys() != en.keys():
        raise ValueError(f"texts/*/{area}.ftl: only one language has {', '.join(sorted(zh.keys() ^ en.keys()))}")
    return {key: Bilingual(text, en[key]) for key, text in zh.items()}
