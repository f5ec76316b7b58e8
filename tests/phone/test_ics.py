"""The phone's calendar as an iCalendar file, and files of others."""

from __future__ import annotations

from datetime import timedelta
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from simulator.domain.contents import Contents, changed
from simulator.domain.problem import UserProblem
from simulator.phone.ics import to_ics
from simulator.phone.ics_import import LONGEST_FILE, from_ics
from simulator.phone.kept import ALARM, EVENT, REMINDER, entries
from tests.phone.phones import NOW, Phone

TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=60)


async def full_phone() -> Phone:
    phone = Phone()
    await phone.do("set_alarm", when="工作日早上七点", label="起床，别赖床；快" + "点" * 60)
    await phone.do("set_alarm", when="明天早上八点")
    await phone.do("set_reminder", title="交房租", when="每月15号九点")
    await phone.do("add_event", title="情人节\\晚饭", when="2月14日晚上七点到九点", place="外滩, 3 号")
    await phone.do("add_event", title="出差", when="2月12日到13日")
    await phone.do("add_event", title="妈妈生日", when="每年3月1日")
    return phone


async def test_the_file_is_valid_for_another_program():
    data = to_ics((await full_phone()).contents)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert (str(calendar["version"]), len(calendar.walk("VEVENT")), len(calendar.walk("VALARM"))) == ("2.0", 6, 3)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert event["uid"] and event["dtstamp"].dt == NOW
        assert "dtend" not in event or event["dtend"].dt > event["dtstart"].dt
    assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 6


async def test_what_repeats_has_its_rule_and_its_hour_in_shanghai():
    text = to_ics((await full_phone()).contents).decode()
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in text
    assert "DTSTART;TZID=Asia/Shanghai:20250211T070000" in text
    assert "DTSTART;VALUE=DATE:20250212" in text and "DTEND;VALUE=DATE:20250214" in text


async def test_the_same_phone_gives_the_same_file():
    assert to_ics((await full_phone()).contents) == to_ics((await full_phone()).contents)


async def test_an_exported_phone_comes_back():
    phone = await full_phone()
    imported = from_ics(to_ics(phone.contents), Contents(), NOW)
    back = changed(Contents(), imported.changes)
    assert imported.left_out == ()
    for kind in (ALARM, REMINDER, EVENT):
        assert plain(back, kind) == plain(phone.contents, kind)


def plain(contents: Contents, kind: str) -> list[tuple[object, ...]]:
    found = entries(contents, kind)
    return [(item.title or "闹钟", item.at, item.until, item.repeats, item.is_all_day, item.place) for item in found]


@given(TITLES, TITLES)
async def test_any_title_and_place_come_back(title, place):
    phone = Phone()
    await phone.do("add_event", title=title, when="明天下午三点", place=place)
    back = changed(Contents(), from_ics(to_ics(phone.contents), Contents(), NOW).changes)
    (kept,), (read,) = entries(phone.contents, EVENT), entries(back, EVENT)
    assert (read.title, read.place) == (kept.title, kept.place)


async def test_imported_events_take_the_next_numbers():
    phone = await full_phone()
    imported = from_ics(to_ics(phone.contents), phone.contents, NOW)
    assert len(changed(phone.contents, imported.changes).of("event")) == 6


