"""The names of models: a vendor, a vendor's release, a vendor on a day. Taking that phone in hand is `phones`.

`xiaoyi` is the newest release that a customer could use, or on a server with a day the one of that day;
`xiaoyi@11.2.10.310` is that release, `yoyo@2025-02-08` what the vendor had on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.problem import ProfileError, UnknownVendor
from simulator.domain.clean import clean
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import SHANGHAI, Release, Vendor
from simulator.domain.timeline import at_ten, find_release, newest_usable, release_at
from simulator.faces.serve.refusal import Refused
from simulator.settings.choices import PhoneChoice
from simulator.toml_file.naming import nearest

NOT_FOUND = "model_not_found"
"""The code of an unknown model's error, as OpenAI names it."""

_DAY = re.compile(r"20\d\d-\d\d-\d\d(T\d\d:\d\d)?", re.ASCII)
_LONGEST = 100


def chosen(model: str, catalogue: Catalogue, phone: PhoneChoice) -> PhoneChoice:
    """Give the phone that `model` names; what the name leaves open is as `phone` says.

    A session that has a phone keeps it, but for a release that the name asks for.
    Raises: Refused with status 404 and the nearest name; VendorsPathError if a folder of vendors cannot be read.
    """
    id, at, suffix = model.partition("@")
    vendor = _vendor(id, model, catalogue)
    if not at:
        return replace(phone, vendor=vendor.id, upgrade=PhoneWishes())
    release = find_release(vendor, suffix)
    if release is not None:
        wishes = replace(phone.wishes, release=release.version)
    else:
        day = _day(suffix)
        if day is None:
            raise _no_release(vendor, suffix)
        wishes = replace(phone.wishes, date=day)
        release = release_at(vendor, at_ten(day), wishes.app, enrolled=wishes.enrolled)
    return replace(phone, vendor=vendor.id, wishes=wishes, upgrade=PhoneWishes(release=release.version))


def listed(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Give every model as `GET /v1/models` shows it; a vendor whose profile is broken has none.

    Raises: VendorsPathError if a folder of vendors cannot be read.
    """
    return [model for _, vendor in catalogue.vendors() if isinstance(vendor, Vendor) for model in _models(vendor)]


def described(model: str, catalogue: Catalogue) -> dict[str, Any]:
    """Give one model. Raises: as `chosen`."""
    choice = chosen(model, catalogue, PhoneChoice())
    vendor = catalogue.load(choice.vendor or "")
    release = find_release(vendor, choice.upgrade.release or "") if choice.upgrade is not None else None
    return _model(model, vendor, release or newest_usable(vendor))


def _models(vendor: Vendor) -> Iterator[dict[str, Any]]:
    yield _model(vendor.id, vendor, newest_usable(vendor))
    for release in vendor.releases:
        yield _model(f"{vendor.id}@{release.version}", vendor, release)


def _model(id: str, vendor: Vendor, release: Release) -> dict[str, Any]:
    """Write one model; beside OpenAI's keys it tells which release answers, since when, and how open it was."""
    return {
        "id": id,
        "object": "model",
        "created": int(release.since.timestamp()),
        "owned_by": vendor.id,
        "x_simulator": {
            "assistant": vendor.assistant.zh,
            "release": release.version,
            "channel": release.channel,
            "since": release.since.date().isoformat(),
        },
    }


def _vendor(id: str, model: str, catalogue: Catalogue) -> Vendor:
    try:
        return catalogue.load(id)
    except UnknownVendor as error:
        raise _unknown(model, error.nearest) from None
    except ProfileError:
        raise _unknown(model, None, f"the profile of {id} is broken; see `simulator vendors check`") from None


def _no_release(vendor: Vendor, suffix: str) -> Refused:
    guess = nearest(suffix, [release.version for release in vendor.releases])
    more = f"after {vendor.id}@ comes a release, or a day such as 2025-02-08"
    return _unknown(f"{vendor.id}@{suffix}", f"{vendor.id}@{guess}" if guess else None, more)


def _unknown(model: str, guess: str | None, more: str = "") -> Refused:
    meant = f'; did you mean "{guess}"?' if guess else ""
    see = "; ".join(filter(None, (more, "GET /v1/models lists all")))
    return Refused(404, f"The model `{clean(model)[:_LONGEST]}` does not exist{meant} ({see})", NOT_FOUND)


def _day(text: str) -> datetime | None:
    """Read a day, or a moment, of this century in Shanghai; None if it is none."""
    if _DAY.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
