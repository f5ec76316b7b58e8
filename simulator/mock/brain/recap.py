"""Repeats what was said earlier in the prompt when asked to. Facts about the user are `recall`."""

from __future__ import annotations

import re

from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.question import SKIM, Question, quote
from simulator.mock.brain.thought import Thought

_NTH = late(
    r"我(?:问|说)?的?第(?P<nth>[一二三四五六七八九十\d]{1,3})(?:个|句|条)(?:问题|话|消息)?(?:问|说)?(?:了"
    r"|的)?(?:是|什么)"
    r"|(?P<ago>[一二两三四五六七八九十\d]{1,3})(?:轮|句|条|个问题)(?:之前|以前|前)(?:我)?(?:问|说)(?:了|的"
    r"|过)?(?:是)?(?:什么|啥)"
    r"|(?i:\bmy (?P<en>second|third|fourth|fifth) (?:question|message)"
    r"|\bwhat did I (?:say|ask) (?P<en_ago>two|three|four|five|\d) (?:turns|messages|questions) ago)"
)
_COUNT = late(
    r"我(?:一共|总共|刚才|到现在|已经){0,3}(?:问|说|发|提)(?:了|过)?(?:你)?(?:几|多少)(?:个|句|条|次)"
    r"|我们(?:一共|总共|已经)?(?:聊|说|谈)(?:了|过)?(?:几|多少)(?:轮|句|条|次)"
    r"|(?i:\bhow many (?:questions|messages|things) (?:have I|did I) (?:ask|sen[dt]|say|said))"
)
_IS_QUESTION = late(
    r"[?？]|什么|怎么|为什么|如何|谁|哪|多少|几|吗|呢$|(?i:^(?:what|how|why|who|where|when|which|can|could|is"
    r"|are|do|does)\b)"
)
_WORDS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "two": 2, "three": 3, "four": 4, "five": 5}
_LAST = late(
    r"我(?:刚才|刚刚|上一句|上句话?|前面)(?:问|说)(?:了|的|过)?(?:是|话)?(?:什么|啥)|我的?上一?个问题(?:是|问)"
    r"|我上一句(?:话)?(?:是|说)"
    r"|(?i:\bwhat did I (?:just )?(?:say|ask)(?: you)?(?: just now| before)?\s*[?.]?\s*$|\bmy (?:last"
    r"|previous) (?:question|message))"
)
_FIRST = late(
    r"我的?(?:第一个问题|第一句话?|最开始|一开始)(?:问|说)?(?:的|了)?(?:是|什么)"
    r"|(?i:\bmy first (?:question|message)|\bwhat did I (?:say|ask) first)"
)
_ALL = late(
    r"我们(?:刚才|刚刚|之前|前面|今天){0,2}(?:都)?(?:聊|说|谈)(?:了|过)?(?:些)?(?:什么|啥|哪些)|总结一?下?(?:我们"
    r"|刚才|前面|以上)的?(?:对话|聊天|内容)"
    r"|(?i:\bwhat (?:have we|did we) talk(?:ed)? about|\bsummari[sz]e (?:our|this) (?:chat|conversation))"
)


def answer(question: Question) -> Thought | None:
    """Quote or count the earlier user messages that the prompt still holds."""
    earlier = question.heard[:-1]
    if _COUNT.search(question.start):
        return _counted(question, earlier)
    if (match := _NTH.search(question.start)) is not None:
        return _repeat(question, _one(match, earlier))
    for pattern, chosen in ((_LAST, earlier[-1:]), (_FIRST, earlier[:1]), (_ALL, earlier[-6:])):
        if pattern.search(question.start):
            return _repeat(question, chosen)
    return None


def _one(match: re.Match[str], earlier: tuple[str, ...]) -> tuple[str, ...]:
    """Choose the n-th message, or the one so many turns ago; none where there were fewer."""
    ago = match["ago"] or match["en_ago"]
    said = (ago or match["nth"] or match["en"]).lower()
    place = _WORDS.get(said) or int(number(said) or 0)
    if not 1 <= place <= len(earlier):
        return ()
    return (earlier[-place if ago else place - 1],)


def _counted(question: Question, earlier: tuple[str, ...]) -> Thought:
    """Say how many messages and questions there were before this one."""
    asked = sum(_IS_QUESTION.search(text[:SKIM]) is not None for text in earlier)
    if question.lang == "zh":
        return Thought(
            f"好的，用户想知道说过多少。数一数我能看到的对话：在这句之前有 {len(earlier)} 条用户消息，其中 "
            f"{asked} 条是提问。",
            f"在我能看到的对话里，这句话之前你发了 **{len(earlier)}** 条消息，其中 **{asked}** 条是提问。",
        )
    return Thought(
        f"Okay, so I should count what I can see: {len(earlier)} user messages before this one, {asked} of them "
        f"questions.",
        f"In the conversation that I can see, you sent **{len(earlier)}** messages before this one, "
        f"**{asked}** of them questions.",
    )


def _repeat(question: Question, chosen: tuple[str, ...]) -> Thought:
    zh = question.lang == "zh"
    if not chosen:
        return _nothing(zh, len(question.heard) - 1)
    lines = "\n".join(f"- “{quote(text, 60)}”" for text in chosen)
    if zh:
        return Thought(
            f"好的，用户想知道前面说过什么。我只能看到这次请求里带上的对话，从里面找出对应的 {len(chosen)} 条，"
            f"照原话复述，不添油加醋。",
            f"在我能看到的对话里，你说的是：\n\n{lines}",
        )
    return Thought(
        f"Okay, so the user wants to know what was said before. I only see what this request carries; I will repeat "
        f"{len(chosen)} "
        "of the messages in the user's own words.",
        f"In the conversation that I can see, you said:\n\n{lines}",
    )


def _nothing(zh: bool, earlier: int) -> Thought:
    if zh:
        seen = f"这句之前我能看到的只有 {earlier} 条" if earlier else "我能看到的只有这一句"
        said = (
            f"这句之前我只能看到 {earlier} 条消息，没有你说的那一条。"
            if earlier
            else "在我能看到的对话里，这就是你说的第一句话，前面没有别的内容了。"
        )
        return Thought(f"好的，用户问前面说过什么。可{seen}，要找的内容不在这次请求里，只能如实说。", said)
    said = (
        f"I can see only {earlier} messages before this one, and not the one that you mean."
        if earlier
        else "This is the first message that I can see; there is nothing before it."
    )
    return Thought(
        "Okay, so the user asks about an earlier message, but it is not among those that I can see. I should say so.",
        said,
    )
