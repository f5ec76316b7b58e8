"""A solved problem in both languages, and how it is told. Solving is the part of the other modules here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.figures import decimal
from simulator.mock.brain.question import Lang, Question, quote
from simulator.mock.brain.thought import Thought

_LEADS: dict[Lang, tuple[str, ...]] = {
    "zh": ("步骤如下：", "过程是这样的：", "一步一步来看："),
    "en": ("Step by step:", "Here is how:", "The working:"),
}
_THINKING: dict[Lang, tuple[str, ...]] = {
    "zh": (
        "好的，用户问的是“{asked}”。这是一道{about}的题。先把条件理清楚，再套公式：{steps}。等等，检查一下有没有看漏条件……"
        "没有，再算一遍结果也一样。",
        "嗯，用户的问题是“{asked}”，属于{about}。我来一步步算：{steps}。等一下，换个方式验算……结果一致，可以回答了。",
    ),
    "en": (
        'Okay, so the user asks "{asked}". This is about {about}. Let me write it down: {steps}. Wait, did I miss a '
        "condition? No, and a second look gives the same.",
        'Alright, "{asked}": a question of {about}. Step by step: {steps}. Hmm, let me check that again... yes, it '
        "holds.",
    ),
}


@dataclass(frozen=True, slots=True)
class Solved:
    """What a problem is about, its result in a sentence, and the steps to it."""

    about: Bilingual
    result: Bilingual
    steps: tuple[Bilingual, ...] = ()


def both(text: str) -> Bilingual:
    """Give a text without words, such as a formula, for both languages."""
    return Bilingual(text, text)


def told(solved: Solved, question: Question) -> Thought:
    """Tell the result first and then the steps, as one who explains does."""
    lang = question.lang
    steps = [step.text(lang) for step in solved.steps]
    lines = "\n".join(f"{place}. {text}" for place, text in enumerate(steps, 1))
    working = f"\n\n{question.pick(_LEADS[lang], 'lead')}\n\n{lines}" if lines else ""
    thinking = question.pick(_THINKING[lang], "problem")
    filled = {
        "{asked}": quote(question.text, 60),
        "{about}": solved.about.text(lang),
        "{steps}": ("；" if lang == "zh" else "; ").join(steps) or solved.result.text(lang),
    }
    for name, text in filled.items():
        thinking = thinking.replace(name, text)
    return Thought(thinking, f"**{solved.result.text(lang)}**{working}")


def amount(number: Fraction, places: int = 4) -> str:
    """Write a number with a few decimals, marked with ≈ where that rounds it."""
    text = decimal(number, places)
    return text if Fraction(text) == number else f"≈ {text}"


def equation(number: Fraction, places: int = 4) -> str:
    """Write what stands on the right of an equation: `= 4.8` or `≈ 3.3333`."""
    text = amount(number, places)
    return text if text.startswith("≈") else f"= {text}"
