"""What workers share: a log that loses nothing, and a ring that forgets the oldest."""

from __future__ import annotations

import copy
import multiprocessing
from contextlib import closing

import pytest

from simulator.http.shared import FOLLOWED_SECONDS, SharedLog, SharedRing


@pytest.fixture
def log():
    with closing(SharedLog()) as made:
        yield made


def other(shared):
    """Give what a worker has that was forked now: the same memory, and a place of its own in it."""
    return copy.copy(shared)


def news(log):
    with log.alone():
        return list(log.news())


def test_a_log_gives_everybody_everything_in_one_order(log):
    one, two = log, other(log)
    assert not one.has_news
    with one.alone():
        one.add("你好".encode())
        one.add(b"")
    assert (one.has_news, two.has_news) == (False, True)
    assert news(two) == ["你好".encode(), b""]
    with two.alone():
        two.add(b"3")
    assert news(one) == [b"3"]
    assert not two.has_news


def test_processes_that_add_to_a_log_at_once_lose_nothing(log):
    def add(name):
        for number in range(200):
            with log.alone():
                list(log.news())
                log.add(b"%s%d" % (name, number))

    workers = [multiprocessing.get_context("fork").Process(target=add, args=(name,)) for name in (b"a", b"b")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    entries = news(log)
    for name in (b"a", b"b"):
        assert [entry for entry in entries if entry.startswith(name)] == [b"%s%d" % (name, n) for n in range(200)]


@pytest.mark.parametrize("size", [64, 101, 4096])
def test_a_ring_gives_what_was_put_since_it_was_followed_across_its_seam(size):
    with closing(SharedRing(size)) as ring:
        reader = other(ring)
        ring.put(b"before")
        reader.follow()
        for number in range(100):
            ring.put(b"%d" % number)
            assert reader.news() == (0, [b"%d" % number])
        assert reader.news() == (0, [])


def test_who_reads_a_ring_too_late_hears_how_many_were_lost():
    with closing(SharedRing(64)) as ring:
        reader = other(ring)
        reader.follow()
        for _ in range(9):
            ring.put(b"12345678")
        assert reader.news() == (9, [])
        ring.put(b"x" * 64)  # with its length it is larger than the ring
        ring.put(b"small")
        assert reader.news() == (1, [b"small"])


def test_a_ring_is_followed_while_somebody_looks():
    now = [0.5]
    with closing(SharedRing(64, lambda: now[0])) as ring:
        reader = other(ring)
        assert not ring.is_followed
        reader.follow()
        assert ring.is_followed
        now[0] += FOLLOWED_SECONDS
        assert not ring.is_followed
        reader.news()
        assert ring.is_followed
