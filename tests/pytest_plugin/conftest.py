"""Projects of other people with scripts and tests in them, on which pytest runs in this process."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

# Loaded here once, since pytester forgets what a run of its own loads.
import simulator.mock.app
import simulator.pytest_plugin.files
import simulator.testing.phones
import simulator.wiring.replay_phone  # noqa: F401

INI = """
[pytest]
filterwarnings = error
addopts = --strict-markers --strict-config
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
"""
QUIET = ("-p", "no:xdist", "-p", "no:respx", "-p", "no:hypothesispytest", "-p", "no:platformdirs")

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Write files, by their names with `__` for a dot, and run pytest on them."""
    pytester.makefile(".ini", pytest=INI)

    def written_and_run(*options: str, **files: str) -> pytest.RunResult:
        for name, text in files.items():
            pytester.path.joinpath(name.replace("__", ".")).write_text(dedent(text), "utf-8")
        return pytester.runpytest_inprocess(*QUIET, *options)

    return written_and_run
