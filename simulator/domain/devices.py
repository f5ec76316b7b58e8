"""When two names of a phone mean the same model. Which models a release runs on is `gates`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from simulator.domain.brief import remembered

_NEARNESS = 0.8
"""How alike a slip of the pen and its name are, as difflib counts: one letter in five may be wrong."""

_LONGEST = 60
"""No model's name is longer; keeps a hostile one cheap."""


@remembered
def folded(device: str) -> str:
    """Give a model's name without case, blanks and full-width forms: "find  n5" and "Find N5" are one phone."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", device).casefold())


def known_name(device: str, known: Iterable[str], makers: Iterable[str]) -> str:
    """Give the name of `known` that means the same model, else `device` as it is.

    The maker's name may be said or left out on either side: "OPPO Find N5" is "Find N5".
    """
    prefixes = sorted((folded(maker) for maker in makers), key=len, reverse=True)
    wanted = _bare(device, prefixes)
    return next((name for name in known if _bare(name, prefixes) == wanted), device)


def likely_meant(device: str, known: Iterable[str]) -> str | None:
    """Give the name that `device` looks like a slip of, or None. Other digits are another model, not a slip."""
    wanted = folded(device[:_LONGEST])
    alike = {name: _likeness(wanted, folded(name)) for name in known}
    best = max(alike, key=lambda name: alike[name], default=None)
    return best if best is not None and alike[best] >= _NEARNESS else None


def _bare(device: str, prefixes: Iterable[str]) -> str:
    name = folded(device)
    for prefix in prefixes:
        if prefix and name.startswith(prefix) and name != prefix:
            return name[len(prefix) :]
    return name


def _likeness(wanted: str, name: str) -> float:
    """Give how much `wanted`, or its end where a maker's name is before it, is like `name`: 1 for the same."""
    ends = {wanted, *(wanted[-length:] for length in range(max(1, len(name) - 1), len(name) + 2))}
    same = [end for end in ends if _digits(end) == _digits(name)]
    return max((SequenceMatcher(None, end, name, autojunk=False).ratio() for end in same), default=0.0)


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())
