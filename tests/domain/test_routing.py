"""Who answers a question, and what a phone refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.routing import RULES, Decision, route
from tests.fakes import capabilities

CHAT_ONLY = capabilities()
ASKED_OF_A_PHONE = {
    "phone_action": [
        "帮我设一个明天早上七点的闹钟",
        "打开微信",
        "可以帮我设个闹钟吗？",
        "请打开一下蓝牙",
        "给妈妈打个电话",
        "给小明发条短信说我到了",
        "截屏",
        "帮我拍张自拍",
        "提醒我下午三点开会",
        "明天早上叫醒我",
        "Set an alarm for seven",
        "please open the camera",
        "call my mom",
        "remind me to buy milk",
        "发微信给小李说我晚点到",
        "播放一首周杰伦的歌",
        "来点音乐",
        "导航到天安门",
        "Turn on the flashlight",
        "play some music",
        "记个笔记：买牛奶",
        "take a note: call the bank",
        "取消所有闹钟",
        "看看我的日程",
    ],
    "picture": [
        "看看这张图",
        "识别一下这张照片",
        "帮我画一张小猫",
        "画一幅山水",
        "What is in this picture?",
        "draw me a picture of a cat",
    ],
    "realtime_voice": ["陪我语音聊天", "和我视频通话", "start a live voice chat"],
}
QUESTIONS = [
    "闹钟的原理是什么？",
    "微信是哪年发布的",
    "9.8 和 9.11 哪个大？",
    "画家梵高是哪国人",
    "相机的光圈怎么理解",
    "这个故事提醒我们什么",
    "蓝牙和 Wi-Fi 有什么区别",
    "短信和微信哪个早",
    "What is an alarm clock?",
    "Who invented the camera?",
    "Why do people open accounts?",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in ASKED_OF_A_PHONE.items() for text in texts])
def test_what_only_a_phone_can_do_is_refused_by_a_chat(rule, text):
    decision = route(text, CHAT_ONLY)
    assert (decision.route, decision.rule) == ("refusal", rule)
    assert decision.missing in RULES


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_that_merely_has_the_word_goes_to_the_agent(text):
    assert route(text, CHAT_ONLY) == Decision("agent", "deepseek_entry")


@pytest.mark.parametrize(
    "text",
    [
        "关于闹钟的历史，讲一讲",
        "用 Python 设计一个闹钟程序",
        "全画幅和半画幅相机有什么区别？",
        "如何评价这幅画张力十足的构图",
        "这篇文章提醒我们注意哪几点？",
        "手机怎么截屏？",
        "为什么打开微信会闪退？",
        "给客户打电话时要注意什么？",
        "记一下我的生日是5月1日",
        "来首歌词优美的诗",
        "把“你好”翻译成英文",
        "帮我安排一个三天的旅游行程",
        "放松一下有什么音乐推荐？",
        "How do I set an alarm on an old radio?",
    ],
)
def test_a_question_about_what_a_phone_does_asks_for_no_action(text):
    assert route(text, CHAT_ONLY) == Decision("agent", "deepseek_entry")


@pytest.mark.parametrize(
    ("text", "can"), [("打开微信", "phone_skills"), ("看看这张图", "pictures"), ("陪我语音聊天", "realtime_voice")]
)
def test_a_release_that_can_do_it_lets_it_pass(text, can):
    assert route(text, CHAT_ONLY).route == "refusal"
    assert route(text, capabilities(**{can: True})).route == "agent"


def test_a_refusal_names_what_is_missing():
    assert {rule.capability: rule.limit for rule in RULES} == {
        "realtime_voice": "realtime_voice",
        "pictures": "modality",
        "phone_skills": "phone_skills",
    }


def test_a_wake_word_alone_is_answered_by_the_assistant_itself():
    assert route("", CHAT_ONLY) == Decision("in_house", "wake_only")


@given(st.text(min_size=1))
def test_every_question_gets_one_route(text):
    decision = route(text, CHAT_ONLY)
    assert decision.route in ("agent", "refusal")
    assert (decision.missing is None) == (decision.route == "agent")
    assert route(text, capabilities(pictures=True, realtime_voice=True, phone_skills=True)).route == "agent"


@pytest.mark.parametrize(
    "text",
    [
        "设" * 100_000,
        "给" * 50_000 + "打" * 50_000,
        "提醒我" * 30_000,
        "明天" * 50_000,
        "帮我给" * 30_000 + "电话",
        "draw me a " * 9_999,
    ],
)
def test_a_hostile_long_text_is_routed_at_all(text):
    assert route(text, CHAT_ONLY).route == "agent"


def test_a_pasted_novel_is_no_request_to_the_phone():
    assert route("从前有座山。" * 500 + "打开微信", CHAT_ONLY).route == "agent"
