"""Answers from the search results that a prompt carries, or says that there are none. Searching is not here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from simulator.domain.search import needs_web, search_terms
from simulator.domain.terms import terms
from simulator.domain.web_prompt import chinese_day
from simulator.mock.brain import clock
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question, quote
from simulator.mock.brain.sources import Style
from simulator.mock.brain.thought import Thought

_TITLE = late(r"(?m)^(?:标题：|Title: )(.+)$")
_BODY = late(r"(?ms)^(?:内容：|Text: )(.+)\Z")
_SENTENCE = late(r"[^。！？!?；;\n]+?(?:[。！？!?；;\n]|\.(?=\s+[^\s\da-z]|\s*\Z)|\Z)")
_NEWS = late(r"新闻|消息|头条|热搜|发生了什么|(?i:\bnews\b|\bheadlines\b|\bhappen)")
_FIGURES = (
    (
        late(r"哪天|哪一天|什么时候|何时|几[号月日点]|(?i:\bwhen\b|\bdate\b)"),
        late(r"\d\s*[月日点]|\d:\d|\d (?:January|February|March)"),
    ),
    (late(r"多少钱|价格|售价|(?i:\bhow much\b|\bprices?\b|\bcosts?\b)"), late(r"\d\s*元|[$¥]\s*\d")),
)
"""What a question asks for, and how a sentence that says it looks."""

_FIGURE_WEIGHT = 1.5
_MOST_POINTS = 3
_MOST_NEWS = 5


@dataclass(frozen=True, slots=True)
class _Point:
    """A sentence worth telling, and the number of its page."""

    number: int
    title: str
    text: str


def answer(question: Question) -> Thought | None:
    """Answer from the pages; None where the prompt carries no search, or none that was made for this question.

    Where no page fits, it says so.
    """
    found = question.found
    if found is None:
        return None
    if found.today is not None and clock.ASKS_DAY.search(question.start):
        return clock.day(question.lang, found.today)
    wanted = search_terms(question.start)
    points = _headlines(found.pages) if not wanted and _NEWS.search(question.start) else _points(question, wanted)
    if not points and question.is_background:
        return None
    return _told(question, points, found.today) if points else _nothing(question, len(found.pages))


def _points(question: Question, wanted: Sequence[str]) -> list[_Point]:
    """Take the best sentence of each page that holds wanted terms, the page with most of them first."""
    pages = [_parts(page) for page in question.found.pages] if question.found else []
    weights = _weights(wanted, [f"{title} {body}" for title, body in pages])
    figures = [said for asks, said in _FIGURES if asks.search(question.start)]
    scored = []
    for number, (title, body) in enumerate(pages, 1):
        about = _weigh(f"{title} {body}", weights)
        if about and 2 * about >= sum(weights.values()):
            score, text = max(((_score(text, weights, figures), text) for text in _sentences(body)), key=lambda s: s[0])
            scored.append((about + score, _Point(number, title, text)))
    ranked = sorted(scored, key=lambda pair: -pair[0])[:_MOST_POINTS]
    return [point for score, point in ranked if 3 * score >= 2 * ranked[0][0]]


def _weights(wanted: Sequence[str], pages: Sequence[str]) -> dict[str, float]:
    """Weigh the terms that any page holds: what every page says tells little of which one answers."""
    held = [set(terms(page)) for page in pages]
    counts = {term: sum(term in page for page in held) for term in wanted}
    return {term: 1 / count for term, count in counts.items() if count}


def _weigh(text: str, weights: Mapping[str, float]) -> float:
    return sum(weights[term] for term in set(terms(text)).intersection(weights))


def _score(sentence: str, weights: Mapping[str, float], figures: Sequence[re.Pattern[str]]) -> float:
    said = any(figure.search(sentence) for figure in figures)
    return _weigh(sentence, weights) + (_FIGURE_WEIGHT * max(weights.values()) if said else 0.0)


def _headlines(pages: Sequence[str]) -> list[_Point]:
    parts = [_parts(page) for page in pages[:_MOST_NEWS]]
    return [_Point(number, title, title) for number, (title, _) in enumerate(parts, 1)]


def _parts(page: str) -> tuple[str, str]:
    """Give the title and the text of a page; one that another client wrote may be all text."""
    title, body = _TITLE.search(page), _BODY.search(page)
    text = " ".join((body[1] if body else page).split())
    return quote(title[1] if title else text, 60), text


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()] or [text]


def _cited(point: _Point, style: Style) -> str:
    """Put the citation at the end of the sentence, before its full stop; a semicolon becomes one."""
    mark = f"[citation:{point.number}]" if style == "citation" else f"[{point.number}]"
    bare = point.text.rstrip("。.；; ")
    stop = point.text[len(bare) :].strip().replace("；", "。").replace(";", ".")
    return f"{bare}{mark}{stop}"


def _told(question: Question, points: Sequence[_Point], today: date | None) -> Thought:
    cited = [_cited(point, question.cites) for point in points]
    lines = cited[0] if len(cited) == 1 else "\n".join(f"- {each}" for each in cited)
    titles = [f"[{point.number}] {point.title}" for point in points]
    asked, pages = quote(question.text, 40), len(question.found.pages) if question.found else 0
    if question.lang == "zh":
        day = f"今天是{chinese_day(today)}，要留意时间。" if today else ""
        thinking = (
            f"好的，用户问“{asked}”，需要用到搜索结果。{day}一共给了 {pages} 个网页，逐个看哪些相关："
            f"{'；'.join(titles)}。其余的帮助不大。只说网页里有的内容，每句后面标上引用，不补充没有依据的数字。"
        )
        return Thought(thinking, f"根据搜索到的网页：\n\n{lines}\n\n情况可能有变化，请以来源的最新内容为准。")
    day = f"Today is {clock.english_day(today)}, so dates matter. " if today else ""
    thinking = (
        f'Okay, so the user asks "{asked}", and I have web pages: {pages}. {day}These bear on it: {"; ".join(titles)}. '
        "I should say only what they say and cite each."
    )
    return Thought(
        thinking, f"According to the pages I found:\n\n{lines}\n\nThis may change; the sources have the latest."
    )


def unsearched(question: Question) -> Thought | None:
    """Say that nothing can be looked up, where a question needs the web and the prompt carries no search."""
    if question.found is not None or not needs_web(question.text):
        return None
    asked = quote(question.text, 40)
    if question.lang == "zh":
        return Thought(
            f"好的，用户问“{asked}”。这要看最新的信息，可这次没有搜索结果，我没有联网。不能凭印象编造，如实说明，再给点建议。",
            "我在这里**没有联网**，查不到最新的信息，也不能编造。可以用浏览器搜一下；把网页的内容发给我，我来帮你总结。",
        )
    return Thought(
        f'Okay, so the user asks "{asked}". That needs current information, and I have no search results and no web '
        "access here. I must not make it up.",
        "I have **no web access** here, so I cannot look that up and will not make it up. Paste a page and I can sum "
        "it up for you.",
    )


def _nothing(question: Question, pages: int) -> Thought:
    asked = quote(question.text, 40)
    if question.lang == "zh":
        return Thought(
            f"好的，用户问“{asked}”。搜索给了 {pages} 个网页，看了一遍，没有能回答这个问题的内容。不能编造，如实说明。",
            "我联网搜索了，但**没有找到**能回答这个问题的网页，所以不敢乱说。可以换个说法，或者问得具体一些。",
        )
    return Thought(
        f'Okay, so the user asks "{asked}". The search gave {pages} pages and none answers it. I must not make it up.',
        "I searched the web but **found no page** that answers this, so I would rather not guess. Try other words.",
    )
