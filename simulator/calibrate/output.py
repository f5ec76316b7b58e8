"""Where a fitted profile goes and what it builds on; it must load before it is written. Figures are not here."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulator.calibrate.figures import LIMITS, figures
from simulator.calibrate.fit import Fit
from simulator.calibrate.profile import alone, into
from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import UnknownVendor
from simulator.catalogue.read import PROFILE
from simulator.domain.problem import UserProblem, unknown
from simulator.domain.release import Release, Vendor
from simulator.domain.timeline import find_release
from simulator.plugin import IDENTITY


@dataclass(frozen=True, slots=True)
class Written:
    """A profile: its text, its vendor's id, its release, and the vendor that it builds on, None for one of its own."""

    text: str
    id: str
    release: str
    base: str | None


def place_of(output: Path) -> Path:
    """Give the file that is meant: a folder, or what is no .toml, gets a profile.toml."""
    return output / PROFILE if output.is_dir() or output.suffix != ".toml" else output


def written(fit: Fit, place: Path | None, vendor: str | None, release: str | None, catalogue: Catalogue) -> Written:
    """Make the profile: into the file at `place` if it is there, else on the known vendor, else of its own.

    None is no place, for standard output. Raises: UserProblem if the profile would not load, ProfileError if what it
    builds on does not.
    """
    id = _id(fit, place, vendor)
    base = _base(place, vendor, catalogue)
    if base is None:
        version = release or fit.release
        text = alone(id, version, *figures(fit, {}))
    else:
        found = _release(base, release or fit.release)
        id, version = base.id, found.version
        text = into((Path(base.folder) / PROFILE).read_text("utf-8-sig"), found, *figures(fit, _values(found)))
    loaded = _loaded(text, id)
    shown = find_release(loaded, version) if version is not None else None
    return Written(text, id, (shown or loaded.releases[-1]).version, None if base is None else base.id)


def write(place: Path, text: str) -> None:
    """Replace the file whole or not at all. Raises: UserProblem if it cannot be written."""
    temporary: str | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(place)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise UserProblem(f"-o {place}: cannot be written ({error.strerror or error}); give another file") from None


def _id(fit: Fit, place: Path | None, vendor: str | None) -> str:
    """Give the vendor's id: the name of the folder that a profile.toml is in, which it must have there."""
    is_found = place is not None and place.name == PROFILE
    id = place.resolve().parent.name if is_found and place is not None else vendor or fit.vendor
    id = id or (place.stem if place is not None else "measured")
    if re.fullmatch(IDENTITY, id) is None:
        meant = re.sub(r"[^a-z0-9_]+", "-", id.casefold()).strip("-_0123456789") or "measured"
        raise UserProblem(f"-o: {id[:40]!r} is no vendor's id; write to a folder such as {meant}/{PROFILE}")
    return id


def _base(place: Path | None, vendor: str | None, catalogue: Catalogue) -> Vendor | None:
    if place is not None and place.is_file():
        folder = place.resolve().parent
        if place.name != PROFILE:
            raise UserProblem(f"-o {place}: is there already; delete it, or write into a folder's {PROFILE}")
        return load_vendor(folder, folder.name)
    if vendor is None:
        return None
    try:
        found = catalogue.load(vendor)
    except UnknownVendor:
        return None
    if place is not None and place.name == PROFILE and place.resolve().parent.name != found.id:
        raise UserProblem(
            f"-o {place}: {found.id}'s profile must be in a folder of that name, like {found.id}/{PROFILE}"
        )
    return found


def _release(vendor: Vendor, wanted: str | None) -> Release:
    versions: Sequence[str] = [release.version for release in vendor.releases if release.is_deepseek]
    if wanted is None and len(versions) > 1:
        raise UserProblem(
            f"calibrate: {vendor.id} has {len(versions)} releases; name one of {', '.join(versions)} with --release"
        )
    found = find_release(vendor, wanted or versions[0])
    if found is None:
        raise unknown(f"release of {vendor.id}", wanted or "", versions)
    return found


def _values(release: Release) -> Mapping[str, Any]:
    limits = {name: None if (it := getattr(release.limits, name)) is None else it.value for name in LIMITS}
    thinking = release.pacing.thinking
    return {
        **limits,
        "stutter": release.pacing.stutter,
        "thinking": None if thinking is None else asdict(thinking.value),
    }


def _loaded(text: str, id: str) -> Vendor:
    """Load the profile as it will be found, from a folder of its own. Raises: ProfileError."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / id
        folder.mkdir()
        (folder / PROFILE).write_text(text, encoding="utf-8")
        return load_vendor(folder, id)
