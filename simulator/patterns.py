r"""Regular expressions of users, in time linear in the text: none backtracks for ever. What is searched is not here.

The engine has no look-around and no back-references; a script says `lacks` where it needs the first. `\w` means letters
and digits of all scripts, as in Python, where the engine's own knows ASCII alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

LONGEST = 1_000
"""Characters: the engine's time also grows with the pattern."""
LARGEST_MEMORY = 8 * 1024 * 1024


def compiled(pattern: str) -> Callable[[str], Any]:
    """Give what searches a text for the pattern. Raises: ValueError with what is wrong with it."""
    search: Callable[[str], Any] = _expression(pattern).search
    return search


def group_names(pattern: str) -> frozenset[str]:
    """Give the names of the pattern's groups. Raises: ValueError as `compiled` does."""
    return frozenset(_expression(pattern).groupindex)


@lru_cache(maxsize=1_000)
def _expression(pattern: str) -> Any:
    import re2

    if len(pattern) > LONGEST:
        raise ValueError(f"write a regular expression of at most {LONGEST} characters")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = LARGEST_MEMORY
    try:
        return re2.compile(_of_all_scripts(pattern), options)
    except re2.error as error:
        told = error.args[0] if error.args else b""
        said = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise ValueError(f"the regular expression is wrong: {said} (RE2 syntax: no look-around)") from None


def found(pattern: str, text: str) -> str | None:
    """Give the first group of the first match, or all of it where it has no group; None where nothing matches.

    Raises: ValueError if the pattern is wrong.
    """
    match = compiled(pattern)(text)
    if match is None:
        return None
    group = match.group(1) if match.re.groups else match.group(0)
    return "" if group is None else str(group)


_STEP = re.compile(r"\\(?P<escaped>.)|(?P<opens>\[\^?\]?)|(?P<closes>\])", re.DOTALL)
_WORD = r"\p{L}\p{M}\p{N}_"


def _of_all_scripts(pattern: str) -> str:
    r"""Give the pattern with `\w` and `\W` spelled out; a negated one inside of a class stays the engine's own."""
    is_class = False

    def step(found: re.Match[str]) -> str:
        nonlocal is_class
        if found["opens"] and not is_class:
            is_class = True
        elif found["closes"]:
            is_class = False
        elif found["escaped"] == "w":
            return _WORD if is_class else f"[{_WORD}]"
        elif found["escaped"] == "W" and not is_class:
            return f"[^{_WORD}]"
        return found[0]

    return _STEP.sub(step, pattern)
