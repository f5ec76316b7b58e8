"""What the command line says to people, by key. The words are in `texts/*/cli.ftl`; a phone's own: `domain.words`.

What is wrong with a command is told in English only.
"""

from __future__ import annotations

from simulator.texts import Lang, Texts

TEXTS = Texts("labels", "dates", "cli")


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS.say(key, lang, **values)
