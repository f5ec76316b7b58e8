"""The named latency profiles with their sources, and how a user names, scales or writes one. Waiting is `stream`'s."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from simulator.mock.latency import MOST_SPREAD, NONE, Busy, Latency

_ARENA = "url:https://github.com/tensorchord/deepseek-api-arena"
_OVERSEAS = "url:https://github.com/paradite/deepseek-r1-speed-benchmark"
_DAYS = "daily runs, 2025-02-19 to 02-28; a uniform draw between them and the unevenness of gaps are assumed"
_SPREAD = 0.25

_ALL = (
    NONE,
    Latency(
        name="deepseek-2025-02",
        first_token=(8.7, 30.0),
        gap=(0.049, 0.058),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"DeepSeek's own API: five {_DAYS}",
    ),
    Latency(
        name="third-party-2025-02",
        first_token=(0.35, 2.3),
        gap=(0.032, 0.149),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"the four hosts below together: three to five {_DAYS}",
    ),
    Latency(
        name="siliconflow-2025-02",
        first_token=(0.35, 0.52),
        gap=(0.0598, 0.1357),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"five {_DAYS}",
    ),
    Latency(
        name="volcano-ark-2025-02",
        first_token=(0.34, 0.46),
        gap=(0.0324, 0.0424),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"five {_DAYS}",
    ),
    Latency(
        name="bailian-2025-02",
        first_token=(0.82, 0.88),
        gap=(0.0862, 0.1492),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"three {_DAYS}",
    ),
    Latency(
        name="tencent-2025-02",
        first_token=(0.7, 2.34),
        gap=(0.0384, 0.0901),
        spread=_SPREAD,
        evidence=_ARENA,
        note=f"four {_DAYS}",
    ),
    Latency(
        name="deepseek-overseas-2025-01",
        first_token=(0.8, 4.3),
        gap=(0.0148, 0.0885),
        spread=_SPREAD,
        thinking_pieces=(191, 531),
        evidence=_OVERSEAS,
        note="eight runs of 2025-01-29 and 30, first tokens of all hosts in it; thinking is as long as the answers "
        "to its trivial question were, and the unevenness of gaps is assumed",
    ),
    Latency(
        name="deepseek-by-hour-2025-02",
        first_token=(8.7, 30.0),
        gap=(0.049, 0.058),
        spread=_SPREAD,
        busy=(Busy(0.5, 8.5, 0.3),),
        evidence=_ARENA,
        note="as deepseek-2025-02; quiet hours are those of the discount of 2025-02-26, 00:30 to 08:30 in China, and "
        "that the wait is then 0.3 of it is assumed",
    ),
    Latency(
        name="one-server-2025-02",
        first_token=(0.5, 2.0),
        gap=(0.032, 0.042),
        spread=_SPREAD,
        full_speed=32,
        evidence="assumed",
        note="R1 on one machine of one's own, at full speed for 32 streams",
    ),
)
PROFILES: Mapping[str, Latency] = {latency.name: latency for latency in _ALL}
"""All profiles by name."""

_LONGEST = 3_600.0
_SCALED = re.compile(r"(?P<name>[^*/=]+)(?P<sign>[*/])(?P<factor>\d{1,6}(\.\d{1,6})?)")
_PAIR = ("first_token", "gap", "thinking_pieces")


def latency_named(text: str) -> Latency:
    """Give the profile that a text names: `none`, a name, a scaled one such as `deepseek-2025-02*0.1` or `…/10`.

    Or one that it writes out, such as `first_token=0.3-0.6,gap=0.02`, in seconds.
    Raises: ValueError that names the nearest profile and all known ones, or says what should stand there.
    """
    if "=" in text:
        return _made("as written", dict(_pair_of(part) for part in text.split(",")))
    if match := _SCALED.fullmatch(text):
        factor = float(match["factor"])
        if not 1e-4 <= factor <= 1e4:
            raise ValueError(f"latency {text[:60]!r}: the factor should be from 0.0001 to 10000")
        return latency_named(match["name"]).scaled(factor if match["sign"] == "*" else 1 / factor)
    if text in PROFILES:
        return PROFILES[text]
    near = get_close_matches(text, PROFILES, n=1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'no latency profile is called "{text[:60]}"{meant} (known: {", ".join(PROFILES)})')


def latency_from(text: str) -> Latency:
    """Give the profile of `latency_named`, or of a TOML file where the text ends in `.toml`. Raises: ValueError."""
    if not text.lower().endswith(".toml"):
        return latency_named(text)
    try:
        with Path(text).open("rb") as file:
            return _made(Path(text).stem, tomllib.load(file))
    except OSError as error:
        raise ValueError(f"{text} cannot be read: {error.strerror or error}; check --latency") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{text} is not TOML: {error}") from None
    except ValueError as error:
        raise ValueError(f"{text}: {error}") from None


def _pair_of(part: str) -> tuple[str, Any]:
    name, _, value = part.partition("=")
    try:
        numbers = [float(number) for number in value.split("-")]
    except ValueError:
        raise ValueError(f"latency {part[:60]!r} should be like first_token=0.5 or gap=0.02-0.05") from None
    return name.strip(), numbers[0] if len(numbers) == 1 else numbers


def _made(name: str, keys: Mapping[str, Any]) -> Latency:
    known = [field.name for field in fields(Latency)]
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            meant = f'; did you mean "{near[0]}"?' if near else ""
            raise ValueError(f'latency has no key "{key[:40]}"{meant} (known: {", ".join(known)})')
    ranges = {key: _range(key, keys.get(key, 0)) for key in _PAIR if key in keys or key != "thinking_pieces"}
    pieces = ranges.get("thinking_pieces")
    return Latency(
        name=str(keys.get("name", name)),
        first_token=ranges["first_token"],
        gap=ranges["gap"],
        spread=_number("spread", keys.get("spread", 0), MOST_SPREAD),
        thinking_pieces=None if pieces is None else (int(pieces[0]), int(pieces[1])),
        full_speed=int(_number("full_speed", keys["full_speed"], 1e6, least=1)) if "full_speed" in keys else None,
        busy=tuple(_busy(entry) for entry in _list("busy", keys.get("busy", []))),
        evidence=str(keys.get("evidence", "assumed")),
        note=str(keys.get("note", "")),
    )


def _range(key: str, value: Any) -> tuple[float, float]:
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2:
        raise ValueError(f"latency's {key} should be a number or two, the lower one first")
    low, high = (_number(key, end, _LONGEST) for end in ends)
    if low > high:
        raise ValueError(f"latency's {key} goes from {low:g} to {high:g}; write the lower one first")
    return low, high


def _busy(entry: Any) -> Busy:
    if not isinstance(entry, dict) or set(entry) != {"start", "end", "times"}:
        raise ValueError("latency's busy should be a list of hours such as {start = 9, end = 23, times = 3}")
    start, end = (_number(key, entry[key], 24) for key in ("start", "end"))
    return Busy(start, end, _number("times", entry["times"], 1_000))


def _list(key: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"latency's {key} should be a list")
    return value


def _number(key: str, value: Any, most: float, least: float = 0.0) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError(f"latency's {key} is {str(value)[:40]} and should be a number from {least:g} to {most:g}")
    return float(value)
