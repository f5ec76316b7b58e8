"""Cuts text where DeepSeek's pre-tokenizer does: numbers, Han and kana, words, punctuation. Tokens are `merging`.

Python's `re` knows no character categories. So each character is turned into the letter of its class, and one pattern
over that string of equal length finds the spans:

    a  A-Z a-z          L  other letters        M  marks              N  numbers
    p  ASCII punctuation and symbols            S  other punctuation and symbols
    _  the space        R  CR and LF            w  other white space  o  everything else
    h  i  j  k          a letter, a mark, a punctuation or symbol, anything else among U+4E00-9FA5 and U+3040-30FF
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

REMEMBERED = 32_768
"""How many characters keep their class in memory, 2.4 MB when full; others are looked up each time, in 0.4 us."""

PATTERN = r"""
    N{1,3}
  | [ik]?[hi]+ | j+ | k+(?![hi])
  | pa+
  | [Mow_]?[aLM]+
  | _?[pS]+R*
  | o+(?![aLM])
  | [_wR]*R+
  | [_wR]+(?![aLMpSo])
  | [_wR]+
"""
"""The three patterns of tokenizer.json in one.

It applies them one inside the other: numbers are cut off first, then runs of Han and kana, then the rest. Hence the
second line is the third pattern within Han and kana, numbers and Han never follow the optional first character of a
word, and the look-ahead after white space takes a number or Han for the end of the text. Characters that its third
pattern leaves over stay together, up to the one that a word takes as its first (`o+`, `k+`).
"""


class Classes(dict[int, str]):
    """The class letter of each code point, found when it is first asked for, as `str.translate` wants it.

    `runs` holds two characters a run of equal class: its first character, and the class letter; it begins at U+0000.
    """

    def __init__(self, runs: str) -> None:
        """Take the runs; no character has its class yet."""
        super().__init__()
        self._starts = runs[0::2]
        self._letters = runs[1::2]

    def __missing__(self, code: int) -> str:
        """Find the class letter of a code point and remember it while there is room."""
        letter = self._letters[bisect(self._starts, chr(code)) - 1]
        if len(self) < REMEMBERED:
            self[code] = letter
        return letter


class Splitter:
    """Cuts text into pieces; tokens never cross from one into the next."""

    def __init__(self, runs: str) -> None:
        """Take the class runs as `Classes` describes them."""
        self._classes = Classes(runs)
        self._spans = re.compile(PATTERN, re.VERBOSE)
        self._surrogates = re.compile("[\ud800-\udfff]")

    def split(self, text: str) -> Iterator[bytes]:
        """Yield the pieces in order as UTF-8; joined they are the text. A lone surrogate becomes U+FFFD."""
        text = self._surrogates.sub("\ufffd", text)
        for span in self._spans.finditer(text.translate(self._classes)):
            yield text[span.start() : span.end()].encode()
