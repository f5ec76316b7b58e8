"""What is on the phone, as a page for people."""

from __future__ import annotations

from simulator.domain.cells import width
from simulator.domain.contents import Contents
from simulator.phone.page import contents_page
from tests.fakes import shanghai
from tests.phone.phones import FULL, NOW, Phone


async def used_phone() -> Phone:
    phone = Phone()
    await phone.do("set_alarm", when="每天早上七点", label="起床")
    await phone.do("set_alarm", when="明天早上八点半", label="gym")
    await phone.do("add_event", title="吃饭", when="2月14日晚上七点", place="外滩")
    await phone.do("set_reminder", title="交报告", when="明天下午五点")
    await phone.do("take_note", text="车停在 B2")
    await phone.do("make_subtitles", text="大家好，欢迎来到发布会。", title="发布会")
    return phone


async def test_the_page_has_a_section_a_kind_in_aligned_columns():
    phone = await used_phone()
    assert contents_page(phone.contents, "zh", NOW).split("\n") == [
        "闹钟",
        "  1  每天 07:00          起床",
        "  2  2月11日 周二 08:30  gym",
        "",
        "日程",
        "  1  2月14日 周五 19:00–20:00  吃饭 @ 外滩",
        "",
        "提醒",
        "  1  2月11日 周二 17:00  交报告",
        "",
        "笔记",
        "  1  车停在 B2",
        "",
        "字幕",
        "  1  发布会  1 条，1.3 秒",
    ]
    first, second = contents_page(phone.contents, "zh", NOW).split("\n")[1:3]
    assert width(first.partition("起床")[0]) == width(second.partition("gym")[0])


async def test_the_page_speaks_english_and_marks_what_is_over():
    lines = contents_page((await used_phone()).contents, "en", shanghai(2025, 2, 11, 12, 0)).split("\n")
    assert lines[:3] == ["Alarms", "  1  every day 07:00   起床", "  2  Tue 11 Feb 08:30  gym (past)"]


def test_an_empty_phone_says_that_it_is_empty():
    assert contents_page(Contents(), "zh", NOW) == "手机上还没有闹钟、日程、提醒、笔记和字幕。"
    assert contents_page(Contents(), "en", NOW).startswith("There are no alarms")


def test_what_other_programs_put_there_does_not_break_the_page():
    assert "站会" in contents_page(FULL, "zh", NOW)
