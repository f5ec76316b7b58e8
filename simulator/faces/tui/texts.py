"""What the phone's screen says of its own, by key. The words: `texts/*/tui.ftl`; a phone's own: `domain.words`."""

from __future__ import annotations

from simulator.texts import Lang, Texts

TEXTS = Texts("labels", "tui", "controls")


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS.say(key, lang, **values)
