"""Counts letters in a word, the strawberry question. Sums are `arithmetic`."""

from __future__ import annotations

from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Thought

_WORD = r"[\"'“‘「]?([A-Za-z]{2,60})[\"'”’」]?"
_LETTER = r"[\"'“‘「]?([A-Za-z])[\"'”’」]?(?![A-Za-z])"
_ZH = late(
    _WORD + r"\s*(?:这个)?(?:单词|词)?(?:里面?|中|当中)?\s*(?:一共)?(?:含)?有\s*(?:几"
    r"|多少)\s*个\s*(?:字母)?\s*" + _LETTER
)
_EN = late(
    r"(?i:how many (?:times does )?(?:the )?(?:letter )?)"
    + r"[\"'“‘]?([A-Za-z])(?:['’]?s)?[\"'”’]?\s"
    + r"(?i:(?:letters? )?(?:are |is )?(?:there )?(?:appear )?(?:in|does) (?:the word )?)"
    + _WORD
)
_NOT_WORDS = frozenset(("the", "word", "there"))


def answer(question: Question) -> Thought | None:
    """Count a letter in a word, large and small alike; None where that is not asked."""
    if (match := _ZH.search(question.start)) is not None:
        return _counted(True, match[1], match[2])
    if (match := _EN.search(question.start)) is not None and match[2].lower() not in _NOT_WORDS:
        return _counted(question.lang == "zh", match[2], match[1])
    return None


def _counted(zh: bool, word: str, letter: str) -> Thought:
    places = [place for place, mark in enumerate(word, 1) if mark.lower() == letter.lower()]
    spelt = "-".join(f"**{mark}**" if mark.lower() == letter.lower() else mark for mark in word)
    plain = ", ".join(f"{place}={mark}" for place, mark in enumerate(word, 1))
    where = "、".join(map(str, places)) if zh else ", ".join(map(str, places))
    if zh:
        tail = f"，分别在第 {where} 个字母" if places else ""
        return Thought(
            f"好的，用户问 {word} 里有几个 {letter}。别凭印象，逐个字母数：{plain}。数下来一共 {len(places)} 个。"
            f"等等，再数一遍……还是 {len(places)} 个。",
            f"**{word}** 里有 **{len(places)}** 个 {letter}{tail}。\n\n逐个拼出来看：{spelt}",
        )
    tail = f" (letter {where})" if places else ""
    return Thought(
        f"Okay, so the user wants the number of {letter} in {word}. Letter by letter: {plain}. That makes "
        f"{len(places)}. "
        f"Wait, let me count again... still {len(places)}.",
        f"There {'is' if len(places) == 1 else 'are'} **{len(places)}** “{letter}” in **{word}**{tail}.\n\nSpelt "
        f"out: {spelt}",
    )
