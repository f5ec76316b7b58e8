"""A vendor as a list shows it, read without checking the whole profile. Loading one is `load`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.catalogue.find import Broken, Found, Origin
from simulator.catalogue.naming import day_named, name_of
from simulator.catalogue.problem import ProfileError
from simulator.catalogue.read import placed, read_profile
from simulator.domain.clean import clean
from simulator.domain.limit import Bilingual
from simulator.toml_file.naming import shown
from simulator.toml_file.problem import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A line of the list of vendors.

    `release`, `channel` and `date` (like 2025-02-09) are of the newest release; a text that the profile lacks is
    empty, a name that it lacks is the id. `problem` is one line, or None where a look at the file shows none: values
    are checked only when the vendor is loaded. `shadows` are the folders of the same id that this one wins over.
    """

    id: str
    name: Bilingual
    assistant: Bilingual
    release: str = ""
    channel: str = ""
    date: str = ""
    origin: Origin
    folder: str = ""
    problem: str | None = None
    shadows: tuple[str, ...] = ()


def list_broken(broken: Broken) -> Listing:
    """Give the line of a vendor that could not be found."""
    name = Bilingual(broken.id, broken.id)
    return Listing(id=broken.id, name=name, assistant=name, origin=broken.origin, problem=str(broken.problem))


def list_found(found: Found, shadows: tuple[Path, ...] = ()) -> Listing:
    """Give the line of a vendor folder; never raises for what is in it."""
    data: Mapping[str, Any] = {}
    problem = None
    try:
        profile = read_profile(found.folder)
        data = profile.data
        problem = next((str(item) for item in placed(profile, list(_amiss(data, found.id))[:1])), None)
    except ProfileError as error:
        problem = str(error.problems[0])
    newest = _newest(data)
    channel = newest.get("channel")
    return Listing(
        id=found.id,
        name=_name(data.get("vendor"), found.id),
        assistant=_name(data.get("assistant"), found.id),
        release=name_of(newest) or "",
        channel=clean(channel) if isinstance(channel, str) else "",
        date=day_named(newest.get("date")) or "",
        origin=found.origin,
        folder=str(found.folder),
        problem=problem,
        shadows=tuple(str(folder) for folder in shadows),
    )


def _amiss(data: Mapping[str, Any], name: str) -> Iterator[Finding]:
    """Give what a list can see; `simulator vendors show` tells the rest."""
    if data.get("id") != name:
        message = f"is {shown(data['id'])}" if "id" in data else "is missing"
        yield Finding(("id",), message, f'write "{name}", the name it is found by, or rename that')
    for key in ("vendor", "assistant"):
        if not isinstance(data.get(key), str | dict):
            message = f"is {shown(data[key])}" if key in data else "is missing"
            yield Finding((key,), message, f'write {key} = {{ zh = "…", en = "…" }}')
    if not _newest(data):
        yield Finding(("releases",), "is missing", "write [[releases]] with a date, a channel and its evidence")


def _newest(data: Mapping[str, Any]) -> Mapping[str, Any]:
    releases = data.get("releases")
    return releases[-1] if isinstance(releases, list) and releases and isinstance(releases[-1], dict) else {}


def _name(value: object, default: str) -> Bilingual:
    texts = value if isinstance(value, dict) else {"zh": value, "en": value}
    zh, en = texts.get("zh"), texts.get("en")
    return Bilingual(_said(zh, default), _said(en, default))


def _said(text: object, default: str) -> str:
    return clean(text) if isinstance(text, str) and text.strip() else default
