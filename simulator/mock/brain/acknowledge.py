"""Greets a user who tells who they are and notes what they say, apart from what they ask. Recall is `recall`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.domain.brief import remembered
from simulator.mock.brain.facts import Fact
from simulator.mock.brain.late import late
from simulator.mock.brain.question import SKIM, Question, quote
from simulator.mock.brain.recall import say
from simulator.mock.brain.thought import Thought
from simulator.mock.brain.told import told_in

_ASKS = late(
    r"[?？]|什么|怎么|为什么|如何|谁|哪|多少|几[个岁点号]|吗|请(?!记)|帮|讲|说说|写|定|设|打开|提醒|推荐|介绍|解释"
    r"|翻译|告诉我|分析|总结|建议|"
    r"(?i:\b(?:what|how|why|who|where|when|which|can|could|would|please|tell|write|explain|help|give|recommend)\b)"
)
_NOTED_ZH = {
    "home": "你住在{value}",
    "origin": "你来自{value}",
    "likes": "你喜欢{value}",
    "dislikes": "你不喜欢{value}",
    "age": "你今年{value}岁",
    "is": "你的{noun}是{value}",
    "called": "你的{noun}叫{value}",
    "note": "{value}",
}
_NOTED_EN = {
    "home": "you live in {value}",
    "origin": "you are from {value}",
    "likes": "you like {value}",
    "dislikes": "you don't like {value}",
    "age": "you are {value}",
    "is": "your {noun} is {value}",
    "called": "your {noun} is called {value}",
    "note": "{value}",
}
_HELLO_ZH = ("你好，{name}！很高兴认识你。", "{name}，你好呀！", "你好，{name}！名字很好听。")
_HELLO_EN = ("Hello, {name}! Nice to meet you.", "Hi {name}, good to meet you!")
_CLOSE_ZH = ("有什么想聊的，或者需要我帮忙的吗？", "今天想聊点什么？", "需要我做点什么，直接说就好。")
_CLOSE_EN = ("What can I help you with?", "What would you like to talk about?")


@dataclass(frozen=True, slots=True)
class Parts:
    """An utterance in two: the facts it tells, and the rest of it. `asks` says whether the rest wants something."""

    facts: tuple[Fact, ...]
    rest: str
    asks: bool


@remembered
def split(text: str) -> Parts:
    """Cut out of an utterance what it tells of its writer."""
    found = told_in(text)
    rest, place = [], 0
    for told in found:
        rest.append(text[place : max(place, told.start)])
        place = max(place, told.end)
    remaining = " ".join((*rest, text[place:])).strip(" ，,。.！!；;、\n")
    return Parts(tuple(told.fact for told in found), remaining, _ASKS.search(remaining[:SKIM]) is not None)


def greet(told: Parts, question: Question, thought: Thought) -> Thought:
    """Put a greeting by name before an answer, where the same utterance told the name."""
    name = _name(told)
    if not name:
        return thought
    hello = _hello(question, name)
    return replace(thought, answer=f"{hello}\n\n{thought.answer}")


def answer(told: Parts, question: Question) -> Thought:
    """Answer an utterance that only tells something: greet by name, repeat what was noted, ask on."""
    zh = question.lang == "zh"
    name = _name(told)
    forms = _NOTED_ZH if zh else _NOTED_EN
    noted = list(dict.fromkeys(say(fact, question.lang, forms[fact.about]) for fact in _plain(told)))[:4]
    parts = [_hello(question, name)] if name else []
    if noted:
        parts.append(f"记下了：{'；'.join(noted)}。" if zh else f"Noted: {'; '.join(noted)}.")
    parts.append(question.pick(_CLOSE_ZH if zh else _CLOSE_EN, "close"))
    return Thought(_thinking(zh, name), ("" if zh else " ").join(parts))


def _name(told: Parts) -> str:
    names = [fact.value for fact in told.facts if fact.about == "name"]
    return quote(names[-1], 30) if names else ""


def _plain(told: Parts) -> list[Fact]:
    """Leave out a note that holds a fact (记住我住在杭州): it is said once, as the fact."""
    facts = [fact for fact in told.facts if fact.about not in ("name", "note")]
    return facts or [fact for fact in told.facts if fact.about == "note" and not _name(told)]


def _hello(question: Question, name: str) -> str:
    return question.pick(_HELLO_ZH if question.lang == "zh" else _HELLO_EN, "hello").format(name=name)


def _thinking(zh: bool, name: str) -> str:
    if zh:
        what = f"自己叫{name}" if name else "一些关于自己的事"
        return (
            f"好的，用户告诉我{what}。这不是提问，先友好地回应，让他知道我听进去了，再问问需要什么帮助，"
            f"语气自然一点，不用太长。"
        )
    what = f"that their name is {name}" if name else "something about themselves"
    return (
        f"Okay, so the user tells me {what}. This is not a question. I should respond warmly, show that I noted "
        f"it, and ask how I can help."
    )
