"""Alarms of the simulated phone: set, cancelled, listed."""

from __future__ import annotations

import pytest

from simulator.domain.skills import SkillFailed
from tests.fakes import shanghai
from tests.phone.phones import Phone


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ({"when": "明天早上七点", "label": "起床"}, "已设好闹钟：2月11日 周二 07:00，起床。"),
        ({"when": "半小时后"}, "已设好闹钟：2月10日 周一 10:30。"),
        ({"when": "2025-02-11T07:00:00+08:00"}, "已设好闹钟：2月11日 周二 07:00。"),
        ({"when": "每天早上七点"}, "已设好闹钟：每天 07:00（下一次：2月11日 周二）。"),
        ({"when": "7:30", "repeat": "每天"}, "已设好闹钟：每天 07:30（下一次：2月11日 周二）。"),
        ({"when": "明天早上七点", "repeat": "工作日"}, "已设好闹钟：工作日 07:00（下一次：2月11日 周二）。"),
        ({"when": "明天早上七点", "repeat": "每周"}, "已设好闹钟：每周二 07:00（下一次：2月11日 周二）。"),
        ({"when": "2025-02-11T07:00", "repeat": "每周一"}, "已设好闹钟：每周一 07:00（下一次：2月17日 周一）。"),
        ({"when": "每月15号九点"}, "已设好闹钟：每月15日 09:00（下一次：2月15日 周六）。"),
    ],
)
async def test_an_alarm_is_set_and_said(arguments, result):
    phone = Phone()
    assert await phone.do("set_alarm", **arguments) == result
    assert len(phone.contents.of("alarm")) == 1


async def test_an_alarm_is_said_in_the_phones_language():
    result = await Phone(lang="en").do("set_alarm", when="every day at 7 am", label="gym")
    assert result == "Alarm set: every day 07:00, gym (next: Tue 11 Feb)."


async def test_what_is_kept_is_plain_and_dated():
    phone = Phone()
    await phone.do("set_alarm", when="工作日早上7点", label="上班")
    assert phone.contents.of("alarm")[1] == {
        "title": "上班",
        "at": "2025-02-11T07:00:00+08:00",
        "repeats": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "made": "2025-02-10T10:00:00+08:00",
    }


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({}, "闹钟设在什么时间？例如“明天早上七点”。（缺少 when）"),
        ({"when": ""}, "缺少 when"),
        ({"when": "随便"}, "听不懂时间“随便”"),
        ({"when": "每隔一天早上七点"}, "听不懂时间"),
        ({"when": "明天"}, "没有说几点"),
        ({"when": "2月30日早上七点"}, "日历上没有“2月30日早上七点”这一天"),
        ({"when": "2025-02-30 07:00"}, "日历上没有"),
        ({"when": "今天早上七点"}, "2月10日 周一 07:00 已经过去了（现在是 2月10日 周一 10:00）"),
        ({"when": "昨天八点"}, "已经过去了"),
        ({"when": "2025-02-09T07:00"}, "已经过去了"),
        ({"when": "七点", "repeat": "常常"}, "听不懂重复方式“常常”"),
        ({"when": ["明天"]}, "“when”应是文字"),
        ({"when": "明天" * 200}, "最多 200 个"),
    ],
)
async def test_what_cannot_be_set_says_why(arguments, reason):
    assert reason in await Phone().refusal("set_alarm", **arguments)


async def three_alarms() -> Phone:
    phone = Phone()
    for when, label in (("明天早上七点", "起床"), ("每天早上八点", ""), ("明天晚上十点", "吃药")):
        await phone.do("set_alarm", when=when, label=label)
    return phone


@pytest.mark.parametrize(
    ("which", "gone"),
    [
        ("七点", [1]),  # seven is the evening's now, but only the morning has an alarm
        ("早上八点", [2]),
        ("明天晚上十点的闹钟", [3]),
        ("明晚", []),
        ("起床", [1]),
        ("吃药的闹钟", [3]),
        ("2", [2]),
        (3, [3]),
        ("all", [1, 2, 3]),
        ("全部", [1, 2, 3]),
    ],
)
async def test_the_alarm_that_is_meant_is_cancelled(which, gone):
    phone = await three_alarms()
    if gone:
        await phone.do("cancel_alarm", which=which)
    else:
        assert "请说是哪一个" in await phone.refusal("cancel_alarm", which=which)
    assert sorted({1, 2, 3} - phone.contents.of("alarm").keys()) == gone


