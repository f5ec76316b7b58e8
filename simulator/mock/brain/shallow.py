"""The first plain sentences of a formatted answer, as a small model would say them. Whose voice it is: `in_house`."""

from __future__ import annotations

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang

SENTENCES = 2
LONGEST = 160
"""Characters that are said at most."""

_CODE = late(r"(?s)```.*?(?:```|\Z)")
_TABLE = late(r"(?m)^\s*\|.*$")
_MARKS = late(r"\*\*|__|`|^#+\s*|^>\s?|^[-*•]\s+|^\d{1,2}[.、)]\s+")
_SENTENCE = late(r".+?(?:[。！？!?；;](?:”|’)?|[.](?=\s|$)|$)")
_HEADS = ("：", ":")
_ENDS = "。！？!?.；;…~～"


def shallow(answer: str, lang: Lang) -> str:
    """Give at most two sentences of an answer without its markup, working, lists and tables; "" if none is left.

    A line that only announces what follows is said together with the first thing that it announces, at the start; a
    later one ends the answer there.
    """
    said: list[str] = []
    for sentence in _sentences(answer):
        if said and said[-1].endswith(_HEADS):
            said[-1] += ("" if lang == "zh" else " ") + sentence
        elif said and sentence.endswith(_HEADS):
            break
        else:
            said.append(sentence)
        if len(said) == SENTENCES and not said[-1].endswith(_HEADS):
            break
    ended = [_ended(sentence, lang) for sentence in said]
    text = ("" if lang == "zh" else " ").join(ended)
    text = text if len(text) <= LONGEST or not ended else ended[0]
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _sentences(answer: str) -> list[str]:
    plain = _TABLE.sub("", _CODE.sub("", answer))
    lines = (_MARKS.sub("", line.strip()).strip() for line in plain.splitlines())
    return [part.strip() for line in lines if line for part in _SENTENCE.findall(line) if part.strip()]


def _ended(sentence: str, lang: Lang) -> str:
    bare = sentence.rstrip("：:；; ")
    return bare if bare.endswith(tuple(_ENDS)) else bare + ("。" if lang == "zh" else ".")
