"""A figure that was fitted, or why it could not be. How it is found is the fits', how it is shown the face's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.domain.limit import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure by its name in a profile, such as `stutter.chance`.

    `value` is None where the data do not tell it; `low` and `high` are its 95 % interval, or the bounds that are left;
    None is no bound. `n` observations told it. `remarks` say what is odd in the data, `advice` what recording would
    tell more. `is_none` says that the phone was seen not to have it.
    """

    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    remarks: tuple[Bilingual, ...] = ()
    advice: Bilingual | None = None
    is_none: bool = False


Findings = Mapping[str, Finding]
