"""Answers what is said about the answer before: shorter, more, the second, are you sure, plus 5. Facts: `recall`."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.domain.brief import remembered
from simulator.mock.brain import plausible
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.question import Lang, Question, quote
from simulator.mock.brain.thought import Thought

_WIDEST = 40
"""Characters of an utterance that can be about what came before; a longer one says what it is about."""

_ASK = r"^(?:请|那|你|能不能|能|可以|麻烦|帮我|给我|把它?|回答|说得?|讲得?|写得?|[，, ]){0,4}"
_END = r"(?:[吗吧呢啊呀么好不好可以行]{0,3})[。.！!？?～~]*$"
_SHORTER = late(
    rf"{_ASK}(?:再|更|太)?(?:简?短|简洁|精简|简单|精炼|缩短|概括|长)(?:一?些|一?点儿?|一下|了|版)*(?:点|说|讲)?{_END}"
    rf"|{_ASK}(?:用?一句话)(?:总结|概括|说|讲)?(?:一下)?{_END}|^长话短说|^说重点"
    r"|^(?i:(?:please |make it |can you (?:make it )?)?(?:be )?(?:shorter|more concise|briefer|in one sentence"
    r"|tl;?dr|too long))"
)
_LONGER = late(
    rf"{_ASK}(?:再|更)?(?:详细|具体|长|展开|深入|仔细)(?:一?些|一?点儿?|一下)?(?:说说?|讲讲?|解释|介绍)?{_END}"
    rf"|^(?:请)?(?:继续|接着说|接着讲|还有呢|然后呢|为什么|为什么呢|为啥){_END}"
    r"|^(?i:(?:please )?(?:go on|continue|more details?|(?:give me |tell me )?more(?: details?)?|elaborate"
    r"|in more detail|why)\W*$)"
)
_NTH = late(
    r"^(?:那|请|展开|详细|说说|讲讲|解释|看看){0,3}第(?P<zh>[一二三四五六七八九十\d]{1,2})(?:个|点|条|项|步|本"
    r"|种)(?:呢|是什么|怎么样"
    r"|详细一?点|展开说说|再?说说|什么意思|[是])*[？?。]*$"
    r"|^(?i:(?:and |what about |tell me about |explain )*the (?P<en>first|second|third|fourth|fifth)(?: one"
    r"| point)?\W*$)"
)
_SURE = late(
    r"^(?:你)?(?:确定|真的|肯定|没错|没算错)(?:吗|么|不)?[？?！!。]*$|^(?i:(?:are you |really )?(?:sure|certain"
    r"|really)\W*$)"
)
_WRONG = late(
    r"^(?:不对|错了|你错了|不是(?:吧|的)?|好像不对|算错了|答错了)(?:[，,吧啊呀]|应该|是|等于|\d)*[。！!？?]*$"
    r"|^(?i:(?:no|wrong|incorrect|that['’]s (?:wrong|not right|incorrect)|you(?:['’]re| are) wrong)\b[^?]{0,20}$)"
)
_AGAIN = late(
    r"^(?:请|你)?(?:再说一[遍次]|重复一[遍次]|你(?:刚才|刚刚|上一?句|前面)(?:说|讲|回答)(?:了|的"
    r"|过)?(?:是)?(?:什么|啥))[？?。吧]*$"
    r"|^(?i:(?:say (?:it|that) again|repeat (?:it|that)|what did you (?:just )?say)\b)"
)
_SUM = late(
    r"^(?:那么?|再|然后|如果|结果|把?它|[，, ])*(?P<rest>(?:加上?|减去?|乘以?"
    r"|除以)\s*[\d.一二两三四五六七八九十百千万]+|[+\-*/×÷]\s*\d[\d.]*"
    r"|(?i:(?:plus|minus|times|divided by)\s\d[\d.]*)|的?平方|(?i:squared))(?:呢|是多少|等于几|等于多少|得几)*[？?。]*$"
    r"|^(?i:(?:and |then |now )+)(?P<en>(?i:(?:plus|minus|times|divided by)\s\d[\d.]*))\W*$"
)
_RESULT = late(r"\*\*[^*\n]*?[=≈是]\s*(-?\d[\d.]*)[^\d*\n]{0,12}\*\*")
_ITEM = late(r"(?m)^\s*(?:[-*•]|\d{1,2}[.、)])\s+(.+)$")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NOTHING: dict[Lang, str] = {
    "zh": "我看不到之前的回答了，没办法接着说。可以把问题再发一次，我重新回答。",
    "en": "I can no longer see my earlier answer, so I cannot go on from it. Please ask once more and I will "
    "answer anew.",
}
_STANDS: dict[Lang, str] = {"zh": "我又检查了一遍，结论不变：", "en": "I checked again, and it stands: "}
_THINKING: dict[Lang, str] = {
    "zh": "好的，用户说“{asked}”，指的是我上一条回答，不是新的问题。先回看那条回答：“{said}”。{plan}",
    "en": 'Okay, "{asked}" is about my last answer and no new question. Let me look at it: "{said}". {plan}',
}
_PLANS: dict[str, dict[Lang, str]] = {
    "shorter": {
        "zh": "要求短一点，只留结论，去掉列表和过程。",
        "en": "It should be shorter: keep the point, drop the rest.",
    },
    "longer": {
        "zh": "希望说得更细，补充几点，不重复已经说过的。",
        "en": "More is wanted: add points that were not made.",
    },
    "nth": {"zh": "找到对应的那一条，把它单独说清楚。", "en": "Find that item and make it clear by itself."},
    "sure": {
        "zh": "再检查一遍。等等，重新推一下……结论没有变。",
        "en": "Check again. Wait, once more... the result stands.",
    },
    "again": {"zh": "照原样再说一遍就好。", "en": "Say it once more as it was."},
}

Tell = Callable[[Question, re.Match[str]], Thought | None]


def answer(question: Question, think: Callable[[Question], Thought]) -> Thought | None:
    """Answer a short utterance about the last answer; None where it is about something else.

    `think` answers a question anew. Where the prompt holds no earlier answer, it says so.
    """
    text = question.text
    if len(text) > _WIDEST or question.found is not None:
        return None
    if (kind := _kind(text)) is not None:
        tell, about = kind
        return tell(question, about) if question.said else Thought(_thought(question, "again"), _NOTHING[question.lang])
    match = _SUM.search(text) if question.said else None
    result = _RESULT.findall(question.said[-1]) if match else []
    if match is None or not result:
        return None
    rest = match["rest"] or match["en"]
    asked = (
        f"{result[-1].rstrip('.')} {rest}等于多少"
        if question.lang == "zh"
        else f"what is {result[-1].rstrip('.')} {rest}"
    )
    return think(question.about(asked))


def _thought(question: Question, plan: str) -> str:
    said = quote(question.said[-1], 60) if question.said else "……"
    filled = _THINKING[question.lang].replace("{plan}", _PLANS[plan][question.lang])
    return filled.replace("{asked}", quote(question.text, _WIDEST)).replace("{said}", said)


def _before(question: Question) -> Question:
    """Give the question with the utterance in its place that the last answer was for."""
    asked = next((text for text in reversed(question.heard[:-1]) if len(text) > 1 and not is_about_before(text)), "")
    return question.about(asked or question.text)


def is_about_before(text: str) -> bool:
    """Say whether an utterance only makes sense after an answer."""
    return len(text) <= _WIDEST and _kind(text) is not None


@remembered
def _kind(text: str) -> tuple[Tell, re.Match[str]] | None:
    matches = ((tell, pattern.search(text)) for pattern, tell in _KINDS)
    return next(((tell, match) for tell, match in matches if match is not None), None)


def _shorter(question: Question, match: re.Match[str]) -> Thought:
    from simulator.mock.brain.shallow import shallow

    text = shallow(question.said[-1], question.lang) or quote(question.said[-1], 80)
    first = re.match(r".+?[。！？!?](?!”)|.+?\.(?=\s)", text)
    return Thought(_thought(question, "shorter"), first.group() if first else text)


def _longer(question: Question, match: re.Match[str]) -> Thought:
    more = plausible.answer(_before(question))
    lead = "好的，再补充几点。" if question.lang == "zh" else "Gladly, some more points."
    return Thought(_thought(question, "longer"), f"{lead}\n\n{more.answer}")


def _nth(question: Question, match: re.Match[str]) -> Thought:
    zh = question.lang == "zh"
    place = _ORDINALS[match["en"].lower()] if match["en"] else int(number(match["zh"]) or 0)
    lists = (_ITEM.findall(said) for said in reversed(question.said[-3:]))
    items = next((found for found in lists if found), [])
    thinking = _thought(question, "nth")
    if not items:
        said = (
            "上一条回答里没有分点，你想问的是哪一部分？"
            if zh
            else "My last answer had no list. Which part do you mean?"
        )
    elif not 1 <= place <= len(items):
        said = (
            f"上一条回答里一共只有 {len(items)} 条，没有第 {place} 条。"
            if zh
            else f"There were only {len(items)} items."
        )
    else:
        lead = f"第 {place} 条说的是" if zh else f"Number {place} says"
        close = (
            "可以先从这一条开始试，遇到具体问题再问我。"
            if zh
            else "You could begin with this one, and ask me when you are stuck."
        )
        said = f"{lead}：{items[place - 1]}\n\n{close}" if zh else f"{lead}: {items[place - 1]}\n\n{close}"
    return Thought(thinking, said)


def _sure(question: Question, match: re.Match[str]) -> Thought:
    lead = _STANDS[question.lang]
    said = _shorter(question, match).answer.removeprefix(lead)
    return Thought(_thought(question, "sure"), f"{lead}{said}")


def _again(question: Question, match: re.Match[str]) -> Thought:
    lead = "我刚才说的是：" if question.lang == "zh" else "I said:"
    return Thought(_thought(question, "again"), f"{lead}\n\n{question.said[-1][:1500]}")


_KINDS: tuple[tuple[re.Pattern[str], Tell], ...] = (
    (_SHORTER, _shorter),
    (_LONGER, _longer),
    (_NTH, _nth),
    (_SURE, _sure),
    (_WRONG, _sure),
    (_AGAIN, _again),
)
