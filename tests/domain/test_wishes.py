"""Several wishes in one utterance: where it is cut apart, and which time a later wish means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.intents import intent_of
from simulator.domain.wishes import wishes_of

SEVERAL = {
    "七点叫我，再提醒我买牛奶": [
        ("set_alarm", {"when": "七点"}),
        ("set_reminder", {"when": "七点", "title": "买牛奶"}),
    ],
    "明天七点叫我起床，八点提醒我吃药": [
        ("set_alarm", {"when": "明天七点", "label": "起床"}),
        ("set_reminder", {"when": "明天 八点", "title": "吃药"}),
    ],
    "明早七点叫我起床，晚上九点提醒我吃药": [
        ("set_alarm", {"when": "明早七点", "label": "起床"}),
        ("set_reminder", {"when": "晚上九点", "title": "吃药"}),
    ],
    "今晚八点提醒我开会，九点再提醒我吃药": [
        ("set_reminder", {"when": "今晚八点", "title": "开会"}),
        ("set_reminder", {"when": "今晚 九点", "title": "吃药"}),
    ],
    "十分钟后提醒我关火，二十分钟后提醒我关灯": [
        ("set_reminder", {"when": "十分钟后", "title": "关火"}),
        ("set_reminder", {"when": "二十分钟后", "title": "关灯"}),
    ],
    "取消七点的闹钟，再设一个八点的闹钟": [("cancel_alarm", {"which": "七点"}), ("set_alarm", {"when": "八点"})],
    "提醒我下班后买菜，去接孩子，八点叫我起床": [
        ("set_reminder", {"title": "下班后买菜，去接孩子"}),
        ("set_alarm", {"when": "八点", "label": "起床"}),
    ],
    "七点叫我起床，记一下：车停在B2，再设个八点的闹钟": [
        ("set_alarm", {"when": "七点", "label": "起床"}),
        ("take_note", {"text": "车停在B2，再设个八点的闹钟"}),
    ],
    "set an alarm for 7 am and remind me to buy milk at 8 pm": [
        ("set_alarm", {"when": "at 7 am"}),
        ("set_reminder", {"when": "at 8 pm", "title": "buy milk"}),
    ],
    "remind me tomorrow at 7 to call mom and then set an alarm for 8": [
        ("set_reminder", {"when": "tomorrow at 7", "title": "call mom"}),
        ("set_alarm", {"when": "tomorrow at 8"}),
    ],
}
ONE = (
    "设一个闹钟，明天早上七点叫我起床",
    "定个每天早上六点半的闹钟，叫我起床",
    "提醒我买牛奶和面包",
    "提醒我下班后买菜，再去接孩子",
    "明天下午三点，提醒我开会",
    "记一下：明天七点叫我起床，再提醒我买牛奶",
    "remind me to call mom and dad",
)


@pytest.mark.parametrize(("utterance", "wishes"), SEVERAL.items())
def test_wishes_are_told_apart_each_with_the_time_it_means(utterance, wishes):
    assert [(wish.skill, dict(wish.arguments)) for wish in wishes_of(utterance)] == wishes


@pytest.mark.parametrize("utterance", ONE)
def test_what_belongs_together_stays_one_wish(utterance):
    assert wishes_of(utterance) == (intent_of(utterance),)


@pytest.mark.parametrize("utterance", ["", "你好", "他七点叫我，再提醒我买牛奶", "今天好累，你呢"])
def test_talk_is_no_wish(utterance):
    assert wishes_of(utterance) == ()


@given(
    st.lists(st.sampled_from(["七点叫我起床", "，", "再", "提醒我", "买牛奶", "闹钟", "。", "明天", "a"])).map("".join)
)
def test_any_text_gives_what_it_gives_as_a_whole_or_more(text):
    wishes, whole = wishes_of(text), intent_of(text)
    assert whole is None or wishes
    assert len(wishes) != 1 or wishes == (whole,)
