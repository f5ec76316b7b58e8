"""How errors and lists name what stands in a profile: its keys and releases. Quoting a value is `toml_file.naming`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from simulator.domain.quota import day_of
from simulator.domain.release import SHANGHAI
from simulator.toml_file.naming import KeyPath, shown


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
