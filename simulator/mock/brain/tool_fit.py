"""Which offered tool a question wants, and with which arguments: a skill of the phone by intent, any other by words.

A skill of the phone is never called for a shared word: 闹钟是谁发明的 would take an alarm off.
The rule for a tool that the mock does not know is modest. The question has to share a telling word with the tool's name
or description, must name all that the tool requires, and must not ask how or why. Where several fit, the one with most
such words is called, the first of them where they are equal. Nothing fits as a rule, and then nothing is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.domain.completion import Tool
from simulator.domain.intents import SKILLS, Intent, intent_of
from simulator.domain.search import search_terms
from simulator.domain.terms import terms
from simulator.domain.wishes import wishes_of
from simulator.mock.brain.arguments import fill, invent
from simulator.mock.brain.late import late
from simulator.mock.brain.question import SKIM

_ABOUT = late(
    r"怎么(?!样)|怎样|如何(?!\W*$)|为什么|为何|什么是|什么意思|区别|原理"
    r"|(?i:\bhow (?:do|does|to|can)\b|\bwhy\b|\bexplain\b|\bmeaning of\b)"
)
"""A question about the thing, which asks for no action."""

_WORDS_OF_NAME = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_TELL_NOTHING = frozenset(
    terms(
        "get set fetch return returns given specified tool function user users current find value data info use used "
        "information using call make with from by as be can you your name list new one two 获取 查询 指定 返回 "
        "设置 给定 一个 进行 工具 函数 用户 根据 使用 可以 信息 数据 当前 帮我 帮忙 一下 请帮 获得 得到 提供"
    )
)
_DESCRIBED = 400
"""Characters of a description that are compared; what follows is advice on use as a rule."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A tool to call and its arguments; `shared` are the words that said so, `is_forced` that none was wanted."""

    tool: Tool
    arguments: Mapping[str, Any]
    shared: tuple[str, ...] = ()
    is_forced: bool = False


def fitting(text: str, tools: Sequence[Tool]) -> Fit | None:
    """Give the tool that the utterance wants; None where none fits."""
    return _intended(text, tools) or _named(text, tools)


def several(text: str, tools: Sequence[Tool]) -> list[Fit]:
    """Give the skills of the phone that an utterance with several wishes wants, each with the time that it means.

    Empty where there are less than two, or where one of them is not on offer.
    """
    wishes = wishes_of(text)
    fits = [fit for wish in wishes if (fit := _wished(wish, text, tools)) is not None]
    return fits if 1 < len(fits) == len(wishes) else []


def nearest(text: str, tools: Sequence[Tool]) -> Fit:
    """Give the tool to call where one has to be called, with arguments made up where the utterance names none."""
    found = fitting(text, tools)
    if found is not None:
        return found
    counts = [(len(shared), tool) for tool, shared in _shared(text, tools)]
    tool = max(counts, key=lambda pair: pair[0])[1]
    return Fit(tool, invent(tool.parameters, text), is_forced=True)


def _intended(text: str, tools: Sequence[Tool]) -> Fit | None:
    intent = intent_of(text)
    return None if intent is None else _wished(intent, text, tools)


def _wished(intent: Intent, text: str, tools: Sequence[Tool]) -> Fit | None:
    tool = next((tool for tool in tools if tool.name == intent.skill), None)
    if tool is None:
        return None
    # Where the utterance lacks something, the skill says so better than a model that asks in general.
    return Fit(tool, fill(tool.parameters, text, intent.arguments) or dict(intent.arguments))


def _named(text: str, tools: Sequence[Tool]) -> Fit | None:
    if _ABOUT.search(text[:SKIM]):
        return None
    fits: list[Fit] = []
    for tool, shared in _shared(text, [tool for tool in tools if tool.name not in SKILLS]):
        arguments = fill(tool.parameters, text, {}) if shared else None
        if arguments is not None:
            fits.append(Fit(tool, arguments, shared))
    return max(fits, key=lambda fit: len(fit.shared), default=None)


def _shared(text: str, tools: Sequence[Tool]) -> list[tuple[Tool, tuple[str, ...]]]:
    """Give each tool with the telling words that it shares with the utterance."""
    asked = search_terms(text)
    return [(tool, tuple(word for word in asked if word in _words(tool))) for tool in tools]


def _words(tool: Tool) -> set[str]:
    name = " ".join(_WORDS_OF_NAME.findall(tool.name)).lower()
    return {*terms(name), *search_terms(tool.description[:_DESCRIBED])} - _TELL_NOTHING
