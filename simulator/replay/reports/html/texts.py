"""What the page of a run says, in both languages; a reader changes them in the page. How it is drawn is `page`'s part.

The words are in `texts/*/report.ftl`.
"""

from __future__ import annotations

from simulator.domain.labels import LABELS
from simulator.texts import Lang, Texts

TEXTS = Texts("report")


def told(key: str, lang: Lang) -> str:
    """Give a text in a language. Raises: KeyError if there is none."""
    return TEXTS[key].text(lang)


def both_languages() -> dict[str, dict[str, str]]:
    """Give all texts as the page takes them, by language, with the names that every face shows."""
    names = {key: text for key, text in LABELS.items() if key.startswith(("figure.", "evidence.", "channel."))}
    texts = {**names, **TEXTS}
    return {"zh": {key: text.zh for key, text in texts.items()}, "en": {key: text.en for key, text in texts.items()}}
