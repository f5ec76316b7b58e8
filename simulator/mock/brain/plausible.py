"""Answers what nothing else knows with a sensible frame in the question's own words. Frames are data elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from simulator.domain.difficulty import difficulty
from simulator.mock.brain import frames_en, frames_zh
from simulator.mock.brain.question import Question
from simulator.mock.brain.thought import Thought
from simulator.mock.brain.topics import topic_of


def answer(question: Question) -> Thought:
    """Give an opening, two or three points and a close about the topic of the question, with its words in them."""
    topic = topic_of(question.start, question.lang)
    # A problem that nothing here can solve looks like talk, and deserves better than small talk.
    is_problem = topic.wants == "talk" and difficulty(question.text) == "hard"
    wants = "problem" if is_problem else topic.wants
    frames = frames_zh if question.lang == "zh" else frames_en
    opening = question.pick(frames.OPENINGS[wants], "opening")
    points = _some(question, frames.POINTS[wants])
    close = question.pick(frames.CLOSINGS, "close")
    thinking = question.pick(frames.THINKING, "thinking")
    numbered = wants in ("how", "writing", "problem")
    lines = [f"{place}. {text}" if numbered else f"- {text}" for place, text in enumerate(points, 1)]
    body = "\n\n".join((opening, "\n".join(lines), close))
    return Thought(_fill(f"{thinking}{frames.PLANS[wants]}", topic.words), _fill(body, topic.words))


def _some(question: Question, points: Sequence[str]) -> list[str]:
    """Choose two or three points and keep their order, in which they build on each other."""
    rng = Random(question.pick(range(1 << 30), "points"))
    chosen = rng.sample(range(len(points)), rng.choice((2, 3, 3)))
    return [points[place] for place in sorted(chosen)]


def _fill(text: str, topic: str) -> str:
    return text.replace("{topic}", topic)
