"""What `simulator backends` and `simulator config` say to people, by key; the words are in `texts/*/backends.ftl`."""

from __future__ import annotations

from simulator.texts import Lang, Texts

TEXTS = Texts("backends")


def say(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS.say(key, lang, **values)
