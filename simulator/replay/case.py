"""One case, a cell of a script's matrix, and what came of it: plain data that goes to another process and back.

Playing a case is `playing`'s part; a case alone gives what it gives among others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from simulator import __version__
from simulator.replay.places import Place
from simulator.replay.script import Script, Setup

Verdict = Literal["passed", "flaky", "failed", "error"]
"""An expectation that does not hold is `failed`; a case that could not be played to its end is an `error`.

What passed only when it was played again is `flaky`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A script with the values of its axes and its row; `name` is unique in a run, `label` in its script.

    `setup` is the main phone at the start and `names` all that stands in braces, both without holes. `goldens` are
    what its steps gave when they were found right, by label; None while they are updated. `evidence` is what the
    release's limits rest on.
    """

    name: str
    script: Script
    cell: Mapping[str, str]
    names: Mapping[str, str]
    setup: Setup
    goldens: Mapping[str, str] | None = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    label: str = ""

    @property
    def seed(self) -> int:
        """Give what its chance is drawn from."""
        return int(self.setup.get("seed", "0"))

    @property
    def fingerprint(self) -> str:
        """Give what tells it from a case of another script, or of the same script before it was changed."""
        said = (__version__, self.script.digest, sorted(self.names.items()), sorted(self.setup.items()))
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """An expectation that did not hold: where it stands, what was expected, what was found, what happened in the turn.

    `turn` is the turn's number on its phone, 0 before the first; `events` are a line each.
    """

    place: Place
    turn: int
    expected: str
    actual: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """What a judge said once, and what that cost; None where its server did not count."""

    is_yes: bool
    reason: str
    yuan: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a judge said of a turn; no votes where nobody was there to ask and the script could do without."""

    place: Place
    turn: int
    question: str
    backend: str
    model: str
    is_yes: bool
    is_met: bool
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One of the samples of a turn: what its chance was drawn from, what it missed, and a JSON list of its events."""

    seed: int
    misses: tuple[Miss, ...]
    events_json: str = "[]"
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """The samples of a turn, the first of which the conversation went on with, and what they say of its pass rate.

    `low` and `high` are its interval at `confidence`; `at_least` is the rate that is wanted, None where all must pass,
    and `is_sure` says that the interval must show it.
    """

    place: Place
    turn: int
    passed: int
    low: float
    high: float
    confidence: float
    at_least: float | None
    is_sure: bool
    is_met: bool
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a case. `seconds` are real, `simulated` those of the session's clock.

    `events_json` is a JSON list of all events, where the pieces of a text that follow one another are one event.
    `goldens` are what an update would keep, by the step's label. `attempts` counts how often it was played; what a
    flaky one missed at first is in `misses` and `error`. `sampled` are the turns that were had more than once,
    `judged` what a judge said of turns that were had once.
    """

    case: str
    script: str
    file: str
    cell: Mapping[str, str]
    seed: int
    verdict: Verdict
    misses: tuple[Miss, ...] = ()
    error: str | None = None
    turns: int = 0
    seconds: float = 0.0
    simulated: float = 0.0
    evidence: tuple[str, ...] = ()
    events_json: str = "[]"
    goldens: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    attempts: int = 1
    tags: tuple[str, ...] = ()
    sampled: tuple[Sampled, ...] = ()
    judged: tuple[Judgement, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Say whether it passed in the end."""
        return self.verdict in ("passed", "flaky")

    @classmethod
    def broken(cls, case: Case, error: str) -> Result:
        """Make the result of a case that could not be played."""
        return cls(
            case=case.name,
            script=case.script.title,
            file=case.script.file,
            cell=case.cell,
            seed=case.seed,
            verdict="error",
            error=error,
            evidence=case.evidence,
            fingerprint=case.fingerprint,
            tags=case.script.tags,
        )

    @property
    def events(self) -> list[dict[str, Any]]:
        """Give the events as JSON objects."""
        read: list[dict[str, Any]] = json.loads(self.events_json)
        return read
