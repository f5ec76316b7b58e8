"""Reads the arguments that a model wrote for a skill, whatever they are. What they mean is the skill's."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.clean import clean
from simulator.domain.completion import Tool
from simulator.domain.limit import Bilingual, Lang
from simulator.domain.skills import SkillFailed
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_TITLE = 200
"""Characters of a title, a place or a time; no phone shows more of them."""

_SHOWN = 40

_MISSING = _TEXTS["argument.missing"]
_NO_TEXT = _TEXTS["argument.no_text"]
_TOO_LONG = _TEXTS["argument.too_long"]


def tool(name: str, about: Bilingual, required: tuple[str, ...] = (), /, **properties: Bilingual) -> Tool:
    """Make a tool whose arguments are texts; every description is in both languages, as models read either."""
    described = {key: {"type": "string", "description": f"{text.zh} {text.en}"} for key, text in properties.items()}
    parameters = {
        "type": "object",
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
    }
    return Tool(name, f"{about.zh} {about.en}", parameters)


def optional_line(arguments: Mapping[str, object], name: str, lang: Lang) -> str:
    """Give a text argument on one line, without control characters; empty where it was not given.

    A whole number counts as its digits. Raises: SkillFailed if it is anything else, or longer than `LONGEST_TITLE`.
    """
    return " ".join(_text(arguments, name, lang, LONGEST_TITLE).split())


def required_line(arguments: Mapping[str, object], name: str, ask: Bilingual, lang: Lang) -> str:
    """Give an `optional_line` that must be there. Raises: SkillFailed, which asks for it, if it is not."""
    return _there(optional_line(arguments, name, lang), name, ask, lang)


def required_text(arguments: Mapping[str, object], name: str, ask: Bilingual, lang: Lang, longest: int) -> str:
    """Give a text argument with its lines, of at most `longest` characters.

    Raises: SkillFailed if it is too long, no text, or not there, and then asks for it.
    """
    return _there(_text(arguments, name, lang, longest), name, ask, lang)


def _text(arguments: Mapping[str, object], name: str, lang: Lang, longest: int) -> str:
    given = arguments.get(name)
    if given is None:
        return ""
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**9:
        given = str(given)
    if not isinstance(given, str):
        raise SkillFailed(_NO_TEXT.text(lang).format(name=name, given=clean(repr(given)[:_SHOWN])))
    text = clean(given).strip()
    if len(text) > longest:
        raise SkillFailed(_TOO_LONG.text(lang).format(name=name, length=len(text), longest=longest))
    return text


def _there(text: str, name: str, ask: Bilingual, lang: Lang) -> str:
    if not text:
        raise SkillFailed(_MISSING.text(lang).format(name=name, ask=ask.text(lang)))
    return text


def short(text: str, longest: int = _SHOWN) -> str:
    """Give a text on one line, cut with … after `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
