"""Takes from an utterance what it is about and which kind of answer it wants. The answers are `plausible`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang

Wants = Literal["why", "how", "what", "choice", "writing", "talk"]

_MARKS = late(r"[*_`#<>\[\]|~\\$\"“”‘’「」『』《》()（）{}]+")
_SENTENCE = late(r"[。！？!?；;\n]+")
_WANTS_ZH: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    ("writing", late(r"(?:写|起草|拟|编写|生成)(?:一|个|份|篇|封|段|条|首)|帮我写|翻译|润色|改写")),
    ("why", late(r"为什么|为啥|为何|怎么会|原因")),
    ("how", late(r"怎么|怎样|如何|咋|办法|方法|步骤|攻略|计划")),
    ("choice", late(r"哪个|哪种|哪一|还是|区别|对比|比较|推荐|值得|要不要|应不应该|该不该|好不好")),
    ("what", late(r"什么是|是什么|什么叫|啥是|是啥|介绍|解释|讲讲|说说|谈谈|科普|什么意思|谁是|是谁|了解")),
)
_WANTS_EN: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    ("writing", late(r"\b(?:write|draft|compose|translate|rewrite|polish)\b", re.IGNORECASE)),
    ("why", late(r"\b(?:why|reason)\b", re.IGNORECASE)),
    ("how", late(r"\b(?:how|way to|steps|plan)\b", re.IGNORECASE)),
    ("choice", late(r"\b(?:which|versus|vs|better|or|should I|recommend|compare|difference)\b", re.IGNORECASE)),
    ("what", late(r"\b(?:what|who|explain|describe|tell me about|define|meaning)\b", re.IGNORECASE)),
)
_FILLER_ZH = late(
    r"^(?:你好|您好|请问|请你?|麻烦你?|帮我|帮忙|给我|能不能|可不可以|可以|你能|能|我想(?:知道|问一?下?|了解)"
    r"|想问一?下?|告诉我|你知道|你觉得|你认为|那么?|对了|"
    r"解释一?下|介绍一?下|分析一?下|讲一?讲|说一?说|谈一?谈|科普一?下|推荐一?下?|(?:写|起草|生成"
    r"|编写)一?[个份篇封段条首]?(?=..)|什么是|什么叫|为什么|为啥|怎么样?(?:才能)?|如何(?:才能)?|关于|一下"
    r"|[，,：:\s])+"
)
_TAIL_ZH = late(
    r"(?:是什么意思|是什么|是啥|什么意思|怎么样|怎么办|有哪些|好不好|行不行|可以吗|吗|呢|吧|啊|呀"
    r"|的原因|[，,：:\s。.])+$"
)
_FILLER_EN = late(
    r"^(?:(?:hi|hello|hey|please|can you|could you|would you|tell me(?: about)?|explain|describe|i want to know"
    r"|do you know|so|and)\b[\s,:]*)+",
    re.IGNORECASE,
)
_WIDEST: dict[Lang, int] = {"zh": 18, "en": 48}


@dataclass(frozen=True, slots=True)
class Topic:
    """What an utterance is about, in its own words and without markup, and what it wants to be done with it."""

    words: str
    wants: Wants


def topic_of(text: str, lang: Lang) -> Topic:
    """Read the topic of an utterance; its words are never empty."""
    plain = _MARKS.sub(" ", text)
    sentences = [part.strip() for part in _SENTENCE.split(plain) if part.strip()]
    kinds = _WANTS_ZH if lang == "zh" else _WANTS_EN
    asking = next(
        (part for part in reversed(sentences) if _wants(part, kinds) != "talk"), sentences[-1] if sentences else ""
    )
    return Topic(_words(asking, lang), _wants(asking, kinds))


def _wants(text: str, kinds: tuple[tuple[Wants, re.Pattern[str]], ...]) -> Wants:
    return next((wants for wants, pattern in kinds if pattern.search(text)), "talk")


def _words(sentence: str, lang: Lang) -> str:
    line = " ".join(sentence.split())
    bare = _FILLER_ZH.sub("", line) if lang == "zh" else _FILLER_EN.sub("", line)
    bare = (_TAIL_ZH.sub("", bare[:200]) if lang == "zh" else bare[:200].rstrip(" .,:")).strip() or line
    if not bare:
        return "这个问题" if lang == "zh" else "this"
    if len(bare) <= _WIDEST[lang]:
        return bare
    cut = bare[: _WIDEST[lang]]
    return (cut if lang == "zh" else cut.rsplit(" ", 1)[0]) + "…"