def ics(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> bytes:
    return ics("BEGIN:VEVENT", "UID:1", "SUMMARY:会", *lines, "END:VEVENT")


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["DTSTART:20250211T070000"], "02-11 07:00 – 02-11 07:00"),
        (["DTSTART:20250211T070000Z", "DTEND:20250211T080000Z"], "02-11 15:00 – 02-11 16:00"),
        (["DTSTART;TZID=America/New_York:20250211T200000", "DURATION:PT90M"], "02-12 09:00 – 02-12 10:30"),
        (["DTSTART;VALUE=DATE:20250214"], "02-14 00:00 – 02-15 00:00"),
        (["DTSTART:20250211T070000", "DTEND:20250210T070000"], "02-11 07:00 – 02-11 07:00"),
        (["DTSTART:20250211T070000", "RRULE:FREQ=WEEKLY"], "02-11 07:00 – 02-11 07:00 FREQ=WEEKLY;BYDAY=TU"),
        (
            ["DTSTART;TZID=America/New_York:20250211T200000", "RRULE:FREQ=WEEKLY;BYDAY=TU;WKST=SU"],
            "02-12 09:00 – 02-12 09:00 FREQ=WEEKLY;BYDAY=WE",
        ),
        (
            ["DTSTART:20250215T070000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15;INTERVAL=1"],
            "02-15 07:00 – 02-15 07:00 FREQ=MONTHLY",
        ),
        (["DTSTART:20250215T070000", "RRULE:FREQ=DAILY"], "02-15 07:00 – 02-15 07:00 FREQ=DAILY"),
    ],
)
def test_an_event_of_another_program_is_kept_in_shanghai_time(lines, kept):
    imported = from_ics(event(*lines), Contents(), NOW)
    (entry,) = entries(changed(Contents(), imported.changes), EVENT)
    rule = f" {entry.repeats.rule}" if entry.repeats else ""
    assert f"{entry.at:%m-%d %H:%M} – {entry.until:%m-%d %H:%M}{rule}" == kept


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "会: it has no DTSTART"),
        (["DTSTART:nonsense"], "会: its DTSTART is no moment"),
        (["DTSTART:20250211T070000", "RRULE:FREQ=DAILY;COUNT=3"], "会: its repetition FREQ=DAILY;COUNT=3 is none"),
        (["DTSTART:20250211T070000", "RRULE:FREQ=WEEKLY;INTERVAL=2"], "is none that this phone can keep"),
        (["DTSTART:20250211T070000", "RRULE:FREQ=DAILY", "EXDATE:20250212T070000"], "it has exceptions"),
        (["DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"], "on no calendar"),
    ],
)
def test_an_event_that_cannot_be_kept_is_told_and_the_others_are_kept(lines, reason):
    good = ["BEGIN:VEVENT", "UID:2", "SUMMARY:好", "DTSTART:20250211T070000", "END:VEVENT"]
    imported = from_ics(ics("BEGIN:VEVENT", "UID:1", "SUMMARY:会", *lines, "END:VEVENT", *good), Contents(), NOW)
    assert [change.fields["title"] for change in imported.changes] == ["好"]
    assert reason in imported.left_out[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"garbage",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        b"<html></html>",
        b"BEGIN:VCALENDAR\n" * 2_000,
        b"x" * (LONGEST_FILE + 1),
    ],
)
def test_what_is_no_calendar_says_so(data):
    with pytest.raises(UserProblem, match=r"iCalendar file|is read"):
        from_ics(data, Contents(), NOW)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_calendar_or_are_none(data):
    try:
        imported = from_ics(data, Contents(), NOW)
    except UserProblem as problem:
        assert len(str(problem).splitlines()) == 1
    else:
        assert imported.changes == ()


NAMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "SUMMARY", "CATEGORIES", "LOCATION", "EXDATE", "RECURRENCE-ID")
VALUES = ("20250211T070000", "20250211", "PT1H", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX", "ALARM", "", "x", "-P1D", "\\;,")


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES))))
def test_scrambled_events_are_kept_or_told(lines):
    imported = from_ics(event(*(f"{name}:{value}" for name, value in lines)), Contents(), NOW)
    assert len(imported.changes) + len(imported.left_out) == 1


async def test_an_empty_phone_gives_an_empty_calendar():
    data = to_ics(Contents())
    assert data.decode().replace("\r\n", "\n") == dedent("""\
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//phone-assistant-simulator//simulated phone//ZH
        END:VCALENDAR
        """)
    assert from_ics(data, Contents(), NOW + timedelta(days=1)).changes == ()
