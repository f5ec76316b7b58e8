"""Tells what the tools gave back, or that one did not work and why. Deciding on a call is `tool_calls`' work.

A result is a failure if it is a JSON object with an `error`, if it begins as one (错误, error), or if a tool that acts
says that something is lacking or asks for it (无法, 没有, cannot, …) and does not begin with what it did (已, set).
A tool that only reads may well find nothing, and that is no failure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang, Question, Result, quote
from simulator.mock.brain.shallow import shallow
from simulator.mock.brain.thought import Thought

LONGEST = 2_000
"""Characters of a result that are told."""

Kind = Literal["done", "found", "nothing", "translated", "failed"]

_FAILS = late(r"(?i:error|failed|failure|exception|traceback)\b|错误|失败|出错|报错|调用失败")
_LACKS = late(
    r"没[有能找听看读认]|[听看]不懂|找不到|无法|不能|不支持|不认识|不知道|缺少|已经过去|不晚于|应是|抱歉"
    r"|请(?:问|说|补|缩|重|先|检|核|换|选|确认|你)"
    r"|(?i:\b(?:no|not|nothing|cannot|can['’]t|could not|couldn['’]t|unable|unknown|missing|please|sorry|lacks"
    r"|is past|must be|ask the user|say (?:one|a|it|which))\b)"
)
_DID = late(
    r"已(?!经)|好的|成功|完成|(?i:(?:\w+ )?(?:set|added|made|cancell?ed|noted|saved|done|ok|created|deleted|sent)\b)"
)
_READS = late(r"list|get|read|find|search|query|look|fetch|show|check|calc|convert|summar")
_TRANSLATES = late(r"translat")
_NOTHING = late(r".{0,12}?(?:没有|没找到|无结果)|(?i:no\b|nothing\b|there (?:is|are) no\b|not found)")
_TO_THE_MODEL = late(r"[；;，,]\s*(?:请你|请问用户|(?i:ask the user|translate \w+ yourself)).*")
"""What a phone tells its model and not the user."""

_SUMS_UP = late(r"总结|概括|概要|大意|摘要|(?i:\bsum|\bgist\b|\bbriefly\b)")
_TEXT_KEYS = ("result", "answer", "text", "message", "content", "output", "data")
_MOST_LINES = 12
_SCANNED = 200

_LEADS: dict[Kind, dict[Lang, tuple[str, ...]]] = {
    "done": {"zh": ("好了，", "好的，"), "en": ("Done: ", "All right: ")},
    "found": {
        "zh": ("结果是这样的：", "查好了："),
        "en": ("Here is what I found: ", "I looked it up: "),
    },
    "nothing": {"zh": ("查过了，", "看了一下，"), "en": ("I looked: ", "I checked: ")},
    "translated": {"zh": ("翻译过来是：", "译文："), "en": ("In translation: ", "That is: ")},
    "failed": {"zh": ("没能办成：", "这次没有成功："), "en": ("That did not work: ", "I could not do that: ")},
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A result in words for the user, and what kind of news it is."""

    text: str
    kind: Kind


def answer(question: Question) -> Thought | None:
    """Answer from the results that end the prompt; None where there are none, or another call is demanded."""
    if not question.results or question.must_call:
        return None
    told = [_told(result, question) for result in question.results]
    return Thought(_thinking(question, told), _one(question, told[0]) if len(told) == 1 else _several(question, told))


def _one(question: Question, told: _Told) -> str:
    lead = question.pick(_LEADS[told.kind][question.lang], "result")
    return f"{lead.strip()}\n\n{told.text}" if "\n" in told.text else f"{lead}{told.text}"


def _several(question: Question, told: list[_Told]) -> str:
    failed = sum(one.kind == "failed" for one in told)
    if question.lang == "zh":
        head = f"有 {failed} 件没能办成：" if failed else "都处理好了："
    else:
        head = f"{failed} of {len(told)} did not work:" if failed else "All of it is done:"
    marked = (f"- {'✗' if one.kind == 'failed' else '✓'} {one.text}" for one in told)
    return "\n".join((head, "", *marked))


def _told(result: Result, question: Question) -> _Told:
    value = _json(result.text)
    if isinstance(value, dict) and value.get("error"):
        return _Told(_words(value["error"]), "failed")
    text = _words(value) if isinstance(value, dict | list) else result.text
    kind = _kind(result.name, text)
    if _SUMS_UP.search(question.start) and "\n" in text and kind == "found":
        head, _, body = text.partition("\n")
        text = f"{head}\n{shallow(body, question.lang)}"
    return _Told(_TO_THE_MODEL.sub("。" if question.lang == "zh" else ".", text)[:LONGEST] or "…", kind)


def _kind(name: str, text: str) -> Kind:
    if _FAILS.match(text):
        return "failed"
    if _READS.match(name):
        return "nothing" if _NOTHING.match(text) else "found"
    if _TRANSLATES.match(name):
        return "failed" if _TO_THE_MODEL.search(text) or _LACKS.match(text) else "translated"
    return "failed" if not _DID.match(text) and _LACKS.search(text[:_SCANNED]) else "done"


def _json(text: str) -> object:
    try:
        return json.loads(text) if text[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None


def _words(value: object) -> str:
    """Write a JSON value for people: one text as it is, else a line a key or an item."""
    if isinstance(value, Mapping):
        if (text := _main_text(value)) is not None:
            return text
        return "\n".join(f"- {quote(str(key), 40)}: {_short(item)}" for key, item in list(value.items())[:_MOST_LINES])
    if isinstance(value, list):
        return "\n".join(f"- {_short(item)}" for item in value[:_MOST_LINES])
    return str(value)


def _main_text(value: Mapping[str, object]) -> str | None:
    """Give the text that an object is there for, None where it has several things to tell."""
    names = _TEXT_KEYS if len(value) == 1 else ("message",)
    return next((text for name in names if isinstance(text := value.get(name), str) and text), None)


def _short(value: object) -> str:
    return quote(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 200)


def _thinking(question: Question, told: list[_Told]) -> str:
    asked, said = quote(question.text, 40), quote(re.sub(r"\n+", "；", "；".join(one.text for one in told)), 120)
    failed = any(one.kind == "failed" for one in told)
    if question.lang == "zh":
        plan = "没有成功，要如实说明原因，不能装作办好了。" if failed else "事情已经有结果，照它说清楚就行。"
        return (
            f"工具有结果了：“{said}”。用户原来说的是“{asked}”。{plan}不补充结果里没有的东西，也不用再调用别的工具，"
            "语气自然，简短一些。"
        )
    plan = (
        "It did not work, so I should say so and why, and not pretend."
        if failed
        else "That settles it, so I should say what came of it."
    )
    return (
        f'The tool has answered: "{said}". The user had said "{asked}". {plan} Nothing that the result does not say, '
        "no further call, and a short and natural reply."
    )
