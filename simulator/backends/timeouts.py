"""The clocks of a request, and how a person writes them. Who watches them is `watchdog`."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long a request may take, in seconds (W81).

    `connect`: until the connection stands. `idle`: without a single byte. `event`: without an event that carries data;
    comments and blank lines do not count. `total`: the whole turn, reading included. Source of the defaults: part 8.
    """

    connect: float = 10.0
    idle: float = 120.0
    event: float = 600.0
    total: float = 1800.0


DEFAULT_TIMEOUTS = Timeouts()
CLOCKS = tuple(field.name for field in fields(Timeouts))


def parse_timeouts(text: str, base: Timeouts = DEFAULT_TIMEOUTS) -> Timeouts:
    """Read `--timeout`: `30` is the whole turn, `connect=5,idle=10` sets clocks by name; the others stay as in `base`.

    Raises: ValueError that says what was found and how to write it.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 and "=" not in parts[0]:
        return replace(base, total=_seconds(parts[0], text))
    given: dict[str, float] = {}
    for part in parts:
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in CLOCKS:
            raise ValueError(f'--timeout {text}: "{part}" names no clock; {_REMEDY}')
        if name in given:
            raise ValueError(f"--timeout {text}: {name} is given twice; {_REMEDY}")
        given[name] = _seconds(value, text)
    return replace(base, **given)


_REMEDY = "write seconds for the whole turn, like 30, or clocks by name, like connect=5,idle=10,event=30,total=120"


def _seconds(value: str, text: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not (0 < seconds < math.inf):
        raise ValueError(f'--timeout {text}: "{value}" is not a positive number of seconds; {_REMEDY}')
    return seconds
