"""Makes thinking as long as a question is hard, by going on with it. How hard it is, `domain.difficulty` says.

Tokens of thinking, roughly: easy 40 to 120, medium 150 to 350, hard 400 to 900. That is scaled down on purpose, so that
nobody waits minutes at a demonstration. R1 itself spent 120 to 530 completion tokens on the capital of a country
(https://github.com/paradite/deepseek-r1-speed-benchmark), 29 to 32 seconds on programming questions on DeepSeek's page,
which is 600 tokens and more at 20 a second, and about 12,000 thinking tokens on a task of the AIME
(https://www.studynil.com/ai/ai-tools/deepseek/news/news250528.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from simulator.domain.brief import remembered
from simulator.domain.difficulty import Difficulty, difficulty, signals
from simulator.mock.brain import reflections_en, reflections_zh
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang, Question, quote
from simulator.mock.brain.thought import Thought

BANDS: dict[Difficulty, tuple[int, int]] = {"easy": (40, 120), "medium": (150, 350), "hard": (400, 900)}
"""Tokens of thinking, fewest and most."""

_ENOUGH, _ENOUGH_PREPARED = 0.75, 0.5
"""Shares of the fewest tokens from which thinking is left as it is; what somebody prepared is left sooner."""

_SPREAD = 0.5
"""Share of a band over which the lengths of different questions are spread."""

_PER_HAN, _PER_OTHER = 0.57, 0.23
"""Tokens a character in prose like this, measured with DeepSeek's tokenizer: near enough, and without loading it."""

_HAN = late(r"[\u2e80-\uffef]")
_CLAUSE = late(r"[，,。；;？?！!：:\n]+|(?<=\w)\. ")
_MOST_CLAUSES = 6
_KINDS = 2
_WIDEST: dict[Lang, int] = {"zh": 30, "en": 60}


def deepen(thought: Thought, question: Question) -> Thought:
    """Lengthen thinking that is too short for its question; all else stays, and no result is added or changed.

    What was prepared for an easy question stays as it is, however short.
    """
    level = difficulty(question.text)
    fewest, most = BANDS[level]
    length = _tokens(thought.thinking)
    enough = _ENOUGH_PREPARED if thought.is_prepared else _ENOUGH
    if length >= fewest * enough or (thought.is_prepared and level == "easy"):
        return thought
    frames = reflections_zh if question.lang == "zh" else reflections_en
    gap = "" if question.lang == "zh" else " "
    rng = Random(question.pick(range(1 << 30), "reflection"))
    if level == "easy":
        last = rng.choice(frames.GLANCES).replace("{asked}", quote(question.text, _WIDEST[question.lang]))
        return replace(thought, thinking=f"{thought.thinking}{gap}{last}")
    target = fewest + (most - fewest) * _SPREAD * rng.random()
    first, *others = _until(target - length, _afterthoughts(question, rng))
    said = (f"{rng.choice(frames.OPENINGS)}{gap}{first}", *others, rng.choice(frames.CLOSINGS))
    return replace(thought, thinking="\n\n".join((thought.thinking, *said)))


def _until(tokens: float, texts: Iterator[str]) -> Iterator[str]:
    """Give texts until they have so many tokens together, one at least."""
    for text in texts:
        yield text
        tokens -= _tokens(text)
        if tokens <= 0:
            return


def _afterthoughts(question: Question, rng: Random) -> Iterator[str]:
    """Give what there is to think of the question: its parts, what its kind asks for, and what any question does."""
    frames = reflections_zh if question.lang == "zh" else reflections_en
    parts = [quote(part, _WIDEST[question.lang]) for part in _CLAUSE.split(question.start) if part.strip()][
        :_MOST_CLAUSES
    ]
    if len(parts) > 1:
        joined = "；".join(f"“{part}”" for part in parts) if question.lang == "zh" else _listed(parts)
        yield frames.PARTS.replace("{parts}", joined)
    for kind in signals(question.text)[:_KINDS]:
        yield from frames.STEPS[kind]
    asked = quote(question.text, _WIDEST[question.lang])
    for text in _some(frames.GENERAL, rng):
        yield text.replace("{asked}", asked)


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(f'"{part}"' for part in parts)


def _some(texts: Sequence[str], rng: Random) -> list[str]:
    """Give all texts, the first and the last in their places, those between beginning at any of them."""
    first, *between, last = texts
    start = rng.randrange(len(between))
    return [first, *between[start:], *between[:start], last]


@remembered
def _tokens(text: str) -> float:
    han = len(_HAN.findall(text))
    return han * _PER_HAN + (len(text) - han) * _PER_OTHER
