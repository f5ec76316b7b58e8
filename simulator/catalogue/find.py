"""Finds vendor folders in a place and says whether it can be read. What is in their profiles is `read`'s business."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.catalogue.problem import VendorsPathError
from simulator.catalogue.read import PROFILE
from simulator.toml_file.problem import Problem

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
    """A place that vendors come from, looked at anew each time.

    `find` gives all of them; `named` those of one id, and looks into no other vendor's folder. Both may raise
    VendorsPathError.
    """

    origin: Origin
    find: Callable[[], Sequence[Found | Broken]]
    named: Callable[[str], Sequence[Found | Broken]]


def folder_source(folder: Path, origin: Origin) -> Source:
    """Give a source of the vendors in `folder`, which may be a vendor folder itself. A missing one has none."""
    return Source(origin, lambda: vendor_folders(folder, origin), lambda id: vendor_folders(folder, origin, only=id))


def asked_source(folder: Path) -> Source:
    """Give the source of a `--vendors-path`.

    Raises: VendorsPathError if it is not a folder with vendors: who names a folder expects something in it.
    """
    if not folder.is_dir():
        raise VendorsPathError(f"--vendors-path {folder}: {'is not a folder' if folder.exists() else 'no such folder'}")
    if not _has_vendors(folder):
        raise VendorsPathError(
            f"--vendors-path {folder}: holds no {PROFILE}; give a vendor folder or a folder of vendor folders"
        )
    return folder_source(folder, "path")


def vendor_folders(folder: Path, origin: Origin, only: str | None = None) -> tuple[Found, ...]:
    """Give the vendors in `folder` by name, or `folder` itself if it is one; `only` keeps those of that id.

    Raises: VendorsPathError if the folder cannot be read.
    """
    if _is_vendor(folder):
        name = folder.name if folder.name not in ("", "..") else folder.resolve().name
        return (Found(name, folder, origin),) if only in (None, name) else ()
    names = [name for name in _names(folder) if only in (None, name)]
    children = ((name, folder / name) for name in sorted(names))
    return tuple(Found(name, child, origin) for name, child in children if _is_vendor(child))


def _has_vendors(folder: Path) -> bool:
    return _is_vendor(folder) or any(_is_vendor(folder / name) for name in _names(folder))


def _is_vendor(folder: Path) -> bool:
    """Say whether the folder holds a profile, be it a file or a link that leads nowhere: that one is told, not lost."""
    return os.path.lexists(f"{folder}{os.sep}{PROFILE}")


def _names(folder: Path) -> Sequence[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 (iterdir makes a path of every name, which choosing one needs not)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise VendorsPathError(f"{folder}: cannot be read ({error.strerror or error})") from None
