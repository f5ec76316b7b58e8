"""Notices that files of scripts have changed. Playing them again is the caller's business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ENDINGS = (".yaml", ".yml", ".csv")
EVERY = 0.3
"""Seconds between two looks."""

Stamps = Mapping[Path, tuple[int, int]]


def stamps(folders: Iterable[Path]) -> Stamps:
    """Give when each file that a script may be made of was last changed, in these folders and below, and its size."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in ENDINGS:
                try:
                    stat = path.stat()
                except OSError:
                    continue  # it was deleted just now
                found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def wait_for_change(folders: Iterable[Path], before: Stamps, pause: Callable[[float], None]) -> None:
    """Return when a file is other than `before`, new or gone; `pause` lets time pass."""
    folders = tuple(folders)
    while stamps(folders) == before:
        pause(EVERY)
