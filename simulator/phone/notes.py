"""The skills for notes: take one, list them."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.contents import Change
from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.arguments import optional_line, required_text, short, tool
from simulator.phone.kept import NOTE
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_NOTE = 5_000
"""Characters of a note; a longer text belongs in a file."""

MOST_LISTED = 20
_SHOWN = 80

_TEXT = _TEXTS["note.text"]
_ASK = _TEXTS["note.ask"]
_TAKEN = _TEXTS["note.taken"]
_NONE = _TEXTS["note.none"]
_NONE_WITH = _TEXTS["note.none_with"]
_THERE_ARE = _TEXTS["note.listed"]
_MORE = _TEXTS["note.more"]


async def _take(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, id_ = situation.lang, situation.contents.next_id(NOTE)
    text = required_text(arguments, "text", _ASK, lang, LONGEST_NOTE)
    change = Change(NOTE, id_, {"text": text, "made": situation.moment.isoformat()})
    return Done(_TAKEN.text(lang).format(id=id_, text=short(text, _SHOWN)), (change,))


async def _list(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, about = situation.lang, optional_line(arguments, "about", situation.lang)
    notes = {id_: str(fields.get("text") or "") for id_, fields in situation.contents.of(NOTE).items()}
    found = [(id_, text) for id_, text in notes.items() if about.casefold() in text.casefold()]
    if not found:
        return Done(_NONE_WITH.text(lang).format(about=about) if about else _NONE.text(lang))
    lines = [f"{id_}. {short(text, _SHOWN)}" for id_, text in found[::-1][:MOST_LISTED]]
    more = [_MORE.text(lang).format(count=len(found) - MOST_LISTED)] if len(found) > MOST_LISTED else []
    return Done("\n".join([_THERE_ARE.text(lang).format(count=len(found)), *lines, *more]))


SKILLS = (
    Skill(tool("take_note", _TEXTS["note.does.take"], ("text",), text=_TEXT), _take),
    Skill(
        tool(
            "list_notes",
            _TEXTS["note.does.list"],
            about=_TEXTS["note.about"],
        ),
        _list,
    ),
)
"""What a phone can do with notes."""
