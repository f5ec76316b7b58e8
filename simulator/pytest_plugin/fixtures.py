"""Fixtures that give phones. What a phone can do is `simulator.testing.phone`'s part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:  # a test run that takes no phone should not pay for one
    from simulator.testing.phone import Phone, SyncPhone
    from simulator.testing.phones import Phones

    P = TypeVar("P", Phone, SyncPhone)

MARKER = "phone"


@pytest.fixture
def phones(request: pytest.FixtureRequest) -> Iterator[Phones[Phone]]:
    """Give a factory of phones for tests with async: `phones(vendor="yoyo", seed=7)`, as many as a test wants."""
    from simulator.testing.phone import Phone

    yield from _factory(request, Phone)


@pytest.fixture
def phone(phones: Phones[Phone]) -> Phone:
    """Give a phone for a test with async: `await phone.say("你好")`, `phone.last.answer`.

    `@pytest.mark.phone(vendor="yoyo")` says which; without it it is 小艺 on the newest release, the embedded mock
    behind it. Time is virtual.
    """
    return _usual(phones)


@pytest.fixture
def phones_sync(request: pytest.FixtureRequest) -> Iterator[Phones[SyncPhone]]:
    """Give a factory of phones for tests without async."""
    from simulator.testing.phone import SyncPhone

    yield from _factory(request, SyncPhone)


@pytest.fixture
def phone_sync(phones_sync: Phones[SyncPhone]) -> SyncPhone:
    """Give a phone for a test without async: `phone_sync.say("你好")`."""
    return _usual(phones_sync)


def _factory(request: pytest.FixtureRequest, kind: type[P]) -> Iterator[Phones[P]]:
    from simulator.pytest_plugin.options import laboratory
    from simulator.testing.phones import Phones

    said: dict[str, object] = {}
    for marker in reversed(list(request.node.iter_markers(MARKER))):
        said |= marker.kwargs
    made = Phones(kind, laboratory(request.config), said, request.node.nodeid)
    yield made
    made.put_down()


def _usual(phones: Phones[P]) -> P:
    """Take the phone of the marker; one that cannot be had is the test's error, in words alone."""
    from simulator.domain.problem import UserProblem

    try:
        return phones()
    except UserProblem as problem:
        said = str(problem)
    pytest.fail(f"@pytest.mark.{MARKER}: {said}", pytrace=False)
