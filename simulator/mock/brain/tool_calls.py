"""Calls a tool that is offered, where one fits the question, and thinks aloud why. Its result is `tool_results`'."""

from __future__ import annotations

import json

from simulator.domain.completion import ToolCall
from simulator.mock.brain.late import late
from simulator.mock.brain.question import SKIM, Question, quote
from simulator.mock.brain.thought import Thought
from simulator.mock.brain.tool_fit import Fit, fitting, nearest, several

_AND = late(
    r"[，,。.；;！!]\s*(?:然后|再|还有|另外|顺便|并且?|同时|(?i:and|then|also)\b)?|然后|顺便|另外"
    r"|\s(?i:and(?: also| then)?)\s"
)
_PLACES = late(
    r"([\u3400-\u9fff]{2,3}?)[和与跟、]([\u3400-\u9fff]{2,3}?)(?=的|今|明|后|现|天气|$)"
    r"|(?<=in )([A-Z]\w+) and ([A-Z]\w+)"
)
"""Two of a kind that one wish is about: 北京和上海的天气."""

_MOST_CALLS = 4


def answer(question: Question) -> Thought | None:
    """Call the fitting tool, or any where one must be called; None where nothing is offered or nothing fits.

    Results at the end of the prompt are answered and not followed by another call, unless there must be one.
    """
    if not question.tools or (question.results and not question.must_call):
        return None
    fits = _fits(question)
    if not fits:
        return None
    # The key is another one in each request of a conversation, so that no two calls share an id.
    calls = tuple(
        ToolCall(f"call_{place}_{question.key:08x}", fit.tool.name, _json(fit.arguments))
        for place, fit in enumerate(fits)
    )
    return Thought("\n\n".join(_thinking(question, fit) for fit in fits), "", calls)


def _fits(question: Question) -> list[Fit]:
    """Give the calls to make: one for each wish where the utterance has several, else the one that fits it whole."""
    text, tools = question.text, question.tools
    if skills := several(text, tools)[:_MOST_CALLS]:
        return skills
    parts = [part for part in _AND.split(text[:SKIM]) if len(part.strip()) > 1][:_MOST_CALLS]
    found = [fit for part in parts if (fit := fitting(part, tools)) is not None] if len(parts) > 1 else []
    wishes = {(fit.tool.name, _json(fit.arguments)): fit for fit in found}
    if len(wishes) > 1 and len(found) == len(parts):
        return list(wishes.values())
    if (places := _PLACES.search(text)) is not None:
        each = [fitting(text.replace(places.group(), place), tools) for place in places.groups() if place]
        pair = [fit for fit in each if fit is not None]
        if len(pair) == len(each) and len({(fit.tool.name, _json(fit.arguments)) for fit in pair}) == len(pair):
            return pair
    fit = (nearest if question.must_call else fitting)(text, tools)
    return [] if fit is None else [fit]


def _thinking(question: Question, fit: Fit) -> str:
    asked, does = quote(question.text, 40), quote(fit.tool.description.split("。")[0].split(". ")[0], 60)
    given = quote(_json(fit.arguments), 120)
    if question.lang == "zh":
        purpose = f"，它的说明是“{does}”" if does else ""
        return (
            f"好的，用户说“{asked}”。光靠文字回答不了，得真正去做。可用的工具里有 {fit.tool.name}{purpose}。"
            f"{_why_zh(fit)}参数是：{given}。先调用它，等结果回来再回答，不能自己编一个结果。"
        )
    purpose = f" ({does})" if does else ""
    return (
        f'Okay, so the user says "{asked}". Words alone will not do; something has to be done. Among the tools is '
        f"{fit.tool.name}{purpose}. {_why_en(fit)} The arguments: {given}. I should call it and wait for the result "
        "instead of making one up."
    )


def _why_zh(fit: Fit) -> str:
    if fit.is_forced:
        return "这次要求必须调用工具，它是最接近的，原话里没有的参数只能先按说明填。"
    said = f"用户的话里提到“{fit.shared[0]}”，对得上" if fit.shared else "正好对应用户要做的事"
    return f"{said}，参数从原话里取。"


def _why_en(fit: Fit) -> str:
    if fit.is_forced:
        return "A call is demanded and this tool comes nearest; what the user did not say I fill in as its schema asks."
    said = f'The user mentions "{fit.shared[0]}", which it is about' if fit.shared else "That is what the user wants"
    return f"{said}, and the arguments are in the user's own words."


def _json(arguments: object) -> str:
    return json.dumps(arguments, ensure_ascii=False)
