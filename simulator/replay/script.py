"""A script as it is played: steps, expectations, and the matrix that makes cases of it. Reading one is `reading`.

Everything here is plain data that can be sent to another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from simulator.replay.places import Place

How = Literal[
    "equals",
    "contains",
    "any_of",
    "all_of",
    "lacks",
    "matches",
    "similar",
    "at_least",
    "at_most",
    "between",
    "one_of",
]

Setup = Mapping[str, str]
"""What is said of a phone, by the keys of `grammar.PHONE`; flags are "true" or "false", names may be in braces."""


@dataclass(frozen=True, slots=True)
class Check:
    """One matcher: how it compares, and with what. `least` is of `similar`, from 0 to 1."""

    how: How
    texts: tuple[str, ...]
    least: float = 0.0


Part = tuple[str, tuple[Check, ...]]
"""A key of what is looked at, nested ones joined by dots, "" for all of it, and what must hold of it."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition on the case: the named value must be one of `values`."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a judge is asked, and whether it must say yes; `backend` is "" where the command line or config names it."""

    text: str
    backend: str = ""
    is_yes: bool = True
    votes: int = 1
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must hold after a step; `target` is the event's kind, the skill, or what a golden holds."""

    place: Place
    subject: str
    target: str = ""
    parts: tuple[Part, ...] = ()
    masks: tuple[str, ...] = ()
    question: Question | None = None
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class PassRate:
    """The rate, from 0 to 1, at which samples must pass, and how sure that must be; None lets their share decide."""

    place: Place
    at_least: float
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Sampling:
    """What is said of samples of a turn; None is "not said", of the rate that all must pass."""

    place: Place
    samples: int | None
    rate: PassRate | None


@dataclass(frozen=True, slots=True)
class Save:
    """Keeps a part of a step for later ones under `name`: what `matches` finds in the answer, or what is at `path`."""

    place: Place
    name: str
    matches: str | None
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what is done, in the order of the fields, and what must hold after it.

    `on` names the phone, "" the main one. `wait` and `interrupt_after` are durations. `caption` and `note` are for a
    presentation: what its audience and its presenter read.
    """

    place: Place
    on: str = ""
    when: tuple[When, ...] = ()
    wait: str | None = None
    phone: Setup | None = None
    new_conversation: bool = False
    sleep: bool = False
    faults: tuple[str, ...] = ()
    user: str | None = None
    spoken: bool = False
    interrupt_after: str | None = None
    repeat: int = 1
    save: tuple[Save, ...] = ()
    expect: tuple[Expectation, ...] = ()
    sampling: Sampling | None = None
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the matrix and its values, each with its place."""

    name: str
    values: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One script; `file` is its path as people know it, `rows` are its table, each row a name's value for a case."""

    file: str
    place: Place
    title: str
    tags: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    seed: int | None = None
    phone: Setup = field(default_factory=dict)
    phone_place: Place | None = None
    phones: Mapping[str, Setup] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    digest: str = ""

    @property
    def golden_file(self) -> str:
        """Give the file beside it that holds its goldens."""
        return f"{self._bare}.golden.yaml"

    @property
    def stem(self) -> str:
        """Give the name of its file, without folders and endings."""
        return PurePath(self._bare).name

    @property
    def _bare(self) -> str:
        return self.file.removesuffix(".yaml").removesuffix(".yml").removesuffix(".sim")
