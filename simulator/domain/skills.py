"""What a skill of the phone is: a tool that a model may call, and what calling it does. The skills are `phone`'s."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from simulator.domain.completion import Tool
from simulator.domain.contents import Change, Contents
from simulator.domain.limit import Lang
from simulator.domain.search import Page

Find = Callable[[str], Awaitable[Page | None]]
"""Gives the page that fits a title or an address best and was there on the phone's day; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The phone at the moment of a call: the simulated time (aware), what is kept on it, its language, its web."""

    moment: datetime
    contents: Contents
    lang: Lang
    find: Find


@dataclass(frozen=True, slots=True)
class Done:
    """What a skill did: `result` tells the model and the user in the phone's language, `changes` the phone."""

    result: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """Something on the phone that rings: its kind (`alarm`, `reminder`), its id there, the moment, what it is for."""

    kind: str
    id: int
    moment: datetime
    title: str


Due = Callable[[Contents, datetime, datetime], tuple[Ring, ...]]
"""Gives what rings later than one moment and not later than another, in order."""


class SkillFailed(Exception):
    """A skill cannot do what was asked; the text says why and what is missing, for the model and the user."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing that a phone can do for its user.

    `act` takes the arguments that the model wrote, which may be anything: it checks them itself and may read Chinese
    times such as 明天下午三点. It awaits nothing but `Situation.find`. It raises SkillFailed, and nothing else.
    """

    tool: Tool
    act: Callable[[Mapping[str, object], Situation], Awaitable[Done]]

    @property
    def name(self) -> str:
        """The name that a model calls it by, such as `set_alarm`."""
        return self.tool.name
