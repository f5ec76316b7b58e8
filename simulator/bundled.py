"""Finds the vendors and fixtures that came with the program. What is in those folders is their readers' business."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Give the folder `name` ("vendors" or "fixtures") of this installation, wheel or checkout.

    A wheel carries both inside the package, so that no top-level package of either name reaches site-packages.
    Raises: FileNotFoundError if the installation is incomplete.
    """
    for place in (_PACKAGE / "_bundled" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"this installation has no {name}/ folder; install the package again")
