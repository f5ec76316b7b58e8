"""What `simulator doctor` says of a probe as a whole, by key. What was found says itself what it is."""

from __future__ import annotations

from simulator.texts import Lang, Texts

TEXTS = Texts("doctor_page")


def say(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS.say(key, lang, **values)
