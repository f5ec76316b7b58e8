"""An environment in which the program finds nothing of its user's and a terminal that can do everything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.screens import AtTerminal, Terminal
from tests.warm import Warm, warmed


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Fork from a process that has imported the terminal's face, too."""
    with warmed(has_tui=True) as commands:
        yield commands


@pytest.fixture
def at_terminal(warm: Warm) -> AtTerminal:
    return partial(Terminal, warm)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    # Whoever runs the tests may have set the size of another terminal, as pytest-xdist does.
    own = ("SIMULATOR_", "TEXTUAL", "NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {
        "SIMULATOR_DATA_DIR": str(tmp_path),
        "SIMULATOR_CONFIG_DIR": str(tmp_path),
        "SIMULATOR_CACHE_DIR": str(tmp_path),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
