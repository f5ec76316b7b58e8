"""Which moment is meant by what people say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.domain.chinese_time import find_time, say_day, say_moment, say_time
from simulator.domain.release import SHANGHAI
from simulator.domain.times.repetition import next_time
from tests.fakes import shanghai

MONDAY_TEN = shanghai(2025, 2, 10, 10, 0)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))

MEANT = {
    # days
    "今天": "2025-02-10",
    "明天": "2025-02-11",
    "明日": "2025-02-11",
    "后天": "2025-02-12",
    "大后天": "2025-02-13",
    "周日": "2025-02-16",
    "星期天": "2025-02-16",
    "礼拜三": "2025-02-12",
    "周一": "2025-02-10",
    "这周五": "2025-02-14",
    "本周日": "2025-02-16",
    "下周三": "2025-02-19",
    "下下周二": "2025-02-25",
    "下周": "2025-02-17",
    "周末": "2025-02-15",
    "下周末": "2025-02-22",
    "3号": "2025-03-03",
    "15号": "2025-02-15",
    "31号": "2025-03-31",
    "下个月3号": "2025-03-03",
    "下月三号": "2025-03-03",
    "这个月20号": "2025-02-20",
    "2月14日": "2025-02-14",
    "二月十四号": "2025-02-14",
    "1月3日": "2026-01-03",
    "2月29日": "2028-02-29",
    "2025年3月1日": "2025-03-01",
    "二〇二五年三月一日": "2025-03-01",
    "明年3月1日": "2026-03-01",
    "3月8号（周六）": "2025-03-08",
    "2025-02-14": "2025-02-14",
    "2025/2/14": "2025-02-14",
    "月底": "2025-02-28",
    "下个月底": "2025-03-31",
    "三月底": "2025-03-31",
    "4月初": "2025-04-01",
    "年底": "2025-12-31",
    "元宵节": "2025-02-12",
    "情人节": "2025-02-14",
    "中秋节": "2025-10-06",
    "春节": "2026-02-17",
    "两天后": "2025-02-12",
    "三天之后": "2025-02-13",
    "两周后": "2025-02-24",
    "一个月后": "2025-03-10",
    "半年后": "2025-08-10",
    "半个月后": "2025-02-25",
    "tomorrow": "2025-02-11",
    "the day after tomorrow": "2025-02-12",
    "next Friday": "2025-02-21",
    "this Friday": "2025-02-14",
    "on Wednesday": "2025-02-12",
    "Feb 14": "2025-02-14",
    "14 February 2025": "2025-02-14",
    "March 1st, 2026": "2026-03-01",
    "on the 15th": "2025-02-15",
    "the end of the month": "2025-02-28",
    "next week": "2025-02-17",
    "in two weeks": "2025-02-24",
    "Valentine's Day": "2025-02-14",
    # days with an hour
    "明天下午三点": "2025-02-11 15:00",
    "后天早上7点半": "2025-02-12 07:30",
    "今晚八点一刻": "2025-02-10 20:15",
    "下周三上午十点": "2025-02-19 10:00",
    "2025年2月14号晚上七点": "2025-02-14 19:00",
    "2025-02-14 19:00": "2025-02-14 19:00",
    "2025-02-14T03:00": "2025-02-14 03:00",
    "2025-02-11T07:00:00Z": "2025-02-11 15:00",
    "2025-02-11T07:00:00.5+0800": "2025-02-11 07:00",
    "周五晚7点": "2025-02-14 19:00",
    "14号晚八点": "2025-02-14 20:00",
    "明早": "2025-02-11 08:00",
    "明早六点": "2025-02-11 06:00",
    "今晚": "2025-02-10 20:00",
    "明晚": "2025-02-11 20:00",
    "明天中午": "2025-02-11 12:00",
    "明天凌晨一点": "2025-02-11 01:00",
    "今晚12点": "2025-02-11 00:00",
    "今晚一点": "2025-02-11 01:00",
    "2025-02-14 24:00": "2025-02-15 00:00",
    "元宵节晚上七点": "2025-02-12 19:00",
    "明天三点": "2025-02-11 15:00",
    "明天六点": "2025-02-11 06:00",
    "周三八点": "2025-02-12 08:00",
    "两天后下午三点": "2025-02-12 15:00",
    "明天 7:30": "2025-02-11 07:30",
    "明天大概三点左右": "2025-02-11 15:00",
    "明天３：００": "2025-02-11 15:00",
    "明天3pm": "2025-02-11 15:00",
    "tomorrow at 3 pm": "2025-02-11 15:00",
    "at 3:30 p.m. tomorrow": "2025-02-11 15:30",
    "next Monday at 10am": "2025-02-17 10:00",
    "tonight at 8": "2025-02-10 20:00",
    "tomorrow morning": "2025-02-11 08:00",
    "Monday evening": "2025-02-10 20:00",
    "Friday at noon": "2025-02-14 12:00",
    "on Feb 14th at 7pm": "2025-02-14 19:00",
    "tomorrow at half past seven": "2025-02-11 07:30",
    "12 am tomorrow": "2025-02-11 00:00",
    # hours
    "14:30": "2025-02-10 14:30",
    "三点": "2025-02-10 15:00",
    "三点三刻": "2025-02-10 15:45",
    "3点15": "2025-02-10 15:15",
    "三点零五分": "2025-02-10 15:05",
    "差五分八点": "2025-02-10 19:55",
    "八点差一刻": "2025-02-10 19:45",
    "十一点": "2025-02-10 11:00",
    "九点": "2025-02-10 21:00",
    "十点钟": "2025-02-10 22:00",
    "09:00": "2025-02-11 09:00",
    "7:30": "2025-02-10 19:30",
    "十二点": "2025-02-10 12:00",
    "零点": "2025-02-11 00:00",
    "24:00": "2025-02-11 00:00",
    "20时": "2025-02-10 20:00",
    "十一时": "2025-02-10 11:00",
    "中午": "2025-02-10 12:00",
    "下午一点半": "2025-02-10 13:30",
    "中午一点": "2025-02-10 13:00",
    "早上八点": "2025-02-11 08:00",
    "凌晨一点": "2025-02-11 01:00",
    "晚上12点": "2025-02-11 00:00",
    "半夜两点": "2025-02-11 02:00",
    "at 7:30": "2025-02-10 19:30",
    "7 o'clock": "2025-02-10 19:00",
    "a quarter to eight": "2025-02-10 19:45",
    "at seven thirty": "2025-02-10 19:30",
    "midnight": "2025-02-11 00:00",
    # from now
    "半小时后": "2025-02-10 10:30",
    "10分钟后": "2025-02-10 10:10",
    "一个半小时后": "2025-02-10 11:30",
    "三小时后": "2025-02-10 13:00",
    "1小时30分钟后": "2025-02-10 11:30",
    "1.5小时后": "2025-02-10 11:30",
    "一刻钟后": "2025-02-10 10:15",
    "再过两个小时": "2025-02-10 12:00",
    "过十分钟": "2025-02-10 10:10",
    "一天半后": "2025-02-11 22:00",
    "in 20 minutes": "2025-02-10 10:20",
    "in half an hour": "2025-02-10 10:30",
    "in an hour and a half": "2025-02-10 11:30",
    "2 hours and 15 minutes from now": "2025-02-10 12:15",
}

REPEATED = {
    "每天早上七点": ("FREQ=DAILY", "2025-02-11 07:00"),
    "每天七点": ("FREQ=DAILY", "2025-02-11 07:00"),
    "每晚十点": ("FREQ=DAILY", "2025-02-10 22:00"),
    "每周一": ("FREQ=WEEKLY;BYDAY=MO", "2025-02-10 00:00"),
    "每周一上午九点": ("FREQ=WEEKLY;BYDAY=MO", "2025-02-17 09:00"),
    "每周一三五早上六点半": ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "2025-02-12 06:30"),
    "每周二、周四下午三点": ("FREQ=WEEKLY;BYDAY=TU,TH", "2025-02-11 15:00"),
    "每周一到周五七点": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2025-02-11 07:00"),
    "周一到周五早上七点": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2025-02-11 07:00"),
    "工作日早上7点": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2025-02-11 07:00"),
    "每个周末上午十点": ("FREQ=WEEKLY;BYDAY=SA,SU", "2025-02-15 10:00"),
    "每周的周三八点": ("FREQ=WEEKLY;BYDAY=WE", "2025-02-12 08:00"),
    "每月15号九点": ("FREQ=MONTHLY", "2025-02-15 09:00"),
    "每月10号九点": ("FREQ=MONTHLY", "2025-03-10 09:00"),
    "每年2月14日": ("FREQ=YEARLY", "2025-02-14 00:00"),
    "every day at 7": ("FREQ=DAILY", "2025-02-11 07:00"),
    "every morning at 6:30": ("FREQ=DAILY", "2025-02-11 06:30"),
    "every Monday and Wednesday at 7:30": ("FREQ=WEEKLY;BYDAY=MO,WE", "2025-02-12 07:30"),
    "on weekdays at 6 am": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2025-02-11 06:00"),
    "every month on the 15th": ("FREQ=MONTHLY", "2025-02-15 00:00"),
}

NO_TIMES = (
    "",
    "你好",
    "早上好",
    "三点建议",
    "圆周率是三点一四",
    "我十分后悔",
    "一周一次",
    "地铁3号线",
    "第三点",
    "周日常",
    "聊聊天天气",
    "at 7%",
    "the sun",
    "早一点",
    "便宜一点",
    "一点都不难",
    "我有两点疑问",
    "一时想不起来",
    "1号客户",
    "from 5 students",
    "I may go",
    # understood to be a time, and not understood
    "每隔一天早上七点",
    "每小时",
    "每两天一次，早上七点",
    "每月早上七点",
    "every other day at 7",
    "hourly",
    # on no calendar
    "2月30日下午三点",
    "2025-02-30 10:00",
    "2025年13月1日",
)


@pytest.mark.parametrize("text", MEANT)
def test_a_phrase_means_its_moment(text):
    found = find_time(text, MONDAY_TEN)
    form = "%Y-%m-%d %H:%M" if found.has_time else "%Y-%m-%d"
    assert (format(found.moment, form), found.moment.tzinfo, found.repeats) == (MEANT[text], SHANGHAI, None)


@pytest.mark.parametrize("text", REPEATED)
def test_what_repeats_says_how_often_and_from_when(text):
    found = find_time(text, MONDAY_TEN)
    assert (found.repeats.rule, f"{found.moment:%Y-%m-%d %H:%M}") == REPEATED[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_moment_is_invented(text):
    assert find_time(text, MONDAY_TEN) is None


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        # an hour of today that is over means tomorrow's, unless today was said
        ((2025, 2, 10, 16, 0), "下午三点", (2025, 2, 11, 15, 0)),
        ((2025, 2, 10, 16, 0), "今天下午三点", (2025, 2, 10, 15, 0)),
        ((2025, 2, 10, 15, 0), "下午三点", (2025, 2, 11, 15, 0)),
        ((2025, 2, 10, 22, 0), "今晚八点", (2025, 2, 10, 20, 0)),
        # a bare hour is the next one that people are awake at
        ((2025, 2, 10, 5, 0), "七点", (2025, 2, 10, 7, 0)),
        ((2025, 2, 10, 8, 0), "七点", (2025, 2, 10, 19, 0)),
        ((2025, 2, 10, 20, 0), "七点", (2025, 2, 11, 7, 0)),
        ((2025, 2, 10, 16, 0), "三点", (2025, 2, 11, 15, 0)),
        # a weekday that is today counts while its hour is ahead
        ((2025, 2, 12, 9, 0), "周三十点", (2025, 2, 12, 10, 0)),
        ((2025, 2, 12, 23, 0), "周三十点", (2025, 2, 19, 10, 0)),
        ((2025, 2, 12, 23, 0), "这周三十点", (2025, 2, 12, 22, 0)),
        ((2025, 2, 12, 23, 0), "周三", (2025, 2, 12, 0, 0)),
        # a week begins on Monday
        ((2025, 2, 16, 9, 0), "下周一", (2025, 2, 17, 0, 0)),
        ((2025, 2, 16, 9, 0), "这周一", (2025, 2, 10, 0, 0)),
        # after midnight it is still tonight
        ((2025, 2, 11, 0, 30), "今晚一点", (2025, 2, 11, 1, 0)),
        ((2025, 2, 11, 0, 30), "晚上12点", (2025, 2, 12, 0, 0)),
        # dates
        ((2025, 2, 14, 16, 0), "2月14日下午三点", (2025, 2, 14, 15, 0)),
        ((2025, 2, 15, 16, 0), "2月14日下午三点", (2026, 2, 14, 15, 0)),
        ((2025, 1, 31, 16, 0), "一个月后", (2025, 2, 28, 0, 0)),
        ((2025, 12, 31, 16, 0), "明天", (2026, 1, 1, 0, 0)),
        ((2025, 2, 13, 16, 0), "元宵节", (2026, 3, 3, 0, 0)),
        ((2025, 2, 10, 16, 0), "昨天八点", (2025, 2, 9, 20, 0)),
    ],
)
def test_what_the_words_leave_open_is_decided_by_the_present(now, text, meant):
    assert find_time(text, shanghai(*now)).moment == shanghai(*meant)


def test_a_festival_beyond_the_known_years_is_no_day():
    assert find_time("元宵节", shanghai(2027, 1, 1)) is None


def test_the_present_may_be_told_in_any_zone():
    assert find_time("明天早上七点", MONDAY_TEN.astimezone(UTC)).moment == shanghai(2025, 2, 11, 7)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("明天下午三点到五点", "02-11 15:00", "02-11 17:00"),
        ("14:00-15:30", "02-10 14:00", "02-10 15:30"),
        ("上午十一点到下午一点", "02-10 11:00", "02-10 13:00"),
        ("上午十一点到一点", "02-10 11:00", "02-10 13:00"),
        ("晚上十点到一点", "02-10 22:00", "02-11 01:00"),
        ("明天到后天", "02-11 00:00", "02-12 00:00"),
        ("2月14日至16日", "02-14 00:00", "02-16 00:00"),
        ("周一到周五", "02-10 00:00", "02-14 00:00"),
        ("明天提醒我下午三点到四点开会", "02-11 15:00", "02-11 16:00"),
        ("from 3 pm to 5 pm", "02-10 15:00", "02-10 17:00"),
    ],
)
def test_a_stretch_of_time_has_an_end(text, start, end):
    found = find_time(text, MONDAY_TEN)
    assert (f"{found.moment:%m-%d %H:%M}", f"{found.until:%m-%d %H:%M}") == (start, end)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("提醒我明天下午三点开会", ["明天下午三点"]),
        ("明天提醒我下午三点开会", ["明天", "下午三点"]),
        ("remind me tomorrow to call mom at 3pm", ["tomorrow", "at 3pm"]),
        ("下午三点提醒我明天开会", ["下午三点"]),
        ("今天好。三点开会", ["今天"]),
        ("我想在　明天３点出门", ["明天３点"]),
        ("𝟙😀 明天", ["明天"]),
    ],
)
def test_the_place_in_the_text_is_told(text, parts):
    found = find_time(text, MONDAY_TEN)
    assert [text[start:end] for start, end in found.spans] == parts
    assert (found.start, found.end) == (found.spans[0][0], found.spans[-1][1])


@given(st.text(), st.datetimes(timezones=st.just(SHANGHAI)))
@example("9999天后", datetime.max.replace(tzinfo=SHANGHAI))
@example("下个月3号", datetime.max.replace(tzinfo=SHANGHAI))
@example("昨天", datetime.min.replace(tzinfo=SHANGHAI))
@example("2月29日", datetime(9999, 12, 31, tzinfo=SHANGHAI))
@example("ſunday at ７", MONDAY_TEN)
def test_any_text_at_any_time_gives_a_moment_or_none(text, now):
    found = find_time(text, now)
    assert found is None or 0 <= found.start < found.end <= len(text)


WORDS = (
    *"今明后大天昨早晚上下午中凌晨点分半刻差钟后周月号日年底每个工作星期一二三十百两0123456789:-/ 到至，。提醒我过再",
    *(" at ", " on ", " every ", "pm", " next ", "Monday", "tomorrow", " in ", " minutes", " an hour", " half past "),
)


@given(st.lists(st.sampled_from(WORDS)).map("".join), MOMENTS)
def test_scrambled_words_of_time_give_a_moment_or_none(text, now):
    found = find_time(text, now)
    assert found is None or found.moment.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    "piece", ["一", "明天", "0", "三点", "每周一、", "下", "过十", "in an hour and ", "on ", "2025-", "半个"]
)
def test_a_hostile_long_text_is_read_at_all(piece):
    found = find_time(piece * 8_000, MONDAY_TEN)
    assert found is None or found.moment.tzinfo is not None


def hour_in_chinese(hour: int) -> str:
    part = "凌晨" if hour < 6 else "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    return part + str(hour % 12 or 12 if hour == 12 else hour % 12)


@given(MOMENTS, st.integers(0, 3), st.integers(0, 23), st.integers(0, 59))
def test_a_moment_said_in_words_is_found_again(now, days, hour, minute):
    day = (now + timedelta(days=days)).date()
    said = f"{('今天', '明天', '后天', '大后天')[days]}{hour_in_chinese(hour)}点{minute}分"
    assert find_time(said, now).moment == datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=800)), st.sampled_from(["zh", "en"]))
def test_what_is_said_is_found_again(now, ahead, lang):
    moment = (now + ahead).replace(second=0, microsecond=0)
    for said in (say_time(moment, now, lang), say_moment(moment, now, lang)):
        assert find_time(f"好的，{said}见", now).moment == moment


@given(MOMENTS, st.integers(1, 9_999))
def test_minutes_from_now_are_counted_exactly(now, minutes):
    assert find_time(f"{minutes}分钟后", now).moment == (now + timedelta(minutes=minutes)).replace(microsecond=0)


@given(st.sampled_from(sorted(REPEATED)), MOMENTS)
def test_what_repeats_begins_ahead_and_comes_again(text, now):
    found = find_time(text, now)
    assert found.moment > now or not found.has_time
    again = next_time(found.moment, found.repeats, found.moment)
    assert again.time() == found.moment.time() and again > found.moment


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        ((2025, 2, 11, 15, 0), "明天 15:00（2月11日 周二）", "tomorrow 15:00 (Tue 11 Feb)"),
        ((2025, 2, 10, 8, 5), "今天 08:05（2月10日 周一）", "today 08:05 (Mon 10 Feb)"),
        ((2025, 2, 9, 8, 5), "昨天 08:05（2月9日 周日）", "yesterday 08:05 (Sun 9 Feb)"),
        ((2025, 3, 1, 8, 0), "3月1日 周六 08:00", "Sat 1 Mar 08:00"),
        ((2026, 3, 1, 8, 0), "2026年3月1日 周日 08:00", "Sun 1 Mar 2026 08:00"),
    ],
)
def test_a_moment_is_said_as_it_looks_from_now(moment, zh, en):
    assert (say_time(shanghai(*moment), MONDAY_TEN, "zh"), say_time(shanghai(*moment), MONDAY_TEN, "en")) == (zh, en)


def test_a_day_is_said_without_an_hour():
    assert say_day(shanghai(2025, 2, 14), MONDAY_TEN, "zh") == "2月14日 周五"
