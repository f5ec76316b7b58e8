"""Repeats what was said earlier in the prompt when asked to. Facts about the user are `recall`."""

from __future__ import annotations

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question, quote
from simulator.mock.brain.thought import Thought

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
    """Quote the last, the first or all earlier user messages that the prompt still holds."""
    earlier = question.heard[:-1]
    for pattern, chosen in ((_LAST, earlier[-1:]), (_FIRST, earlier[:1]), (_ALL, earlier[-6:])):
        if pattern.search(question.start):
            return _repeat(question, chosen)
    return None


def _repeat(question: Question, chosen: tuple[str, ...]) -> Thought:
    zh = question.lang == "zh"
    if not chosen:
        return _nothing(zh)
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


def _nothing(zh: bool) -> Thought:
    if zh:
        return Thought(
            "好的，用户问前面说过什么。可我能看到的只有这一句，之前的内容不在这次请求里，只能如实说。",
            "在我能看到的对话里，这就是你说的第一句话，前面没有别的内容了。",
        )
    return Thought(
        "Okay, so the user asks about earlier messages, but this one is all that I can see. I should say so.",
        "This is the first message that I can see; there is nothing before it.",
    )
