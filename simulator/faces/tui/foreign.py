"""The border of the screen: text from a user, a model, a server or a profile passes here before it is drawn."""

from __future__ import annotations

import re

from simulator.domain.clean import clean

_UNSTEADY = re.compile(
    "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"  # emoji style, keycap, skin tones
    "|(?<=[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])\u200d"  # joined emoji
)


def harmless(text: str) -> str:
    """Give `text` as it can be drawn: no control or bidi characters, a tab as four spaces, and one width everywhere.

    Terminals and Textual disagree on how wide an emoji is that a following character modifies: that character is
    dropped, since a wrong width breaks the phone's frame on its line. Works piece by piece, except that a joiner at
    the head of a piece stays.
    """
    return _UNSTEADY.sub("", clean(text).replace("\t", "    "))
