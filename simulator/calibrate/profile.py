"""A profile.toml with what was fitted: into a profile that is there, or of a vendor of its own. Files are not here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from simulator.calibrate.figures import Figure
from simulator.domain.problem import UserProblem
from simulator.domain.release import Release

FALLBACK = {"first_token": 1.0, "tokens_per_second": 20.0}
"""What a release must state; where no recording tells it, it is assumed, and its note says so."""

_DAY = date(2025, 2, 5)


def into(text: str, release: Release, limits: Mapping[str, Figure], pacing: Mapping[str, Figure]) -> str:
    """Give the profile `text` with the figures of that release replaced; comments and all else stay.

    Raises: UserProblem if the profile states no such release of its own.
    """
    document = tomlkit.parse(text)
    releases = document.get("releases")
    tables = list(releases) if isinstance(releases, AoT | list) else []
    found = next((table for table in tables if _name(table) == release.version), None)
    if found is None:
        raise UserProblem(f"calibrate: the profile has no release {release.version} as a [[releases]] table; write one")
    for part, figures in (("limits", limits), ("pacing", pacing)):
        for name, figure in figures.items():
            if part not in found:
                found[part] = tomlkit.table()
            found[part][name] = _inline(figure)
    return tomlkit.dumps(document)


def alone(id: str, version: str | None, limits: Mapping[str, Figure], pacing: Mapping[str, Figure]) -> str:
    """Give a profile of a vendor of its own with one release; what the recordings cannot tell of it is assumed."""
    document = tomlkit.document()
    document.add(
        tomlkit.comment("Fitted by `simulator calibrate`. What is not measured is assumed: change it by hand.")
    )
    assumed = {"evidence": "assumed", "note": "not in the recordings"}
    document["id"] = id
    document["vendor"] = _inline({"zh": id, "en": id})
    document["assistant"] = _inline({"zh": id, "en": id})
    document["device"] = _inline({"value": id, **assumed})
    document["os"] = _inline({"value": "Android 15", **assumed})
    document["in_house_model"] = _inline({"value": id, **assumed})
    document["wake_words"] = []
    document["looks"] = tomlkit.table()
    document["looks"]["accent"] = "#5fd0a0"
    document["looks"]["accent_light"] = "#1d6b4a"
    releases = tomlkit.aot()
    releases.append(_release(version, limits, pacing))
    document["releases"] = releases
    return tomlkit.dumps(document)


def _release(version: str | None, limits: Mapping[str, Figure], pacing: Mapping[str, Figure]) -> Table:
    table = tomlkit.table()
    day = _day(version)
    if version is not None and day is None:
        table["version"] = version
    table["date"] = day or _DAY
    table["channel"] = "official"
    table["evidence"] = "assumed"
    table["note"] = _inline({"zh": "日期与渠道不在记录中", "en": "the recordings do not tell its date and channel"})
    must = {
        name: {"value": value, "evidence": "assumed", "note": "the recordings do not tell it"}
        for name, value in FALLBACK.items()
        if name not in pacing
    }
    for part, figures in (("limits", limits), ("pacing", {**must, **pacing})):
        if figures:
            table[part] = tomlkit.table()
            for name, figure in figures.items():
                table[part][name] = _inline(figure)
    return table


def _day(version: str | None) -> date | None:
    """Give the day of a release that is named by one, as those without a number are."""
    try:
        return date.fromisoformat(version or "")
    except ValueError:
        return None


def _name(table: Mapping[str, Any]) -> str:
    version = table.get("version")
    if version is not None:
        return str(version)
    stated = table.get("date")
    return str(stated)[:10]


def _inline(values: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    for key, value in values.items():
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    return table
