"""What a user said of themselves in the texts of a prompt. What is asked about it is `asked`, the wording `recall`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

About = Literal["name", "home", "origin", "likes", "dislikes", "age", "is", "called", "note"]
"""What a fact says: who or where the user is, what a thing of theirs `is` or is `called`, or a `note` to remember."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told; `noun` names the thing that an `is` or a `called` is about and is empty otherwise."""

    about: About
    value: str
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and where in its text it stands: from `start` up to `end`."""

    start: int
    end: int
    fact: Fact


_SAME = {
    "电话号码": "电话",
    "手机号": "电话",
    "手机号码": "电话",
    "车牌号": "车牌",
    "车牌号码": "车牌",
    "工作": "职业",
    "妈": "妈妈",
    "爸": "爸爸",
    "猫咪": "猫",
    "小猫": "猫",
    "狗狗": "狗",
    "小狗": "狗",
    "phone number": "phone",
    "job": "profession",
    "mum": "mother",
    "mom": "mother",
    "dad": "father",
    "favourite color": "favorite color",
    "favourite colour": "favorite color",
    "favorite colour": "favorite color",
}


def noun_of(text: str) -> str:
    """Give a noun in the one spelling by which things are compared."""
    noun = " ".join(text.lower().removesuffix("的名字").removesuffix("名字").removesuffix("'s name").split())
    return _SAME.get(noun, noun)


def find(facts: Sequence[Fact], about: About, noun: str = "") -> Fact | None:
    """Give the latest fact of this kind; None where nothing of the kind was told.

    A thing's name answers what it `is`, but what it is does not answer what it is `called`. For likes, `noun` is the
    verb asked for (吃, 听), and a like without it answers only if none has it.
    """
    fitting = [fact for fact in reversed(facts) if fact.about == about or (about == "is" and fact.about == "called")]
    if about in ("is", "called"):
        return next(_nearest(fitting, noun_of(noun)), None)
    if noun:
        fitting.sort(key=lambda fact: noun not in fact.value)
    return fitting[0] if fitting else None


def _nearest(things: Sequence[Fact], noun: str) -> Iterator[Fact]:
    yield from (fact for fact in things if fact.noun == noun)
    yield from (fact for fact in things if fact.noun and (fact.noun in noun or noun in fact.noun))
