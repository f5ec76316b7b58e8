"""What rings between two moments."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.contents import Contents
from simulator.phone.ringing import due
from tests.fakes import shanghai
from tests.phone.phones import NOW, Phone


async def set_phone() -> Phone:
    phone = Phone()
    await phone.do("set_alarm", when="每天早上七点", label="起床")
    await phone.do("set_alarm", when="明天早上八点")
    await phone.do("set_reminder", title="交周报", when="每周五下午五点")
    await phone.do("add_event", title="开会", when="明天早上七点半")
    return phone


async def test_alarms_and_reminders_ring_in_order_and_events_do_not():
    phone = await set_phone()
    rings = due(phone.contents, NOW, shanghai(2025, 2, 14, 17, 0))
    assert [f"{ring.moment:%d %H:%M} {ring.kind} {ring.title}" for ring in rings] == [
        "11 07:00 alarm 起床",
        "11 08:00 alarm ",
        "12 07:00 alarm 起床",
        "13 07:00 alarm 起床",
        "14 07:00 alarm 起床",
        "14 17:00 reminder 交周报",
    ]


async def test_the_moment_before_counts_no_more_and_the_last_one_does():
    phone = await set_phone()
    seven = shanghai(2025, 2, 11, 7, 0)
    assert [ring.id for ring in due(phone.contents, seven - timedelta(seconds=1), seven)] == [1]
    assert due(phone.contents, seven, seven + timedelta(seconds=1)) == ()


@given(st.lists(st.integers(0, 5_000), max_size=6))
async def test_nothing_rings_twice_or_is_missed_however_time_passes(minutes):
    phone = await set_phone()
    last = NOW + timedelta(minutes=5_000)
    stops = [NOW, *(NOW + timedelta(minutes=each) for each in sorted(minutes)), last]
    piecewise = [ring for at, stop in pairwise(stops) for ring in due(phone.contents, at, stop)]
    assert tuple(piecewise) == due(phone.contents, NOW, last)


def test_an_empty_phone_is_silent():
    assert due(Contents(), NOW, NOW + timedelta(days=365)) == ()
