"""What exports say of their own, by key. The words are in `texts/*/export.ftl`; a phone's own: `domain.words`."""

from __future__ import annotations

from simulator.texts import Lang, Texts

TEXTS = Texts("labels", "export")


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS.say(key, lang, **values)
