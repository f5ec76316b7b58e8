"""The pytest plugin: the fixture `deepseek_mock` and its marker. Nothing is imported before a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from simulator.testing import running_mock

if TYPE_CHECKING:
    from simulator.testing.running import RunningMock

MARKER = "deepseek_mock"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known to `--strict-markers`."""
    config.addinivalue_line("markers", f'{MARKER}(**options): how the fixture\'s mock is, like era="2026-11", seed=7')


@pytest.fixture
def deepseek_mock(request: pytest.FixtureRequest) -> Iterator[RunningMock]:
    """Give a DeepSeek mock of the test's own: `url`, `transport()`, `requests`, `reply()`, `fault()`, `reset()`."""
    marker = request.node.get_closest_marker(MARKER)
    with running_mock(**(marker.kwargs if marker else {})) as mock:
        yield mock
