"""All figures of one release from its talks, in the order of a profile. How each is fitted is a module of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.calibrate.caps import daily_cap, turn_cap
from simulator.calibrate.finding import Finding
from simulator.calibrate.pace import first_token, rate, stutter, writing
from simulator.calibrate.seen import Talk
from simulator.calibrate.sightings import sightings
from simulator.calibrate.thinking import least_thinking
from simulator.calibrate.window import memory
from simulator.domain.memory import Count
from simulator.domain.problem import UserProblem, unknown


@dataclass(frozen=True, slots=True)
class Fit:
    """What a release's recordings say: whose they are, None where they do not tell, and every figure."""

    vendor: str | None
    release: str | None
    captures: tuple[str, ...]
    talks: int
    turns: int
    findings: tuple[Finding, ...]

    def of(self, name: str) -> Finding:
        """Give the finding of a figure. Raises: KeyError."""
        return {finding.name: finding for finding in self.findings}[name]


def fit(talks: Sequence[Talk], count: Count) -> Fit:
    """Fit every figure. The talks are of one release: `chosen` sees to it."""
    written = writing(talks)
    turns, tokens = memory(sightings(talks, count))
    findings = (
        turn_cap(talks),
        turns,
        tokens,
        daily_cap(talks),
        first_token(talks),
        rate(written),
        *stutter(written),
        *least_thinking(talks, written),
    )
    return Fit(
        vendor=next((talk.vendor for talk in talks if talk.vendor), None),
        release=next((talk.release for talk in talks if talk.release), None),
        captures=tuple(dict.fromkeys(talk.capture for talk in talks)),
        talks=len(talks),
        turns=sum(len(talk.turns) for talk in talks),
        findings=findings,
    )


def chosen(talks: Sequence[Talk], vendor: str | None, release: str | None) -> tuple[Talk, ...]:
    """Give the talks of that vendor and release; what names none is anybody's.

    Raises: UserProblem if nothing is left, or what is left is of several releases.
    """
    if not talks:
        raise UserProblem("calibrate: the captures hold no turn that DeepSeek answered; record some with `ask --json`")
    kept = tuple(_of(_of(talks, "vendor", vendor), "release", release))
    named = sorted({(talk.vendor or "?", talk.release or "?") for talk in kept if talk.vendor or talk.release})
    if len(named) > 1:
        shown = ", ".join(f"{maker} {version}" for maker, version in named)
        raise UserProblem(f"calibrate: the captures are of several releases ({shown}); choose with --vendor, --release")
    return kept


def _of(talks: Sequence[Talk], key: str, wanted: str | None) -> Sequence[Talk]:
    kept = [talk for talk in talks if wanted is None or getattr(talk, key) in (None, wanted)]
    if not kept:
        raise unknown(f"{key} in the captures", wanted or "", {getattr(talk, key) for talk in talks})
    return kept
