"""Remembers which cases of a directory were not passed when they were last played. Choosing is `choosing`'s part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path


class LastRun:
    """A small file in the cache, one for each working directory."""

    def __init__(self, cache: Path, directory: Path) -> None:
        """Take the folder of caches and the working directory; nothing is read yet."""
        self._path = cache / "runs" / f"{hashlib.sha256(str(directory).encode()).hexdigest()[:16]}.json"

    def failed(self) -> frozenset[str]:
        """Give the cases that were not passed."""
        return self._read()

    def keep(self, passed: Mapping[str, bool]) -> None:
        """Take over what was played now, by case; a cache that cannot be written is none."""
        names = set(self._read()) - passed.keys() | {name for name, is_fine in passed.items() if not is_fine}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(sorted(names), ensure_ascii=False), "utf-8")
        except OSError:
            return

    def _read(self) -> frozenset[str]:
        try:
            return frozenset(map(str, json.loads(self._path.read_text("utf-8"))))
        except (OSError, ValueError, TypeError):
            return frozenset()
