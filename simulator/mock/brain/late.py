"""Regular expressions that are compiled when they are first used. What they match is their modules' business."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Reached once an attribute: the compiled pattern's own is kept here then.
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Give a stand-in for `re.compile(source, flags)`.

    The brain has some ninety patterns, of which a question meets a few: compiling all would take 30 ms of every start.
    Raises: re.error at the first use if `source` is wrong.
    """
    return cast(re.Pattern[str], _Late(source, flags))
