"""How Chinese text sounds, through pypinyin. What a likeness in sound means is the domain's rule."""

from __future__ import annotations

import os
from collections.abc import Sequence


def syllables(text: str) -> Sequence[str]:
    """Give toneless pinyin, one entry a Han character; other characters give themselves, lower-cased.

    The phrase dictionary of pypinyin is left out: it takes 90 ms and 45 MB to load, and a wake word has none of the
    characters whose reading depends on the phrase.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return [sound.casefold() for char in text for sound in lazy_pinyin(char)]
