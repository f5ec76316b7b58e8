"""Finds vendor folders in a place and says whether it can be read. What is in their profiles is `read`'s business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.catalogue.problem import Problem, VendorsPathError
from simulator.catalogue.read import PROFILE

Origin = Literal["path", "user", "entry point", "bundled"]
"""Where a vendor came from: `--vendors-path`, the user's own folder, an installed package, this program."""


@dataclass(frozen=True, slots=True)
class Found:
    """A vendor folder and the name it is found by: its own, or that of its entry point."""

    id: str
    folder: Path
    origin: Origin


@dataclass(frozen=True, slots=True)
class Broken:
    """A vendor that was announced but has no folder; it hides no other vendor."""

    id: str
    origin: Origin
    problem: Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A place that vendors come from. `find` looks at it anew each time, and may raise VendorsPathError."""

    origin: Origin
    find: Callable[[], Sequence[Found | Broken]]


def folder_source(folder: Path, origin: Origin) -> Source:
    """Give a source of the vendors in `folder`, which may be a vendor folder itself. A missing one has none."""
    return Source(origin, lambda: vendor_folders(folder, origin))


def asked_source(folder: Path) -> Source:
    """Give the source of a `--vendors-path`.

    Raises: VendorsPathError if it is not a folder with vendors: who names a folder expects something in it.
    """
    if not folder.is_dir():
        raise VendorsPathError(f"--vendors-path {folder}: {'is not a folder' if folder.exists() else 'no such folder'}")
    if not vendor_folders(folder, "path"):
        raise VendorsPathError(
            f"--vendors-path {folder}: holds no {PROFILE}; give a vendor folder or a folder of vendor folders"
        )
    return folder_source(folder, "path")


def vendor_folders(folder: Path, origin: Origin) -> tuple[Found, ...]:
    """Give the vendors in `folder` by name, or `folder` itself if it is one.

    Raises: VendorsPathError if the folder cannot be read.
    """
    try:
        if (folder / PROFILE).exists():
            name = folder.name if folder.name not in ("", "..") else folder.resolve().name
            return (Found(name, folder, origin),)
        if not folder.is_dir():
            return ()
        holders = [child for child in sorted(folder.iterdir()) if child.is_dir() and (child / PROFILE).exists()]
    except OSError as error:
        raise VendorsPathError(f"{folder}: cannot be read ({error.strerror or error})") from None
    return tuple(Found(child.name, child, origin) for child in holders)
