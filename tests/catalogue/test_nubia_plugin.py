"""nubia's system tells the model the moment and what comes next, so that it can place 明天下午三点."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bundled import folder
from simulator.catalogue.hooks import load_hooks
from simulator.domain.contents import Contents, changed
from simulator.domain.limit import Lang
from simulator.domain.release import SHANGHAI
from simulator.domain.search import Page
from simulator.domain.skills import Situation
from simulator.phone.skills import phone_skills

HOOKS = load_hooks(folder("vendors") / "nubia", "nubia")
NOW = datetime(2025, 2, 10, 10, tzinfo=SHANGHAI)


async def no_page(wanted: str) -> Page | None:
    return None


def at(moment: datetime = NOW, contents: Contents = Contents(), lang: Lang = "zh") -> Situation:  # noqa: B008
    return Situation(moment=moment, contents=contents, lang=lang, find=no_page)


def told(situation: Situation) -> list[str]:
    assert HOOKS.context is not None
    return HOOKS.context(situation).splitlines()


def after(*calls: tuple[str, dict[str, str]]) -> Contents:
    """Give what is on the phone after its own skills were called."""
    contents, skills = Contents(), {skill.name: skill for skill in phone_skills()}
    for name, arguments in calls:
        done = asyncio.run(skills[name].act(arguments, at(contents=contents)))
        contents = changed(contents, done.changes)
    return contents


def test_an_empty_phone_tells_the_day_and_that_nothing_is_ahead():
    assert told(at()) == ["现在是2025年2月10日 星期一 10:00。", "手机上没有将来的闹钟、日程或提醒。"]
    assert told(at(lang="en")) == [
        "It is now Monday, 10 February 2025, 10:00.",
        "No alarm, event or reminder is ahead on the phone.",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_next_of_each_kind_is_told_and_no_other(lang):
    contents = after(
        ("set_alarm", {"when": "后天早上八点", "label": "晨跑"}),
        ("set_alarm", {"when": "明天早上七点", "label": "起床"}),
        ("set_reminder", {"title": "交报告", "when": "明天下午三点"}),
        ("add_event", {"title": "评审会", "when": "今天下午两点"}),
    )
    lines = told(at(contents=contents, lang=lang))
    assert len(lines) == 4
    for line, title, hour in zip(lines[1:], ("起床", "评审会", "交报告"), ("07:00", "14:00", "15:00"), strict=True):
        assert title in line and hour in line
    assert "晨跑" not in "".join(lines)


def test_what_is_over_is_not_told_and_what_repeats_comes_again():
    contents = after(
        ("set_alarm", {"when": "今天11点", "label": "喝水"}), ("set_alarm", {"when": "每天12点", "label": "午休"})
    )
    evening = NOW.replace(hour=20)
    assert "喝水" in told(at(contents=contents))[1]
    (line,) = told(at(evening, contents))[1:]
    assert "午休" in line and "喝水" not in line


@given(
    st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(SHANGHAI)),
    st.dictionaries(
        st.sampled_from(["alarm", "event", "reminder", "note"]),
        st.dictionaries(
            st.integers(1, 5),
            st.dictionaries(
                st.sampled_from(["at", "title", "repeats", "until", "all_day", "place", "made"]),
                st.none()
                | st.text(max_size=20)
                | st.integers()
                | st.sampled_from(["2025-02-11T07:00:00+08:00", "FREQ=DAILY"]),
                max_size=7,
            ),
            max_size=3,
        ),
        max_size=4,
    ),
    st.sampled_from(["zh", "en"]),
)
def test_whatever_is_on_the_phone_the_system_tells_the_moment(moment, items, lang):
    lines = told(at(moment, Contents(items), lang))
    assert f"{moment:%H:%M}" in lines[0]
    assert len(lines) >= 2
