"""How errors and lists name what stands in a profile: keys, values, releases. Where it stands is `locate`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from simulator.domain.clean import clean
from simulator.domain.quota import day_of
from simulator.domain.release import SHANGHAI

SHOWN_CHARACTERS = 40
"""How much of a found value or key an error quotes."""

LONGEST_BITS = 128
"""A whole number of more bits is not quoted."""

KeyPath = tuple[str | int, ...]
"""Where a value is in a profile, such as ("releases", 0, "gates", "os", "value")."""


def shown(value: object) -> str:
    """Give a found value as an error quotes it: one line, shortened, without control characters."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list" if value else "an empty list"
    if isinstance(value, str):
        cut = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
        return clean(json.dumps(cut, ensure_ascii=False))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > LONGEST_BITS:
        return "a huge number"  # Python refuses to print one of more than 4,300 digits
    return value.isoformat() if isinstance(value, date) else str(value)


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Give the known word most like `word`, or None if none is."""
    return next(iter(get_close_matches(word[:SHOWN_CHARACTERS], known, n=1, cutoff=0.5)), None)


def among(word: object, known: Sequence[str]) -> str:
    """Give the remedy for a word that is not known: the nearest one, and all there are."""
    guess = nearest(word, known) if isinstance(word, str) else None
    everything = f"known: {', '.join(known)}"
    return f'did you mean "{guess}"? ({everything})' if guess else everything


def key_name(path: KeyPath, data: Mapping[str, Any]) -> str:
    """Give a path as a person names it: `releases[11.2.10.310].gates.os`, the last `value` left out."""
    parts = path[:-1] if len(path) > 1 and path[-1] == "value" else path
    name = ""
    for index, part in enumerate(parts):
        if isinstance(part, int):
            name += f"[{_release_name(data, part)}]" if parts[:index] == ("releases",) else f"[{part}]"
        else:
            name += ("." if name else "") + (part if re.fullmatch(r"[\w-]{1,60}", part) else shown(part))
    return name


def _release_name(data: Mapping[str, Any], index: int) -> str:
    releases = data.get("releases")
    release = releases[index] if isinstance(releases, list) and index < len(releases) else None
    if not isinstance(release, dict):
        return str(index)
    return name_of(release) or str(index)


def name_of(release: Mapping[str, Any]) -> str | None:
    """Give the name of a release as it stands in the file: its version, else its day; None if it has neither."""
    version = release.get("version")
    if isinstance(version, str) and re.fullmatch(r"[\w.-]{1,40}", version):
        return version
    return day_named(release.get("date"))


def day_named(value: object) -> str | None:
    """Give the day in Shanghai of a TOML date or date-time, like 2025-02-05; None if it is neither."""
    if isinstance(value, datetime):
        try:
            return day_of(value if value.tzinfo else value.replace(tzinfo=SHANGHAI))
        except OverflowError:
            return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else None
