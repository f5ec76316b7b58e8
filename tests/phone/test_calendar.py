"""Events and reminders of the simulated phone."""

from __future__ import annotations

import pytest

from tests.phone.phones import Phone


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ({"when": "明天下午三点"}, "已添加日程：2月11日 周二 15:00–16:00，开会。"),
        ({"when": "明天下午三点到五点"}, "已添加日程：2月11日 周二 15:00–17:00，开会。"),
        ({"when": "明天下午三点", "end": "下午五点半"}, "已添加日程：2月11日 周二 15:00–17:30，开会。"),
        ({"when": "明天下午三点", "end": "两小时后"}, "已添加日程：2月11日 周二 15:00–17:00，开会。"),
        ({"when": "明天晚上八点", "end": "九点"}, "已添加日程：2月11日 周二 20:00–21:00，开会。"),
        ({"when": "今晚八点", "end": "明天下午五点"}, "已添加日程：2月10日 周一 20:00–2月11日 周二 17:00，开会。"),
        ({"when": "明晚十点到一点"}, "已添加日程：2月11日 周二 22:00–2月12日 周三 01:00，开会。"),
        ({"when": "情人节"}, "已添加日程：2月14日 周五 全天，开会。"),
        ({"when": "今天"}, "已添加日程：2月10日 周一 全天，开会。"),
        ({"when": "2月14日到16日", "place": "上海"}, "已添加日程：2月14日 周五–2月16日 周日 全天，开会 @ 上海。"),
        ({"when": "每周一上午九点"}, "已添加日程：每周一 09:00–10:00，开会（下一次：2月17日 周一）。"),
    ],
)
async def test_an_event_is_added_and_said(arguments, result):
    assert await Phone().do("add_event", title="开会", **arguments) == result


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"title": "开会"}, "缺少 when"),
        ({"when": "明天"}, "缺少 title"),
        ({"title": "开会", "when": "昨天"}, "2月9日 周日 00:00 已经过去了"),
        ({"title": "开会", "when": "今天早上八点"}, "已经过去了"),
        ({"title": "开会", "when": "明天下午三点", "end": "明天下午两点"}, "结束时间“明天下午两点”不晚于开始时间"),
        ({"title": "开会", "when": "明天下午三点", "end": "2025-02-11 14:00"}, "不晚于开始时间"),
        ({"title": "开会", "when": "明天下午三点", "end": "很久"}, "听不懂时间“很久”"),
    ],
)
async def test_an_event_that_cannot_be_says_why(arguments, reason):
    assert reason in await Phone().refusal("add_event", **arguments)


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ({"when": "10分钟后"}, "已设好提醒：2月10日 周一 10:10，关火。"),
        ({"when": "明天"}, "已设好提醒：2月11日 周二 09:00，关火。"),
        ({"when": "每周五下午五点"}, "已设好提醒：每周五 17:00，关火（下一次：2月14日 周五）。"),
        ({"when": "每年2月9日"}, "已设好提醒：每年2月9日 09:00，关火（下一次：2026年2月9日 周一）。"),
    ],
)
async def test_a_reminder_is_set_and_said(arguments, result):
    assert await Phone().do("set_reminder", title="关火", **arguments) == result


async def test_a_reminder_of_today_without_an_hour_that_is_left_asks_for_one():
    assert "2月10日 周一 09:00 已经过去了" in await Phone().refusal("set_reminder", title="关火", when="今天")


async def test_a_reminder_without_a_time_asks_for_one():
    assert "缺少 when" in await Phone().refusal("set_reminder", title="吃药")


STANDUP = "10:30–11:30，站会"
TRIP = "2月12日 周三–2月13日 周四 全天，出差"


async def busy_week() -> Phone:
    phone = Phone()
    await phone.do("add_event", title="站会", when="工作日上午十点半")
    await phone.do("add_event", title="情人节晚饭", when="2月14日晚上七点", place="外滩")
    await phone.do("add_event", title="出差", when="2月12日到13日")
    await phone.do("set_reminder", title="交报告", when="明天下午五点")
    return phone


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        (
            "明天",
            ["2月11日 周二共有 2 项：", "1. 2月11日 周二 10:30–11:30，站会", "提醒 1. 2月11日 周二 17:00，交报告"],
        ),
        (
            "周四",
            ["2月13日 周四共有 2 项：", "3. 2月12日 周三–2月13日 周四 全天，出差", "1. 2月13日 周四 10:30–11:30，站会"],
        ),
        ("这周末", ["2月15日 周六没有日程和提醒。"]),
        ("下下周一", ["2月24日 周一共有 1 项：", f"1. 2月24日 周一 {STANDUP}"]),
    ],
)
async def test_what_a_day_holds_is_listed_in_order(when, lines):
    assert (await (await busy_week()).do("list_events", when=when)).split("\n") == lines


@pytest.mark.parametrize(
    ("when", "first_line"),
    [
        ("这周", "2月10日 周一至2月16日 周日共有 8 项："),
        ("这个星期的日程", "2月10日 周一至2月16日 周日共有 8 项："),
        ("下周", "2月17日 周一至2月23日 周日共有 5 项："),
        ("下个月", "3月1日 周六至3月31日 周一共有 21 项："),
        ("周三到周五", "2月12日 周三至2月14日 周五共有 5 项："),
        ("这周五", "2月14日 周五共有 2 项："),
        ("", "接下来共有 47 项："),
    ],
)
async def test_a_week_or_a_month_is_listed(when, first_line):
    lines = (await (await busy_week()).do("list_events", when=when)).split("\n")
    assert lines[0] == first_line
    assert len(lines) <= 22


async def test_a_long_list_says_how_much_it_leaves_out():
    assert (await (await busy_week()).do("list_events", when="下个月")).endswith("\n…还有 1 项")


async def test_the_list_speaks_english():
    phone = await busy_week()
    phone.lang = "en"
    assert (await phone.do("list_events", when="tomorrow")).split("\n")[0] == "2 on Tue 11 Feb:"
    assert await phone.do("list_events", when="this weekend") == "No events or reminders on Sat 15 Feb."
    assert "no time was understood" in await phone.refusal("list_events", when="whenever")


async def test_events_and_reminders_are_cancelled_apart():
    phone = await busy_week()
    said = await phone.do("cancel_event", which="情人节晚饭")
    assert said == "已取消日程：2月14日 周五 19:00–20:00，情人节晚饭 @ 外滩。"
    assert await phone.do("cancel_reminder") == "已取消提醒：2月11日 周二 17:00，交报告。"
    assert (set(phone.contents.of("event")), set(phone.contents.of("reminder"))) == ({1, 3}, set())
    assert await phone.do("cancel_event", which="出差") == f"已取消日程：{TRIP}。"
