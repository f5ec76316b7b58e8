"""The skill of translation from a phrase book, Chinese and English. What the book lacks, a model must translate.

A book is a folder of TOML files of `[[phrases]]`: `zh` and `en` are lists, the first text being the one that is given,
the others further ways to say it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from simulator.bundled import folder
from simulator.domain.limit import Lang
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.phone.arguments import optional_line, required_text, short, tool
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_PHRASE = 200

Book = Mapping[str, str]
"""From a phrase, reduced to what matters, to its translation."""

_LONG_FORMS = (
    (r"can't\b|can not\b", "cannot"),
    (r"n't\b", " not"),
    (r"'s\b", " is"),
    (r"'m\b", " am"),
    (r"'re\b", " are"),
    (r"'ll\b", " will"),
    (r"您", "你"),
    (r"哪[里儿]", "哪"),
)
_AROUND = r"^(?:(?:请问|你好|麻烦|劳驾|请|excuse me|please|hello) ?)+|(?: please|[吗呢啊呀吧了])$"

_ASK = _TEXTS["translation.ask"]
_TEXT = _TEXTS["translation.text"]
_CHINESE = ("zh", "zh-cn", "cn", "中文", "汉语", "普通话", "简体中文", "chinese", "mandarin")
_ENGLISH = ("en", "en-us", "en-gb", "英文", "英语", "english")
_LANGUAGES: Mapping[str, Lang] = {**dict.fromkeys(_CHINESE, "zh"), **dict.fromkeys(_ENGLISH, "en")}
_OTHER_LANGUAGE = _TEXTS["translation.other_language"]
_LACKING = _TEXTS["translation.lacking"]


@cache
def phrase_book(path: Path) -> Book:
    """Read a phrase book once.

    Raises: ValueError naming file and phrase of the first error, FileNotFoundError if there is no such folder.
    """
    if not path.is_dir():
        raise FileNotFoundError(f"{path}: no such folder of phrases")
    book: dict[str, str] = {}
    for file in sorted(path.glob("*.toml")):
        for place, phrase in enumerate(tomllib.loads(file.read_text("utf-8")).get("phrases", ()), 1):
            zh, en = (_texts(phrase, lang, f"{file}: phrases[{place}]") for lang in ("zh", "en"))
            book |= {f"en {reduced(text)}": en[0] for text in zh} | {f"zh {reduced(text)}": zh[0] for text in en}
    return book


def _texts(phrase: Any, lang: str, where: str) -> list[str]:
    texts = phrase.get(lang) if isinstance(phrase, dict) else None
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and reduced(text) for text in texts):
        raise ValueError(f"{where}.{lang} is {texts!r}; write a list of texts")
    return texts


def reduced(text: str) -> str:
    """Give what of a phrase matters: lower case, long forms, no marks, no politeness and particles around it."""
    text = text.casefold().replace("’", "'")
    for short_form, long_form in _LONG_FORMS:
        text = re.sub(short_form, long_form, text)
    text = re.sub(r"[^\w]+", " ", text).strip()
    text = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)
    return re.sub(_AROUND, "", text) or text


async def _translate(arguments: Mapping[str, object], situation: Situation, path: Path) -> Done:
    lang = situation.lang
    text = required_text(arguments, "text", _ASK, lang, LONGEST_PHRASE)
    to = optional_line(arguments, "to", lang)
    target = _LANGUAGES.get(to.casefold()) if to else _other_language(text)
    if target is None:
        raise SkillFailed(_OTHER_LANGUAGE.text(lang).format(to=short(to)))
    found = phrase_book(path).get(f"{target} {reduced(text)}")
    if found is None:
        raise SkillFailed(_LACKING.text(lang).format(text=short(text)))
    return Done(found)


def _other_language(text: str) -> Lang:
    return "en" if re.search("[\u3400-\u9fff]", text) else "zh"


def translation(book: Path | None = None) -> Skill:
    """Make the skill, with the phrase book of a folder, or the bundled one; it is read when first needed."""

    async def act(arguments: Mapping[str, object], situation: Situation) -> Done:
        return await _translate(arguments, situation, book or folder("fixtures") / "phrases")

    about = _TEXTS["translation.does"]
    to = _TEXTS["translation.to"]
    return Skill(tool("translate", about, ("text",), text=_TEXT, to=to), act)
