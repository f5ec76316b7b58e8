"""Replies that a user wrote in files: when each is given, what it says, and what is said of wrong ones."""

from __future__ import annotations

import json
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.replies.asked import AskedReply
from simulator.mock.replies.folder import read_replies
from simulator.mock.replies.template import filled
from simulator.mock.replies.when import When
from simulator.toml_file.problem import FileError
from tests.mock.conftest import body_of

TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": {}}}


@pytest.fixture
def serving(deepseek, tmp_path):
    """Serve the replies of a TOML text; what they leave, the scripted mind answers with "brain"."""

    def make(text: str, **options):
        (tmp_path / "mine.toml").write_text(text, "utf-8")
        return deepseek(answer="brain", replies=read_replies([tmp_path]), **options)

    return make


async def said(server, text: str, **fields):
    status, value = await server.post(messages=[{"role": "user", "content": text}], **fields)
    assert status == 200, value
    return value["choices"][0]["message"]


async def answers(server, *texts: str, **fields):
    return [(await said(server, text, **fields))["content"] for text in texts]


def reply(when: str, answer: str = "yes") -> str:
    return f'[[replies]]\nwhen = {when}\nanswer = "{answer}"\n'


@pytest.mark.parametrize(
    ("when", "fits", "misses"),
    [
        ('"天气"', "明天天气", "明天"),
        ('{ contains = ["a", "b"] }', "xb", "xc"),
        ('{ all_of = ["a", "b"] }', "b a", "a"),
        ('{ equals = "你好" }', " 你好\n", "你好吗"),
        ("{ regex = '^我叫\\w+$' }", "我叫小明", "你叫小明"),
        ("{ regex = '^[\\w-]+\\W$' }", "小-明！", "小 明！"),
        ("{ regex = '(?i)HELLO' }", "hello", "hell"),
    ],
)
async def test_a_matcher_decides_by_the_last_words(serving, when, fits, misses):
    assert await answers(serving(reply(when)), fits, misses) == ["yes", "brain"]


async def test_model_turn_and_tools_decide_too(serving):
    text = reply('{ model = "deepseek-chat", turn = [1, 3], tools = "get_weather" }')
    server = serving(text)
    chat = {"model": "deepseek-chat", "tools": [TOOL]}
    assert (await said(server, "a", **chat))["content"] == "yes"
    assert (await said(server, "a", model="deepseek-chat"))["content"] == "brain"
    assert (await said(server, "a"))["content"] == "brain"
    first = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    for turn, answer in ((2, "brain"), (3, "yes")):
        asked = [*first * (turn - 1), {"role": "user", "content": "c"}]
        _, value = await server.post(**chat | {"messages": asked})
        assert value["choices"][0]["message"]["content"] == answer
    assert await answers(serving(reply("{ tools = [] }")), "x", model="deepseek-chat", tools=[TOOL]) == ["brain"]


async def test_the_first_that_fits_is_given_and_named(serving):
    server = serving('[[replies]]\nid = "天气"\nwhen = "x"\nanswer = "1"\n' + reply('"x"', "2"))
    _, value, headers = await server.send(
        "POST", "/chat/completions", body_of(messages=[{"role": "user", "content": "x"}])
    )
    assert value["choices"][0]["message"]["content"] == "1"
    assert headers["x-mock-reply"] == "%E5%A4%A9%E6%B0%94"


async def test_a_template_says_what_was_captured(serving):
    text = """
[[replies]]
when = { regex = "我叫(?P<name>\\\\w+)，住(?P<city>\\\\w+)" }
thinking = "他叫{captured}。"
answer = '{name}在{city}，{model}第{turn}轮第{call}次：{last} {{name}} {"a": {}}'
"""
    message = await said(serving(text), "我叫小明，住北京")
    assert message["reasoning_content"] == "他叫小明。"
    assert message["content"] == '小明在北京，deepseek-reasoner第1轮第1次：我叫小明，住北京 {name} {"a": {}}'


async def test_what_is_filled_in_is_not_filled_again(serving):
    assert await answers(serving(reply('"x"', "<{last}>")), "x {model}") == ["<x {model}>"]


async def test_tool_calls_are_made_as_written(serving):
    call = '{ name = "get_weather", arguments = { city = "{last}", days = 2 } }'
    server = serving(f'[[replies]]\nwhen = "天气"\ntool_calls = [{call}]\n')
    _, value = await server.post(model="deepseek-chat", tools=[TOOL], messages=[{"role": "user", "content": "天气"}])
    (call,) = value["choices"][0]["message"]["tool_calls"]
    assert json.loads(call["function"]["arguments"]) == {"city": "天气", "days": 2}
    assert value["choices"][0]["finish_reason"] == "tool_calls"


@pytest.mark.parametrize(("after", "last"), [("", "B"), ('after = "cycle"\n', "A")])
async def test_a_sequence_goes_on_with_each_call(serving, after, last):
    text = f'[[replies]]\nwhen = "x"\nsequence = ["A", {{ answer = "B" }}]\n{after}'
    assert await answers(serving(text), "x", "other", "x", "x") == ["A", "brain", "B", last]


