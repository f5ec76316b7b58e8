"""The tags of scripts as markers of pytest: which can be, and making them known. Tags themselves are free text."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

_WRITABLE = re.compile(r"[^\W_][\w.+-]*")
"""What can be a marker, and what `-m` can be asked for."""


def is_marker(tag: str) -> bool:
    """Say whether a tag can be a marker; any other can be found with `-k` only."""
    return _WRITABLE.fullmatch(tag) is not None


def known_markers(config: pytest.Config, tags: Collection[str]) -> None:
    """Make tags known to `--strict-markers`, each once."""
    known = {line.partition(":")[0].partition("(")[0].strip() for line in config.getini("markers")}
    for tag in sorted(tags):
        if is_marker(tag) and tag not in known:
            config.addinivalue_line("markers", f"{tag}: scripts with this tag")
