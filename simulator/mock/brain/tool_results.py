"""Tells what the tools gave back, or that one did not work and why. Deciding on a call is `tool_calls`' work.

A result is a failure if it is a JSON object with an `error`, or if its text begins like one (错误, 无法, cannot, …); a
tool that only reads (list_…, get_…) may well find nothing, and that is no failure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang, Question, Result, quote
from simulator.mock.brain.thought import Thought

LONGEST = 2_000
"""Characters of a result that are told."""

_FAILS = late(r"(?i:error|failed|failure|exception|traceback)\b|错误|失败|出错|报错|调用失败")
_LACKS = late(
    r"没[有能找听看读认]|找不到|无法|不能|不支持|不认识|不知道|看不懂|听不懂|缺少|缺了|请|手机没有|抱歉"
    r"|(?i:(?:no|not|cannot|can['’]t|could not|couldn['’]t|unable|unknown|missing|there is no|this phone has no|please"
    r"|sorry)\b)"
)
_READS = late(r"list|get|read|find|search|query|look|fetch|show|check")
_TEXT_KEYS = ("result", "answer", "text", "message", "content", "output", "data")
_MOST_LINES = 12

_DONE: dict[Lang, tuple[str, ...]] = {"zh": ("好了，", "办好了：", "好的，"), "en": ("Done: ", "All right: ")}
_FOUND: dict[Lang, tuple[str, ...]] = {
    "zh": ("查到了：", "看过了：", "帮你查了："),
    "en": ("Here is what I found: ", "I looked it up: "),
}
_FAILED: dict[Lang, tuple[str, ...]] = {
    "zh": ("没能办成：", "这次没有成功："),
    "en": ("That did not work: ", "I could not do that: "),
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A result in words, and whether it is a failure or only something found."""

    text: str
    failed: bool
    reads: bool


def answer(question: Question) -> Thought | None:
    """Answer from the results that end the prompt; None where there are none, or another call is demanded."""
    if not question.results or question.must_call:
        return None
    told = [_told(result) for result in question.results]
    return Thought(_thinking(question, told), _one(question, told[0]) if len(told) == 1 else _several(question, told))


def _one(question: Question, told: _Told) -> str:
    lead = question.pick((_FAILED if told.failed else _FOUND if told.reads else _DONE)[question.lang], "result")
    return f"{lead.strip()}\n\n{told.text}" if "\n" in told.text else f"{lead}{told.text}"


def _several(question: Question, told: list[_Told]) -> str:
    failed = sum(one.failed for one in told)
    if question.lang == "zh":
        head = f"有 {failed} 件没能办成：" if failed else "都处理好了："
    else:
        head = f"{failed} of {len(told)} did not work:" if failed else "All of it is done:"
    marks = {False: "✓ ", True: "✗ "}
    return "\n".join((head, "", *(f"- {marks[one.failed]}{one.text}" for one in told)))


def _told(result: Result) -> _Told:
    reads = _READS.match(result.name) is not None
    value = _json(result.text)
    if isinstance(value, dict) and value.get("error"):
        return _Told(_words(value["error"]), True, reads)
    text = _words(value) if isinstance(value, dict | list) else result.text[:LONGEST]
    failed = _FAILS.match(text) is not None or (not reads and _LACKS.match(text) is not None)
    return _Told(text or "…", failed, reads)


def _json(text: str) -> object:
    try:
        return json.loads(text) if text[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None


def _words(value: object) -> str:
    """Write a JSON value for people: one text as it is, else a line a key or an item."""
    if isinstance(value, Mapping):
        if (text := _main_text(value)) is not None:
            return text[:LONGEST]
        return "\n".join(f"- {quote(str(key), 40)}: {_short(item)}" for key, item in list(value.items())[:_MOST_LINES])
    if isinstance(value, list):
        return "\n".join(f"- {_short(item)}" for item in value[:_MOST_LINES])
    return str(value)[:LONGEST]


def _main_text(value: Mapping[str, object]) -> str | None:
    """Give the text that an object is there for, None where it has several things to tell."""
    names = _TEXT_KEYS if len(value) == 1 else ("message",)
    return next((text for name in names if isinstance(text := value.get(name), str) and text), None)


def _short(value: object) -> str:
    return quote(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 200)


def _thinking(question: Question, told: list[_Told]) -> str:
    asked, said = quote(question.text, 40), quote(re.sub(r"\n+", "；", "；".join(one.text for one in told)), 120)
    failed = any(one.failed for one in told)
    if question.lang == "zh":
        plan = "没有成功，要如实说明原因，不能装作办好了。" if failed else "事情已经办好，照结果说清楚就行。"
        return (
            f"工具有结果了：“{said}”。用户原来说的是“{asked}”。{plan}不补充结果里没有的东西，也不用再调用别的工具，"
            "语气自然，简短一些。"
        )
    plan = (
        "It did not work, so I should say so and why, and not pretend."
        if failed
        else "It worked, so I should say what was done."
    )
    return (
        f'The tool has answered: "{said}". The user had said "{asked}". {plan} Nothing that the result does not say, '
        "no further call, and a short and natural reply."
    )
