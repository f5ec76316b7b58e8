"""Regular expressions of users, in time linear in the text: none backtracks for ever. What is searched is not here.

The engine has no look-around and no back-references; a script says `lacks` where it needs the first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

LONGEST = 1_000
"""Characters: the engine's time also grows with the pattern."""
LARGEST_MEMORY = 8 * 1024 * 1024


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> Callable[[str], Any]:
    """Give what searches a text for the pattern. Raises: ValueError with what is wrong with it."""
    import re2

    if len(pattern) > LONGEST:
        raise ValueError(f"write a regular expression of at most {LONGEST} characters")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = LARGEST_MEMORY
    try:
        search: Callable[[str], Any] = re2.compile(pattern, options).search
    except re2.error as error:
        told = error.args[0] if error.args else b""
        said = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise ValueError(f"the regular expression is wrong: {said} (RE2 syntax: no look-around)") from None
    return search


def found(pattern: str, text: str) -> str | None:
    """Give the first group of the first match, or all of it where it has no group; None where nothing matches.

    Raises: ValueError if the pattern is wrong.
    """
    match = compiled(pattern)(text)
    if match is None:
        return None
    group = match.group(1) if match.re.groups else match.group(0)
    return "" if group is None else str(group)
