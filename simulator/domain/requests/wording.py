"""What requests share: politeness is cut off, times are cut out, questions about a thing are told from requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from simulator.domain.chinese_time import spoken_time

LONGEST_REQUEST = 200
"""Characters of a request that carries no text of its own; a pasted novel that names an alarm sets none."""

Arguments = Mapping[str, str]
Reader = Callable[[str], Arguments | None]
"""Reads a request without its politeness: the arguments of its skill, None where it asks for something else."""

_POLITE = (
    r"^(?:请|麻烦你?|劳驾|帮我|帮忙|给我|替我|你?能不能|你?可不可以|你?能|你?可以|我想要?|我要|我需要|那么?|嗯+|喂|嘿|好的"
    r"|please|can you|could you|would you|will you|hey|i want (?:you )?to|i'd like (?:you )?to|i need (?:you )?to"
    r"|help me|[，,、\s]){0,8}"
)
_THANKS = (
    r"(?:好不好|好[吗么]|可以[吗么]|行[吗么]|[吧吗啊哈]|谢谢你?|多谢|(?<![A-Za-z])(?:thanks|thank you|please)"
    r"|[。！？!?.~，,\s]){1,6}$"
)
_ABOUT = (
    r"怎么|怎样|如何|为什么|为啥|为何|原理|代码|程序|软件|脚本|区别|是什么|什么是|什么意思|历史|发明|功能|介绍|故事|好不好用"
    r"|[没未]响|这句话|这个词|几个字"
    r"|\b(?:how|why|who|whose|code|app|program|script)\b|\bwhat (?:is|are|was|were|does|do)\b|\bwhat's an?\b"
)
_ALL = r"所有|全部|全都|每个|\ball\b|\bevery\b"
_FILLERS = r"我的?|[那这]个|[刚之]才|[定设]的|一下|\b(?:my|the|an?|with|of|for|at|to)\b|[个把将都]"


@dataclass(frozen=True, slots=True)
class Timed:
    """A text of which the time was cut out: what was said as time, empty where none was, and the rest."""

    when: str
    rest: str
    has_hour: bool = False


def without_please(utterance: str) -> str:
    """Give the request without the politeness before it."""
    return pattern(_POLITE).sub("", utterance.strip(), count=1).strip()


def without_thanks(text: str) -> str:
    """Give the request without 好吗, 谢谢 and marks at its end."""
    return pattern(_THANKS).sub("", text)


def asks_about(text: str) -> bool:
    """Say whether the text is about a thing, as 闹钟的原理, rather than a request for it."""
    return pattern(_ABOUT).search(text) is not None


def timed(text: str) -> Timed:
    """Cut the first said time out of a text."""
    spoken = spoken_time(text)
    if spoken is None:
        return Timed("", text.strip())
    rest, at = "", 0
    for start, end in spoken.spans:
        rest, at = rest + text[at:start], end
    when = " ".join(text[start:end].strip() for start, end in spoken.spans)
    return Timed(when, (rest + text[at:]).strip(), spoken.phrase.has_time)


def trimmed(text: str) -> str:
    """Give a title without the marks, particles and quotes around it."""
    begun = r"^(?:[\s，,。:：;；、“”\"'「」]|的(?!士)|(?:to|that|about|for|of|called|titled)\s)+"
    ended = r"(?:[\s，,。.!！?？:：;；、“”\"'「」]|的|\s(?:to|on|at|for))+$"
    return pattern(ended).sub("", pattern(begun).sub("", text))


def which(named: str) -> Arguments:
    """Read which one of several is meant: `all`, its name, or its time; nothing where that is not said."""
    if pattern(_ALL).search(named):
        return {"which": "all"}
    said = timed(named)
    return arguments(which=trimmed(pattern(_FILLERS).sub(" ", said.rest)) or said.when)


def arguments(**said: str) -> Arguments:
    """Give the arguments that were said, without empty ones."""
    return {name: text for name, text in said.items() if text}


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """Give the match of the first pattern that is found in `text`."""
    return next((found for known in patterns if (found := pattern(known).search(text))), None)


def joined(match: re.Match[str]) -> str:
    """Give what the groups of a match caught, in one text."""
    return " ".join(part for part in match.groups() if part)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most sessions need few of them."""
    return re.compile(text, re.IGNORECASE | re.DOTALL)
