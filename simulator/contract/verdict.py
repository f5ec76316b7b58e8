"""What a check is given and what it gives back. The checks are beside this, their order is `contract`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.conversation.conversation import Conversation
from simulator.domain.limit import Bilingual
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Release, Vendor
from simulator.ports import Syllables

MOST_RELEASES = 12
"""So many releases are tried, from the first to the last; no phone of those weeks had more than four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneInHand:
    """A phone on the embedded mock, under the virtual clock; `put_away` frees what it holds."""

    conversation: Conversation
    put_away: Callable[[], Coroutine[Any, Any, None]]


OpenPhone = Callable[[PhoneWishes], PhoneInHand]
"""Takes a phone of the vendor in hand, unrecorded; raises UserProblem where the vendor cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A vendor under test: loaded, and the means to use it."""

    vendor: Vendor
    folder: Path
    open_phone: OpenPhone
    syllables: Syllables

    @property
    def tried(self) -> tuple[Release, ...]:
        """Give all releases, or of very many `MOST_RELEASES`, evenly over time with the first and the last."""
        releases = self.vendor.releases
        if len(releases) <= MOST_RELEASES:
            return releases
        step = (len(releases) - 1) / (MOST_RELEASES - 1)
        return tuple(releases[round(number * step)] for number in range(MOST_RELEASES))


NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw: `failures`, none where all is well, and a `remark` of what it looked at."""

    failures: tuple[Bilingual, ...] = ()
    remark: Bilingual = NOTHING


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: the name that scripts know it by, what it demands, and the looking."""

    name: str
    title: Bilingual
    look: Callable[[Subject], Seen]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check and what it saw; `seen` is None where it could not be made, since the profile cannot be loaded."""

    name: str
    title: Bilingual
    seen: Seen | None

    @property
    def is_kept(self) -> bool:
        """Say whether the rule is kept."""
        return self.seen is not None and not self.seen.failures


def same(text: str) -> Bilingual:
    """Give what is said in one language only: the problems of a file."""
    return Bilingual(text, text)


def seen(failures: Iterable[Bilingual], remark: Bilingual = NOTHING) -> Seen:
    """Give what a check saw, a repeated failure once."""
    return Seen(tuple(dict.fromkeys(failures)), remark)
