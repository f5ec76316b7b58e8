"""What a phone says of itself, in both languages; a profile overrides any of it. Texts of the faces are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.texts import Bilingual, Lang, Texts, fill

WORDS = Texts("phone")
"""The sentences a profile starts from. None of a phone's own wording was seen in a capture: all are assumed."""

STATES = Texts("states")
"""What a gate needs or finds where it is no name or number: the gate's own word, `_` for a blank, and its words."""


def spoken(state: str, lang: Lang) -> str:
    """Give what a gate needs or found in the user's language: names and numbers as they are."""
    key = state.replace(" ", "_")
    return STATES[key].text(lang) if key in STATES else state


def numbers(turns: Sequence[int]) -> str:
    """Give turn numbers shortly: 3, 1–4 for a run of more than two, or 1、3."""
    is_run = len(turns) > 2 and list(turns) == list(range(turns[0], turns[-1] + 1))
    return f"{turns[0]}–{turns[-1]}" if is_run else "、".join(map(str, turns))


def say(words: Mapping[str, Bilingual], key: str, lang: Lang, **values: object) -> str:
    """Give the phone's words for `key`: the profile's own, else the shared ones, with `{name}` filled in.

    A key such as `fault.server` without words of its own falls back to its first part. Raises: KeyError if there are
    no words for either.
    """
    for name in (key, key.split(".")[0]):
        words_for = words.get(name) or WORDS.get(name)
        if words_for is not None:
            return fill(words_for.text(lang), {place: spoken(str(value), lang) for place, value in values.items()})
    raise KeyError(key)