async def test_the_only_alarm_needs_no_name():
    phone = Phone()
    await phone.do("set_alarm", when="明天早上七点")
    assert await phone.do("cancel_alarm") == "已取消闹钟：2月11日 周二 07:00。"
    assert await phone.refusal("cancel_alarm") == "手机上没有闹钟。"


async def test_a_doubtful_alarm_is_asked_for_with_all_that_fit():
    phone = await three_alarms()
    assert await phone.refusal("cancel_alarm") == (
        "有 3 个闹钟符合，请说是哪一个：1. 2月11日 周二 07:00，起床；2. 每天 08:00（下一次：2月11日 周二）；"
        "3. 2月11日 周二 22:00，吃药。"
    )
    assert "没有找到“五点”这个闹钟" in await phone.refusal("cancel_alarm", which="五点")


async def test_alarms_are_listed_in_order_and_marked_once_they_rang():
    phone = await three_alarms()
    phone.now = shanghai(2025, 2, 11, 9, 0)
    assert (await phone.do("list_alarms")).split("\n") == [
        "共有 3 个闹钟：",
        "1. 2月11日 周二 07:00，起床（已响过）",
        "2. 每天 08:00（下一次：2月12日 周三）",
        "3. 2月11日 周二 22:00，吃药",
    ]
    assert await Phone().do("list_alarms") == "没有设闹钟。"


@pytest.mark.parametrize(
    ("was", "to", "result"),
    [
        ("明天早上七点", "八点", "已改好闹钟：2月11日 周二 08:00。"),
        ("明天晚上八点", "九点", "已改好闹钟：2月11日 周二 21:00。"),
        ("明天晚上八点", "早上九点", "已改好闹钟：2月11日 周二 09:00。"),
        ("明天早上七点", "后天八点", "已改好闹钟：2月12日 周三 08:00。"),
        ("每天早上七点", "六点半", "已改好闹钟：每天 06:30（下一次：2月11日 周二）。"),
        ("每天早上七点", "工作日八点", "已改好闹钟：工作日 08:00（下一次：2月11日 周二）。"),
        ("明天早上七点", "半小时后", "已改好闹钟：2月10日 周一 10:30。"),
    ],
)
async def test_an_alarm_is_moved_and_keeps_what_was_not_said(was, to, result):
    phone = Phone()
    await phone.do("set_alarm", when=was)
    assert await phone.do("change_alarm", when=to) == result
    assert len(phone.contents.of("alarm")) == 1


@pytest.mark.parametrize(
    ("was", "to", "why"),
    [
        ("今天下午三点", "早上九点", "2月10日 周一 09:00 已经过去了"),
        ("明天早上七点", "随便", "听不懂时间“随便”"),
        ("每天早上七点", "明天八点", "是重复的，不能只改一天"),
    ],
)
async def test_an_alarm_that_cannot_be_moved_so_stays_as_it_was(was, to, why):
    phone = Phone()
    await phone.do("set_alarm", when=was)
    before = phone.contents
    with pytest.raises(SkillFailed, match=why):
        await phone.do("change_alarm", when=to)
    assert phone.contents == before


async def test_of_several_alarms_the_one_that_is_meant_is_moved():
    phone = Phone()
    for when in ("明天早上七点", "明天早上九点"):
        await phone.do("set_alarm", when=when, label="起床")
    with pytest.raises(SkillFailed, match="有 2 个闹钟符合"):
        await phone.do("change_alarm", when="八点")
    assert await phone.do("change_alarm", which="九点", when="十点") == "已改好闹钟：2月11日 周二 10:00，起床。"
    assert [alarm["at"][11:16] for alarm in phone.contents.of("alarm").values()] == ["07:00", "10:00"]