async def test_a_fault_and_a_latency_are_the_replys_own(serving):
    text = """
[[replies]]
when = "busy"
sequence = [{ fault = "http429@retry_after=7" }, { answer = "better" }]
[[replies]]
when = "slow"
latency = "first_token=3,gap=0"
[[replies]]
when = "short"
fault = "empty@at=answer"
"""
    server = serving(text)
    status, _, headers = await server.send(
        "POST", "/chat/completions", body_of(messages=[{"role": "user", "content": "busy"}])
    )
    assert (status, headers["retry-after"], headers["x-mock-fault"]) == (429, "7", "http429")
    assert await answers(server, "busy", "short", "other") == ["better", "", "brain"]
    before = server.clock.now()
    assert await answers(server, "slow") == ["brain"]
    assert server.clock.now() - before == pytest.approx(3)


async def test_a_request_that_is_refused_uses_no_part_up(serving):
    server = serving('[[replies]]\nsequence = ["A", "B"]\n')
    assert (await server.post(temperature=9))[0] == 400
    assert await answers(server, "x", model="deepseek-reasoner+slow@seconds=1") == ["A"]


async def test_a_prepared_reply_is_cut_as_any(serving):
    server = serving(reply('"x"', "eins zwei STOP drei"))
    assert await answers(server, "x", stop="STOP") == ["eins zwei "]
    assert (await said(server, "x", max_tokens=1))["content"] != "eins zwei STOP drei"


async def test_the_stream_says_the_same(serving):
    server = serving(reply('"x"', "一二三四五"))
    chunks = await server.chunks(messages=[{"role": "user", "content": "x"}])
    text = "".join(choice["delta"].get("content") or "" for chunk in chunks for choice in chunk["choices"])
    assert text == "一二三四五"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[replies]]\nwhen = "x"\nanswr = "y"\n', 3, 'answr is unknown; did you mean "answer"?'),
        ('[[replies]]\nwhen = { contians = "x" }\nanswer = "y"\n', 2, 'did you mean "contains"?'),
        ('[[replies]]\nanswer = "y"\nwhen = { regex = "(" }\n', 3, "the regular expression is wrong"),
        ('[[replies]]\nanswer = "y"\nwhen = { regex = "(?=a)" }\n', 3, "no look-around"),
        ('[[replies]]\nwhen = "x"\n', 1, "says nothing"),
        ('[[replies]]\nanswer = "{nmae}"\n', 2, "has the place {nmae}, which nothing fills"),
        ('[[replies]]\nanswer = "a"\nfault = "bsy"\n', 3, 'did you mean "busy"?'),
        ('[[replies]]\nanswer = "a"\nlatency = "non"\n', 3, 'did you mean "none"?'),
        ('[[replies]]\nanswer = "a"\nsequence = ["b"]\n', 2, "stands beside sequence"),
        ("[[replies]]\nsequence = []\n", 2, "write a list"),
        ('[[replies]]\nsequence = ["a"]\nafter = "loop"\n', 3, "known: last, cycle"),
        ('[[replies]]\nanswer = "a"\nwhen = { turn = 0 }\n', 3, "from 1"),
        ("[[replies]]\nanswer = 1\n", 2, "write a text"),
        ('[[replies]]\nid = "a"\nanswer = "a"\n[[replies]]\nid = "a"\nanswer = "b"\n', 5, "give each reply its own"),
        ('[[reply]]\nanswer = "a"\n', 1, 'did you mean "replies"?'),
        ("replies = 7\n", 1, "[[replies]]"),
        ("answer = ", 1, "is not TOML"),
    ],
)
def test_an_error_names_file_line_and_what_is_meant(tmp_path, text, line, said):
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(FileError) as error:
        read_replies([tmp_path])
    assert str(error.value).startswith(f"{file}:{line}:")
    assert said in str(error.value)


def test_all_errors_of_all_files_are_told_at_once(tmp_path):
    (tmp_path / "a.toml").write_text('[[replies]]\nanswr = "y"\n[[replies]]\nanswer = 1\n', "utf-8")
    (tmp_path / "b.toml").write_text("x = [", "utf-8")
    with pytest.raises(FileError) as error:
        read_replies([tmp_path])
    assert len(str(error.value).splitlines()) == 3


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_template_is_filled_or_left(template, last):
    words = dict.fromkeys(("captured", "last", "model", "turn", "call"), last)
    if "{" not in template:
        assert filled(template, words) == template
    assert filled("{last}" + template.replace("{", "("), words) == last + template.replace("{", "(")


def test_an_expression_that_would_backtrack_for_ever_does_not():
    asked = AskedReply("a" * 100_000 + "!", "m", 1, frozenset())
    begun = time.process_time()
    assert When(regex="^(a+)+$").captured(asked) is None
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("name", "text"), [("bad.toml", '[[replies]]\nanswr = "y"\n'), ("bad.jsonl", "{}\n")])
def test_a_wrong_file_ends_the_command_with_2(warm, tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    done = warm.run(["mock", "--port", "0", "--replies", str(tmp_path)], dict(os.environ))
    assert (done.code, done.out) == (2, b"")
    assert f"{tmp_path / name}:" in done.err.decode()
    assert b"Traceback" not in done.err
