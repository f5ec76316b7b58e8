"""What holds for all tests: no example may fail for being slow, and commands start from a process that is warm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.warm import Warm, warmed

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    with warmed() as commands:
        yield commands
