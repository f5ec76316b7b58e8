"""When an utterance fits a reply fixture: whole, in part or by regular expression. Files are `fixtures`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from simulator.mock.brain.expression import narrow
from simulator.mock.brain.late import late

PatternKind = Literal["is", "contains", "all_of", "matches"]

_SPACE = late(r"\s+")
_CLOSING = "。．.！!？?，,、；;：:~～…吧啊呀呢哦啦哈嘛"


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance in the forms that patterns compare: `text` as written, `joined` small and without spaces."""

    text: str
    joined: str

    @classmethod
    def of(cls, text: str) -> Utterance:
        """Prepare the start of a question."""
        return cls(narrow(text), join(text))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to ask; `parts` are joined texts, or one regular expression for `matches`."""

    kind: PatternKind
    parts: tuple[str, ...]

    def fits(self, utterance: Utterance) -> bool:
        """Say whether the utterance is, contains or matches what the pattern says; case and spaces do not count."""
        match self.kind:
            case "is":
                return utterance.joined.strip(_CLOSING) in self.parts
            case "contains":
                return any(part in utterance.joined for part in self.parts)
            case "all_of":
                return all(part in utterance.joined for part in self.parts)
            case "matches":
                return _compiled(self.parts[0]).search(utterance.text) is not None


@cache
def _compiled(source: str) -> re.Pattern[str]:
    # A tenth of the cost of `re.search`, which looks the pattern and its flags up for each of a hundred fixtures.
    return re.compile(source, re.IGNORECASE)


def join(text: str) -> str:
    """Write a text small, narrow and without spaces."""
    return _SPACE.sub("", narrow(text)).casefold()
