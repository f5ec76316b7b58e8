"""Does what is asked with a text: repeats, reverses, counts, changes case, counts up. Counting letters is `letters`."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question, quote
from simulator.mock.brain.thought import Thought

_WIDEST = 400
"""Characters of a text that is worked on."""

_EDGES = " “”\"'‘’「」：:"
_Q = r"[“\"‘'「]?(?P<q>[^”\"’'」\n]{1,400}?)[”\"’'」]?"
_REPEAT = late(
    r"^(?:请|你)?(?:跟我)?(?:重复|复述|跟着?我说|照着说)(?:一遍|一下|我说的话|这句话|我的话|下面的话"
    r"|以下内容)*[：:，,\s]+(?P<q>.{1,400})$"
    r"|^(?:请)?(?:只|仅)(?:回复|回答|输出|说)[：:“\"「\s]+(?P<only>[“\"「]?[^，,。：:\n]{1,60}[”\"」]?)[。]?$"
    r"|^(?i:(?:please )?(?:repeat(?: after me)?|say(?: exactly| only)?|reply (?:only )?with|respond only with"
    r"|echo)[: ]+)"
    r"[\"“]?(?P<en>[^\"”\n?]{1,200}?)[\"”.]?$"
)
_REVERSE = late(
    rf"(?:把|将)?{_Q}(?:这个词|这句话)?(?:反过来|倒过来|反转|倒着)|^(?i:reverse (?:the (?:word"
    rf"|string) )?)[\"“']?(?P<en>[^\"”'\n]{{1,200}}?)[\"”'.]?$"
)
_UPPER = late(
    rf"(?:把|将)?{_Q}(?:转换?成?|变成?|改成?|的)?大写(?:字母)?(?:[。？?]|是什么|$)"
    rf"|^(?i:uppercase )[\"“']?(?P<en>[^\"”'\n]{{1,200}}?)[\"”'.]?$"
)
_LENGTH = late(
    r"(?:几|多少)个(?:汉?字|字符)[^：:]{0,6}[：:]\s*(?P<q>.{1,400})$"
    r"|^[“\"「](?P<quoted>[^”\"」]{1,400})[”\"」](?:这句话)?(?:一共)?(?:有)?(?:几|多少)个(?:汉?字|字符)"
)
_COUNT_UP = late(r"^(?:请|你)?(?:从)?(\d{1,6})数到(\d{1,6})|^(?i:(?:please )?count (?:from )?(\d{1,6}) to (\d{1,6}))")
_MOST_COUNTED = 200
_NOT_PLAIN = late(r"(?<!大)写|函数|代码|程序|是[或还]|languages|(?i:\b(?:function|code|python|java|yes or no)\b)")
"""A program that does it is wanted, or an answer and not the words themselves."""

_SMELLS = late(
    r"重复|复述|跟着?我说|反过来|倒过来|反转|倒着|大写|字符|汉?字[^体数母]{0,6}[：:？?]|数到|只|仅"
    r"|个字|(?i:^(?:please )?(?:repeat|say|reply|respond|echo|reverse|uppercase|count)\b)"
)


def answer(question: Question) -> Thought | None:
    """Do the small task with a text that an utterance sets; None where it sets none."""
    text = question.start
    if len(text) > 2 * _WIDEST or not _SMELLS.search(text) or _NOT_PLAIN.search(text):
        return None
    if (match := _COUNT_UP.search(text)) is not None:
        return _counted_up(question, *(int(part) for part in match.groups() if part))
    for pattern, work in _TASKS:
        if (match := pattern.search(text)) is not None:
            source = next((part for part in match.groups() if part), "").strip(_EDGES)
            if source:
                return Thought(_thinking(question, source), work(source))
    return None


def _thinking(question: Question, source: str) -> str:
    shown = quote(source, 40)
    if question.lang == "zh":
        return f"好的，用户要我处理“{shown}”这段文字，要求很明确。按字面照做就行，再逐字检查一遍，没有多也没有少。"
    return f'Okay, a small task with the text "{shown}". I do just that, and check it character by character.'


def _length(source: str) -> str:
    han = sum("\u3400" <= mark <= "\u9fff" for mark in source)
    return f"一共 **{len(source)}** 个字符，其中汉字 **{han}** 个。"


def _counted_up(question: Question, first: int, last: int) -> Thought | None:
    if abs(last - first) >= _MOST_COUNTED:
        return None
    step = 1 if last >= first else -1
    row = ("，" if question.lang == "zh" else ", ").join(map(str, range(first, last + step, step)))
    return Thought(_thinking(question, f"{first}–{last}"), row)


_TASKS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_REPEAT, lambda source: source),
    (_REVERSE, lambda source: f"**{source[::-1]}**"),
    (_UPPER, lambda source: f"**{source.upper()}**"),
    (_LENGTH, _length),
)
