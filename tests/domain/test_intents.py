"""What a person asks the phone itself to do, and what is only talk about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.chinese_time import find_time
from simulator.domain.intents import Intent, intent_of
from simulator.domain.routing import RULES, route
from tests.fakes import capabilities, shanghai

PHONE_ACTION = next(rule for rule in RULES if rule.name == "phone_action")

ASKED = {
    "set_alarm": [
        ("帮我设一个明天早上七点的闹钟", {"when": "明天早上七点"}),
        ("可以帮我设个闹钟吗？", {}),
        ("设置一个明天早上七点起床的闹钟", {"when": "明天早上七点", "label": "起床"}),
        ("定个每天早上六点半的闹钟，叫我起床", {"when": "每天早上六点半", "label": "起床"}),
        ("设一个闹钟，明天早上七点", {"when": "明天早上七点"}),
        ("明天早上七点的闹钟", {"when": "明天早上七点"}),
        ("明早七点叫醒我", {"when": "明早七点"}),
        ("明天早上叫醒我", {"when": "明天早上"}),
        ("七点叫我起床", {"when": "七点", "label": "起床"}),
        ("Set an alarm for seven", {"when": "at seven"}),
        ("set an alarm for 7 am called gym", {"when": "at 7 am", "label": "gym"}),
        ("wake me up at 6:30", {"when": "at 6:30"}),
        ("please set a 7 am alarm", {"when": "7 am"}),
        ("调一个半小时后的闹钟", {"when": "一个半小时后"}),
        ("帮我设个闹钟，谢谢", {}),
        ("设一个一个半小时后的闹钟", {"when": "一个半小时后"}),
    ],
    "change_alarm": [
        ("把闹钟改到八点", {"when": "八点"}),
        ("把七点的闹钟改到八点", {"which": "七点", "when": "八点"}),
        ("闹钟改成明天早上八点吧", {"when": "明天早上八点"}),
        ("帮我把起床闹钟的时间调到六点半", {"which": "起床", "when": "六点半"}),
        ("修改一下七点的闹钟，改到八点", {"which": "七点", "when": "八点"}),
        ("move my 7 am alarm to 8", {"which": "7 am", "when": "at 8"}),
        ("change the alarm to 8:30 am, please", {"when": "8:30 am"}),
    ],
    "cancel_alarm": [
        ("取消七点的闹钟", {"which": "七点"}),
        ("取消闹钟", {}),
        ("关掉所有闹钟", {"which": "all"}),
        ("把明天早上的闹钟取消了", {"which": "明天早上"}),
        ("删除起床的闹钟", {"which": "起床"}),
        ("turn off my 7 am alarm", {"which": "7 am"}),
        ("cancel all alarms", {"which": "all"}),
        ("请帮我把七点的闹钟关掉，谢谢", {"which": "七点"}),
    ],
    "list_alarms": [
        ("我有哪些闹钟", {}),
        ("看看我的闹钟", {}),
        ("show my alarms", {}),
        ("有闹钟吗", {}),
    ],
    "set_reminder": [
        ("提醒我下午三点开会", {"when": "下午三点", "title": "开会"}),
        ("提醒我明天下午三点开会", {"when": "明天下午三点", "title": "开会"}),
        ("10分钟后提醒我关火", {"when": "10分钟后", "title": "关火"}),
        ("remind me to buy milk", {"title": "buy milk"}),
        ("remind me to buy milk at 6pm", {"when": "at 6pm", "title": "buy milk"}),
        ("remind me tomorrow to call mom at 3pm", {"when": "tomorrow at 3pm", "title": "call mom"}),
        ("remind me in 20 minutes to turn off the oven", {"when": "in 20 minutes", "title": "turn off the oven"}),
        ("明天提醒我下午三点开会", {"when": "明天 下午三点", "title": "开会"}),
        ("每周一早上九点提醒我交周报", {"when": "每周一早上九点", "title": "交周报"}),
        ("设个提醒，明天下午五点交报告", {"when": "明天下午五点", "title": "交报告"}),
        ("添加提醒：周五取快递", {"when": "周五", "title": "取快递"}),
        ("两点叫我开会", {"when": "两点", "title": "开会"}),
        ("你能提醒我吃药吗", {"title": "吃药"}),
        ("set a reminder for 5 pm to water the plants", {"when": "at 5 pm", "title": "water the plants"}),
        ("下午三点提醒我明天开会", {"when": "下午三点", "title": "明天开会"}),
        ("每天晚上十点提醒我吃药", {"when": "每天晚上十点", "title": "吃药"}),
        ("提醒我", {}),
        ("remind me at 3 pm to take a break", {"when": "at 3 pm", "title": "take a break"}),
    ],
    "cancel_reminder": [
        ("取消交报告的提醒", {"which": "交报告"}),
        ("取消所有提醒", {"which": "all"}),
        ("cancel the reminder to buy milk", {"which": "buy milk"}),
    ],
    "add_event": [
        ("把明天下午三点的会议加到日历", {"when": "明天下午三点", "title": "会议"}),
        ("日程：周五晚上七点和小王吃饭", {"when": "周五晚上七点", "title": "和小王吃饭"}),
        ("添加日程：周五晚上七点和小王吃饭", {"when": "周五晚上七点", "title": "和小王吃饭"}),
        ("帮我在日历上添加明天下午三点到五点开会", {"when": "明天下午三点到五点", "title": "开会"}),
        ("安排一个明天下午三点的会议", {"when": "明天下午三点", "title": "会议"}),
        ("新建一个周五的日程，去看牙医", {"when": "周五", "title": "去看牙医"}),
        (
            "add lunch with Ann on Friday at noon to my calendar",
            {"when": "on Friday at noon", "title": "lunch with Ann"},
        ),
        ("put dentist on my calendar for Friday at 3pm", {"when": "Friday at 3pm", "title": "dentist"}),
        ("schedule a meeting with Bob tomorrow at 10 am", {"when": "tomorrow at 10 am", "title": "meeting with Bob"}),
        ("create an event: dinner on Friday at 7pm", {"when": "on Friday at 7pm", "title": "dinner"}),
    ],
    "cancel_event": [
        ("取消明天的会议", {"which": "明天"}),
        ("取消和小王吃饭的日程", {"which": "和小王吃饭"}),
        ("cancel the meeting with Ann", {"which": "Ann"}),
    ],
    "list_events": [
        ("我明天有什么安排", {"when": "明天"}),
        ("今天有什么日程", {"when": "今天"}),
        ("这周的日程", {"when": "这周"}),
        ("看看我下周的日程", {"when": "下周"}),
        ("what's on my calendar tomorrow", {"when": "tomorrow"}),
        ("show my schedule for this week", {"when": "this week"}),
        ("明天有会吗", {"when": "明天"}),
        ("我有哪些提醒", {}),
    ],
    "take_note": [
        ("记一下：车停在B2", {"text": "车停在B2"}),
        ("帮我记一下车停在B2", {"text": "车停在B2"}),
        ("写个备忘，周末买菜", {"text": "周末买菜"}),
        ("备忘：密码在抽屉里", {"text": "密码在抽屉里"}),
        ("take a note: call the bank", {"text": "call the bank"}),
        ("note that the door code is 1234", {"text": "the door code is 1234"}),
        ("记一下：好吗？", {"text": "好吗？"}),
    ],
    "list_notes": [
        ("看看我的笔记", {}),
        ("我记了什么", {}),
        ("show my notes", {}),
        ("打开备忘录", {}),
    ],
    "translate": [
        ("翻译：你好", {"text": "你好"}),
        ("把“洗手间在哪里”翻译成英文", {"text": "洗手间在哪里", "to": "en"}),
        ("“谢谢”用英语怎么说", {"text": "谢谢", "to": "en"}),
        ("用英语怎么说谢谢", {"text": "谢谢", "to": "en"}),
        ("翻译成英文：我迷路了", {"text": "我迷路了", "to": "en"}),
        ("translate where is the toilet to Chinese", {"text": "where is the toilet", "to": "zh"}),
        ("how do you say thank you in Chinese?", {"text": "thank you", "to": "zh"}),
    ],
    "read_page": [
        ("读一下《2025 年元宵节是 2 月 12 日，星期三》这个网页", {"page": "2025 年元宵节是 2 月 12 日，星期三"}),
        ("总结一下《小艺上线》这篇文章", {"page": "小艺上线"}),
        ("总结一下这个网页 https://example.com/a", {"page": "https://example.com/a"}),
        ("read https://example.com/b", {"page": "https://example.com/b"}),
        ("summarize the page about Lantern Festival", {"page": "Lantern Festival"}),
        ("把网页《小艺》总结一下", {"page": "小艺"}),
        ("读这个网页 https://example.com/x？", {"page": "https://example.com/x"}),
    ],
    "make_subtitles": [
        ("给这段话配字幕：大家好，欢迎来到发布会。", {"text": "大家好，欢迎来到发布会。"}),
        ("生成字幕：你好", {"text": "你好"}),
        ("make subtitles for this: Hello there.", {"text": "Hello there."}),
        ("字幕：第一句。第二句。", {"text": "第一句。第二句。"}),
    ],
}

NOT_ASKED = (
    "怎么设闹钟的代码",
    "闹钟的原理",
    "为什么手机会提醒我",
    "闹钟的原理是什么？",
    "关于闹钟的历史，讲一讲",
    "用 Python 设计一个闹钟程序",
    "这篇文章提醒我们注意哪几点？",
    "这个故事提醒我们什么",
    "How do I set an alarm on an old radio?",
    "What is an alarm clock?",
    "记住我叫小明",
    "我叫小明",
    "今天你叫我老王",
    "总结一下《红楼梦》",
    "读一下《静夜思》",
    "翻译一下这段代码的意思",
    "笔记本电脑推荐",
    "备忘录怎么用",
    "我昨天定的闹钟没响",
    "规定闹钟响三次吗",
    "帮我安排一下明天的行程",
    "取消订单",
    "写一首关于闹钟的诗",
    "讲一个闹钟的笑话",
    "今天有什么新闻",
    "明天天气怎么样",
    "你好",
    "9.8 和 9.11 哪个大",
    "提醒我们什么",
    "他提醒我要带伞",
    "你刚才提醒我什么",
    "日程管理的好处",
    "会议纪要怎么写",
    "如何制作字幕",
    "字幕组是什么",
    "给我写一份会议通知",
    "明天下午三点的会议纪要模板",
    "写个提醒员工的通知",
    "创建一个日历网页",
    "英语怎么学",
    "怎么说服老板",
    "Why do people set alarms?",
    "what is a reminder",
    "tell me about notes",
    "write an alarm clock app",
    "我今天有什么好消息",
    "叫我起床困难户",
    "关闭微信",
    "打开微信",
    "他叫我开会",
    "每天七点起床好吗",
    "生成一个字幕文件的代码",
    "Cancel culture",
    "schedule theory explained",
    "book a flight to Paris",
)


@pytest.mark.parametrize(
    ("text", "skill", "arguments"),
    [(text, skill, arguments) for skill, texts in ASKED.items() for text, arguments in texts],
)
def test_a_request_names_its_skill_and_what_was_said(text, skill, arguments):
    assert intent_of(text) == Intent(skill, arguments)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_talk_about_a_thing_is_no_request(text):
    assert intent_of(text) is None


@pytest.mark.parametrize(
    "when", [arguments["when"] for texts in ASKED.values() for _, arguments in texts if "when" in arguments]
)
def test_a_time_is_passed_on_so_that_it_can_be_found(when):
    assert when in ("这周", "this week") or find_time(when, shanghai(2025, 2, 10, 10, 0)) is not None


@given(st.text())
def test_any_text_is_a_request_or_is_not(text):
    assert intent_of(text) is None or intent_of(text).skill in ASKED


PIECES = (
    "提醒我",
    "设个",
    "闹钟",
    "明天",
    "三点",
    "取消",
    "日历",
    "把",
    "加到",
    "《",
    "》",
    "读一下",
    "网页",
    "记一下",
    "翻译成英文",
    "：",
    "的",
)


@given(st.lists(st.sampled_from((*PIECES, "字幕", "remind me", " set an ", " alarm ", "?"))))
def test_scrambled_requests_are_read(words):
    assert all(intent_of("".join(words)).arguments.values()) if intent_of("".join(words)) else True


@pytest.mark.parametrize(
    "piece", ["提醒我", "设", "把", "取消", "好吗", "请", "记一下", "翻译成英文", "《", "字幕", "《》网页", "。", " "]
)
def test_a_hostile_long_text_is_read_at_all(piece):
    found = intent_of(piece * 30_000)
    assert found is None or found.skill in ("take_note", "translate", "make_subtitles")


def test_a_pasted_novel_sets_no_alarm():
    assert intent_of("从前有座山。" * 50 + "设一个七点的闹钟") is None


def test_a_long_text_can_be_noted_and_subtitled():
    story = "从前有座山。" * 100
    assert intent_of("记一下：" + story) == Intent("take_note", {"text": story})
    assert intent_of("给这段话配字幕：" + story) == Intent("make_subtitles", {"text": story})


@pytest.mark.parametrize("text", [text for text, _ in (*ASKED["set_alarm"], *ASKED["set_reminder"])])
def test_the_routing_rule_for_the_phone_takes_no_other_way(text):
    """A chat refuses what its rule or an intent finds: see `route`."""
    assert route(text, capabilities()).missing is PHONE_ACTION
