"""Finds what an English text tells of its writer. Chinese is `facts_zh`; names are read by `names`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.mock.brain.facts import About, Fact, Told, noun_of
from simulator.mock.brain.late import late
from simulator.mock.brain.names import name_at

_V = r"\s+(?P<v>(?:[^,;.!?\n，。！？；]|\.(?=\d)){1,60})"
_I_AM = r"\b(?i:I['’]m|I am)\s+"
_NAME = late(r"\b(?i:my name(?:['’]s| is)|(?:you can |just |please )?call me)\s+")
_CAPITAL = late(
    _I_AM + r"(?P<v>[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2})(?=\s*(?:$|[,.!;，。！\n]|and\b"
    r"|from\b))"
)
_PLAIN: tuple[tuple[About, re.Pattern[str]], ...] = (
    ("home", late(r"\b(?i:I (?:currently |now )?live in)" + _V)),
    ("origin", late(r"\b(?i:I['’]m from|I am from|I come from)" + _V)),
    ("dislikes", late(r"\b(?i:I (?:really )?(?:hate|dislike|don['’]t like))(?!\s+(?:you|this|that|it)\b)" + _V)),
    (
        "likes",
        late(
            r"\b(?i:I (?:really |also )?(?:like|love|enjoy))(?!\s+(?i:you"
            r"|your|this|that|it|how|to know)\b)" + _V
        ),
    ),
    ("age", late(_I_AM + r"(?P<v>\d{1,3})(?=\s+years? old|\s*(?:$|[,.!]))")),
)
_THINGS = (
    late(r"\b(?i:my )(?P<noun>[A-Za-z][A-Za-z -]{0,30}?)(?P<how>(?i:['’]s name is| is called| is named| is))" + _V),
    late(r"\b(?i:I have an? )(?P<noun>[a-z][a-z -]{0,20}?)[, ]+(?P<how>(?i:named|called))" + _V),
    late(r"\b(?i:I(?:['’]m| am) (?:an?))(?P<noun>)(?P<how>)" + _V),
    late(r"\b(?i:the )(?P<noun>(?i:password|code ?word|passphrase|secret|magic word))(?P<how>(?i: is))" + _V),
)
_NOTE = late(
    r"\b(?i:remember|keep in mind|don['’]t forget)(?i: that| this)?[:,]?\s+(?P<v>(?:[^.!?\n。！？]|\.(?=\d)){1,120})"
)
_UNTOLD = late(r"(?i:\bif|suppose|imagine|pretend|did|does|do|says?|said|you|still|i|is|or)\s+$")
_END = late(r"\s+(?i:and (?:I|my)|but|because|so|please|what|can you|tell me)\b|\s*我")
_ASKS = late(r"^(?i:not|what|who|where|when|how|why|if|me|my name$|to)\b")
_TRADES = late(r"\b(?i:\w+(?:er|or|ist|ian|ant|ent|man|nurse|chef|pilot|cook|judge))$")
_NOT_THINGS = frozenset(
    ["name", "question", "point", "problem", "issue", "idea", "guess", "goal", "understanding", "request"]
)


def facts_in(text: str) -> Iterator[Told]:
    """Find what the text tells, kind by kind, not in the order of the text."""
    yield from _names(text)
    yield from _things(text)
    for about, pattern in _PLAIN:
        for match, value in _values(text, pattern):
            yield _told(match, value, Fact(about, value.strip()))
    for match, value in _values(text, _NOTE, cuts=False):
        yield _told(match, value, Fact("note", value.strip()))


def _names(text: str) -> Iterator[Told]:
    for match in _NAME.finditer(text):
        found = None if _is_supposed(text, match.start()) else name_at(text, match.end())
        if found is not None:
            yield Told(match.start(), found[1], Fact("name", found[0]))
    for match in _CAPITAL.finditer(text):
        if name_at(text, match.start("v")) is not None and not _is_supposed(text, match.start()):
            yield Told(match.start(), match.end(), Fact("name", match["v"]))


def _things(text: str) -> Iterator[Told]:
    for pattern in _THINGS:
        for match, value in _values(text, pattern):
            if (thing := _thing(match, value.strip())) is not None:
                yield _told(match, value, thing)


def _values(text: str, pattern: re.Pattern[str], *, cuts: bool = True) -> Iterator[tuple[re.Match[str], str]]:
    for match in pattern.finditer(text):
        end = _END.search(match["v"]) if cuts else None
        value = match["v"][: end.start()] if end else match["v"]
        asked = text[match.end() : match.end() + 1] == "?" or _ASKS.search(value)
        if value.strip() and not asked and not _is_supposed(text, match.start()):
            yield match, value


def _told(match: re.Match[str], value: str, fact: Fact) -> Told:
    return Told(match.start(), match.start("v") + len(value), fact)


def _thing(match: re.Match[str], value: str) -> Fact | None:
    if not match["noun"]:
        return Fact("is", value, "profession") if _TRADES.search(value) else None
    noun = noun_of(match["noun"])
    called = "name" in match["how"] or "called" in match["how"]
    return None if noun in _NOT_THINGS else Fact("called" if called else "is", value, noun)


def _is_supposed(text: str, start: int) -> bool:
    return _UNTOLD.search(text[max(0, start - 12) : start]) is not None
