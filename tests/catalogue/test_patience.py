"""What somebody else wrote is called and not waited for for ever."""

from __future__ import annotations

from threading import Event

import pytest

from simulator.catalogue.patience import Hangs, in_time


def test_what_ends_gives_what_it_gives():
    assert in_time(lambda: 7) == 7


def test_what_it_raises_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        in_time(lambda: 1 // 0)


def test_what_never_ends_is_left_behind():
    never = Event()
    with pytest.raises(Hangs):
        in_time(never.wait, patience=0.01)
    never.set()
