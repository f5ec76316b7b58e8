"""Finds vendors that installed packages announce, without importing them. Reading their profiles is `read`'s business.

A package announces a vendor in the entry-point group `simulator.vendors`: name = id, value = a module whose folder
holds the profile.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path

from simulator.catalogue.find import Broken, Found, Source
from simulator.catalogue.read import PROFILE
from simulator.toml_file.problem import Problem

GROUP = "simulator.vendors"


def entry_point_source() -> Source:
    """Give the source of vendors in installed packages; a broken one is reported and hinders no other."""
    return Source("entry point", lambda: tuple(_announced()), lambda id: tuple(_announced(only=id)))


def _announced(only: str | None = None) -> Iterator[Found | Broken]:
    if not _somebody_announces():
        return
    # Only now: importing importlib.metadata takes 40 ms, and most installations have no such package.
    from importlib.metadata import distributions

    for package in distributions():
        try:
            points = package.entry_points.select(group=GROUP)
        except Exception as error:  # one line without "=" is a TypeError, and would end everybody's list
            if GROUP in (package.read_text("entry_points.txt") or ""):
                yield from _unreadable(package.name, error, only)
            continue
        for point in points:
            if only in (None, point.name):
                yield _resolved(point.name, point.value.partition(":")[0].strip())


def _somebody_announces() -> bool:
    """Look through the installed packages' own lists; an archive on the import path may always hold one."""
    return any(_announces(place, _changed(place)) for place in sys.path)


@lru_cache(maxsize=64)
def _announces(place: str, changed: int) -> bool:
    """Say whether a place holds such a package; installing one changes the place, so that a server need not look again.

    Looking takes 6 ms where some forty packages are, and a server would pay for it at each request.
    """
    path, section = Path(place), f"[{GROUP}]".encode()
    if path.is_file():
        return True
    patterns = ("*.dist-info/entry_points.txt", "*.egg-info/entry_points.txt")
    return any(section in _content(file) for pattern in patterns for file in path.glob(pattern))


def _changed(place: str) -> int:
    try:
        return Path(place).stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _unreadable(package: str, error: Exception, only: str | None) -> Iterator[Broken]:
    if only in (None, package):
        message = f"its entry_points.txt cannot be read ({type(error).__name__})"
        yield Broken(package, "entry point", Problem(file=f"package {package}", message=message))


def _resolved(name: str, module: str) -> Found | Broken:
    try:
        spec = _spec(module)
    except Exception as error:  # another package's import hooks run here, and may raise anything
        return _broken(name, module, f"cannot be found ({type(error).__name__}: {error})")
    if spec is None:
        return _broken(name, module, "is not installed")
    for folder in _folders(spec):
        if (folder / PROFILE).exists():
            return Found(name, folder, "entry point")
    return _broken(name, module, f"has no {PROFILE} in its folder")


def _spec(module: str) -> ModuleSpec | None:
    """Find a module as `find_spec` does, but without importing the packages above it."""
    top, *rest = module.split(".")
    spec = find_spec(top)
    for part in rest:
        if spec is None or spec.submodule_search_locations is None:
            return None
        spec = PathFinder.find_spec(f"{spec.name}.{part}", list(spec.submodule_search_locations))
    return spec


def _folders(spec: ModuleSpec) -> list[Path]:
    if spec.submodule_search_locations is not None:
        return [Path(place) for place in spec.submodule_search_locations]
    return [Path(spec.origin).parent] if spec.origin else []


def _broken(name: str, module: str, message: str) -> Broken:
    return Broken(name, "entry point", Problem(file=f"entry point {name}", message=f"module {module} {message}"))
