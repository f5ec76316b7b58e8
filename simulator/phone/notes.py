"""The skills for notes: take one, list them."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.contents import Change
from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, Skill
from simulator.phone.arguments import optional_line, required_text, short, tool
from simulator.phone.kept import NOTE

LONGEST_NOTE = 5_000
"""Characters of a note; a longer text belongs in a file."""

MOST_LISTED = 20
_SHOWN = 80

_TEXT = Bilingual("要记下的内容，照用户的原话。", "What to note, in the user's own words.")
_ASK = Bilingual("要记下什么？", "What should be noted?")
_TAKEN = Bilingual("已记下（第 {id} 条）：{text}", "Noted (no. {id}): {text}")
_NONE = Bilingual("没有笔记。", "There are no notes.")
_NONE_WITH = Bilingual("没有包含“{about}”的笔记。", 'No note contains "{about}".')
_THERE_ARE = Bilingual("共有 {count} 条笔记：", "Notes ({count}):")
_MORE = Bilingual("…还有 {count} 条", "… and {count} more")


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
    Skill(tool("take_note", Bilingual("记一条笔记。", "Takes a note."), ("text",), text=_TEXT), _take),
    Skill(
        tool(
            "list_notes",
            Bilingual("列出笔记，新的在前。", "Lists the notes, the newest first."),
            about=Bilingual("只列包含这些字的笔记。", "Only notes that contain this text."),
        ),
        _list,
    ),
)
"""What a phone can do with notes."""
