"""The brain calls a tool that fits the question, and no other, and tells what came of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message, Tool, ToolCall
from simulator.domain.system_prompt import with_context
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain, Thought
from simulator.phone.skills import phone_skills

BRAIN = Brain(bundled_replies())


def tool(name: str, description: str = "", required: tuple[str, ...] = (), **properties: Any) -> Tool:
    return Tool(name, description, {"type": "object", "properties": properties, "required": list(required)})


TEXT = {"type": "string"}
WEATHER = tool("get_weather", "查询指定城市的天气", ("city",), city={**TEXT, "description": "城市"}, date=TEXT)
PARIS = tool("get_weather", "Get the current weather of a city", ("city",), city=TEXT)
SUM = tool("calculate", "计算一个算式", ("expression",), expression=TEXT)
ALARM = tool("set_alarm", "在手机上定一个闹钟", (), when=TEXT, time=TEXT)
NOTE = tool("take_note", "记一条备忘", (), text=TEXT)
PHONE = (WEATHER, SUM, ALARM, NOTE)
NAMES = [offered.name for offered in PHONE]


def ask(text: str, *tools: Tool, **wishes: Any) -> Thought:
    return BRAIN.answer([Message("user", text)], 1, tools=tools, **wishes)


def told(*results: str, name: str = "set_alarm", ask: str = "帮我定一个明天早上7点的闹钟") -> Thought:
    calls = tuple(ToolCall(f"call_{place}", name, "{}") for place in range(len(results)))
    answers = [Message("tool", text, tool_call_id=f"call_{place}") for place, text in enumerate(results)]
    return BRAIN.answer([Message("user", ask), Message("assistant", "", calls), *answers], 1, tools=PHONE)


@pytest.mark.parametrize(
    ("question", "tools", "name", "arguments"),
    [
        ("北京今天天气怎么样？", PHONE, "get_weather", {"city": "北京", "date": "今天"}),
        ("帮我查一下上海的天气", PHONE, "get_weather", {"city": "上海"}),
        ("帮我计算 (3+4)*5", PHONE, "calculate", {"expression": "(3+4)*5"}),
        ("What's the weather like in Paris?", (PARIS,), "get_weather", {"city": "Paris"}),
    ],
)
def test_a_tool_of_the_users_own_is_called_by_its_words(question, tools, name, arguments):
    (call,) = ask(question, *tools).calls
    assert (call.name, json.loads(call.arguments)) == (name, arguments)


@pytest.mark.parametrize(
    ("question", "name"), [("帮我定一个明天早上7点的闹钟", "set_alarm"), ("记一下：明天买牛奶", "take_note")]
)
def test_a_skill_of_the_phone_is_called_by_intent(question, name):
    thought = ask(question, *PHONE)
    (call,) = thought.calls
    assert call.name == name
    assert thought.answer == ""
    assert isinstance(json.loads(call.arguments), dict)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "你好",
        "我叫小明",
        "讲个笑话",
        "为什么天空是蓝色的？",
        "天气预报的原理是什么",
        "天气怎么样",
        "怎么计算圆的面积",
        "北京有什么好吃的",
    ],
)
def test_where_nothing_fits_nothing_is_called(question):
    """The last but two lacks the city, the next asks how, the last is about no tool."""
    thought = ask(question, *PHONE)
    assert thought.calls == ()
    assert thought.answer.strip()


def test_without_an_offer_nothing_is_called():
    assert ask("帮我定一个明天早上7点的闹钟").calls == ()
    assert ask("帮我定一个明天早上7点的闹钟", WEATHER).calls == ()


@pytest.mark.parametrize("question", ["讲个笑话", "", "北京今天天气怎么样？"])
def test_a_demanded_call_is_always_made(question):
    """M19."""
    (call,) = ask(question, *PHONE, must_call=True).calls
    assert call.name in NAMES
    assert isinstance(json.loads(call.arguments), dict)


def test_thinking_says_why_it_calls_in_the_users_language():
    zh, en = ask("北京今天天气怎么样？", *PHONE), ask("What's the weather like in Paris?", PARIS)
    assert "get_weather" in zh.thinking and "天气" in zh.thinking
    assert "get_weather" in en.thinking and '"weather"' in en.thinking
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in en.thinking)


def test_calls_of_one_conversation_have_their_own_ids():
    question = Message("user", "北京今天天气怎么样？")
    (first,) = BRAIN.answer([question], 1, tools=PHONE).calls
    history = [question, Message("assistant", "", (first,)), Message("tool", "晴", tool_call_id=first.id)]
    (second,) = BRAIN.answer([*history, Message("assistant", "晴。"), question], 1, tools=PHONE).calls
    assert first.id != second.id
    assert first == BRAIN.answer([question], 1, tools=PHONE).calls[0]


@pytest.mark.parametrize("result", ["闹钟定在2月11日 07:00。", '{"result": "闹钟定在2月11日 07:00。"}'])
def test_a_result_is_told_and_not_followed_by_another_call(result):
    thought = told(result)
    assert thought.calls == ()
    assert "闹钟定在2月11日 07:00。" in thought.answer
    assert "没" not in thought.answer
    assert thought.answer.startswith(("好了", "好的"))
    assert "07:00" in thought.thinking


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ("无法设置：没有说明时间。", "没有说明时间"),
        ('{"error": "没有说明时间。"}', "没有说明时间"),
        ("错误：没有说明时间。", "没有说明时间"),
        ("听不懂时间“早点”；请说“明天下午三点”这样的时间。", "听不懂时间"),
        ("“明天”没有说几点，请说明时刻，如“早上七点”。", "没有说几点"),
        ("2月5日 07:00 已经过去了（现在是 2月10日 15:04），请说以后的时间。", "已经过去了"),
        ("有 3 个闹钟符合，请说是哪一个：1、2、3。", "有 3 个闹钟"),
        ("缺少“when”（时间），请问用户或补上后再试。", "缺少“when”"),
    ],
)
def test_a_failure_is_told_as_one_with_its_reason(result, reason):
    thought = told(result)
    assert reason in thought.answer
    assert thought.answer.startswith(("没能", "这次没有"))
    assert "请问用户" not in thought.answer


@pytest.mark.parametrize("result", ["已设好闹钟：没有名字，明天 07:00。", "已记下（第 1 条）：请说话算数"])
def test_what_was_done_is_no_failure_whatever_it_is_called(result):
    assert told(result).answer.startswith(("好了", "好的"))


@pytest.mark.parametrize(("name", "result"), [("list_alarms", "没有设闹钟。"), ("list_events", "明天没有日程和提醒。")])
def test_finding_nothing_is_no_failure(name, result):
    assert told(result, name=name, ask="我有哪些闹钟").answer.endswith(f"，{result}")


@pytest.mark.parametrize(
    ("result", "answer", "not_said"),
    [
        ("Good morning.", "Good morning.", "没"),
        ("短语手册里没有“量子”；请你直接翻译给用户。", "短语手册里没有“量子”。", "请你"),
    ],
)
def test_a_translation_is_told_and_an_order_to_the_model_is_not(result, answer, not_said):
    said = told(result, name="translate", ask="翻译早上好").answer
    assert said.endswith(answer)
    assert not_said not in said


def test_a_page_is_read_out_or_summed_up_as_asked():
    page = "《R1 发布》（2025-01-20，https://a.example）\n第一句。第二句。第三句。"
    assert "第三句" in told(page, name="read_page", ask="读一下 R1 发布那个网页").answer
    short = told(page, name="read_page", ask="总结一下 R1 发布那个网页").answer
    assert "第二句" in short and "第三句" not in short and "《R1 发布》" in short


def test_several_results_are_told_one_by_one():
    answer = told("闹钟定在07:00。", "错误：没有说明日期。").answer
    assert "- ✓ 闹钟定在07:00。" in answer
    assert "- ✗ 错误：没有说明日期。" in answer
    assert answer.startswith("有 1 件没能办成")


def test_an_english_user_is_told_in_english():
    answer = told("Alarm set for 07:00.", ask="Set an alarm for 7 tomorrow").answer
    assert "Alarm set for 07:00." in answer
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in answer)


def test_a_result_of_many_values_is_told_a_line_each():
    assert "- temp: 3\n- sky: 晴" in told('{"temp": 3, "sky": "晴"}', name="get_weather").answer


def test_a_call_that_was_answered_does_not_count_as_something_said():
    """A tale is not told "again" because of an empty message."""
    history = [Message("user", "定闹钟"), Message("assistant", "", (ToolCall("a", "set_alarm", "{}"),))]
    history.append(Message("tool", "好", tool_call_id="a"))
    assert (
        BRAIN.answer([*history, Message("assistant", "定好了。"), Message("user", "我刚才说了什么？")], 1).answer.count(
            "“"
        )
        == 1
    )


@pytest.mark.parametrize(
    ("line", "question", "words"),
    [
        ("现在：2025-02-10 15:04（星期一）", "现在几点了？", "15:04"),
        ("当前时间：2025年2月10日 星期一 15:04", "几点了", "15:04"),
        ("Now: Monday, 10 February 2025, 15:04", "What time is it?", "Monday, 10 February 2025"),
        ("2025-02-10T15:04:00+08:00 now", "What's the date?", "10 February 2025"),
        ("现在：2025-02-10 15:04", "今天星期几", "星期一"),
    ],
)
def test_the_time_is_read_from_the_systems_context(line, question, words):
    message = Message("user", with_context(f"机型：Z70 Ultra\n{line}\n闹钟：2025-02-11 07:00", question))
    assert words in BRAIN.answer([message], 1).answer


@pytest.mark.parametrize("context", ["机型：Z70 Ultra", "现在：2025-13-40 15:04", "闹钟：2025-02-11 07:00"])
def test_without_a_time_in_the_context_none_is_made_up(context):
    assert "不知道" in BRAIN.answer([Message("user", with_context(context, "现在几点了？"))], 1).answer


def test_the_question_is_read_without_its_context():
    sent = Message("user", with_context("现在：2025-02-10 15:04", "我叫小明"))
    asked = Message("user", with_context("现在：2025-02-10 15:05", "我叫什么？"))
    assert "小明" in BRAIN.answer([sent, Message("assistant", "你好"), asked], 1).answer
    assert "system context" not in BRAIN.answer([Message("user", with_context("甲", "怎么养多肉"))], 1).answer


TEXTS = st.text(max_size=30) | st.sampled_from(["定闹钟", "北京天气", '{"error": 1}', '{"a": [1]}', "[]", "{", "null"])
CALLS = st.builds(ToolCall, st.sampled_from(["a", "b"]), st.sampled_from(["set_alarm", ""]), TEXTS)
MESSAGES = st.builds(
    Message,
    st.sampled_from(["system", "user", "assistant", "tool"]),
    TEXTS,
    st.lists(CALLS, max_size=2).map(tuple),
    st.sampled_from(["a", "b", ""]),
)


@given(st.lists(MESSAGES, max_size=6), st.booleans())
def test_any_prompt_is_answered_or_leads_to_a_call_that_can_be_sent(messages, must_call):
    thought = BRAIN.answer(messages, 1, tools=PHONE, must_call=must_call)
    assert bool(thought.answer.strip()) != bool(thought.calls)
    assert bool(thought.calls) or not must_call
    assert thought == BRAIN.answer(list(messages), 1, tools=PHONE, must_call=must_call)
    sent = [thought.answer, thought.thinking, *(call.arguments for call in thought.calls)]
    "".join(sent).encode()


@pytest.mark.parametrize(
    "text",
    [
        "闹钟是谁发明的？",
        "帮我写一首关于闹钟的诗",
        "用 Python 写一个闹钟程序",
        "日历是谁发明的",
        "What's an alarm clock?",
        "翻译是一门艺术吗？",
    ],
)
def test_a_skill_of_the_phone_is_never_called_for_a_shared_word(text):
    tools = [skill.tool for skill in phone_skills()]
    assert Brain(()).answer([Message("user", text)], 0, tools=tools).calls == ()


def test_a_model_with_tools_says_what_it_can_do_instead():
    tools = [skill.tool for skill in phone_skills()]
    answer = Brain(bundled_replies()).answer([Message("user", "打开微信")], 0, tools=tools).answer
    assert "对话模型" not in answer and "闹钟" in answer
