"""The skill that turns a text into timed subtitles. Cutting and timing are `cues`'s, the SRT form `srt`'s."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.contents import Change
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.phone.arguments import optional_line, required_text, short, tool
from simulator.phone.cues import cues_json, cues_of
from simulator.phone.kept import SUBTITLES
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_SPEECH = 10_000
"""Characters of a speech: about twenty minutes of Chinese subtitles."""

_TITLE_SHOWN = 16

_ASK = _TEXTS["subtitles.ask"]
_TEXT = _TEXTS["subtitles.text"]
_NO_WORDS = _TEXTS["subtitles.no_words"]
_MADE = _TEXTS["subtitles.made"]


async def _make(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, id_ = situation.lang, situation.contents.next_id(SUBTITLES)
    text = required_text(arguments, "text", _ASK, lang, LONGEST_SPEECH)
    cues = cues_of(text)
    if not cues:
        raise SkillFailed(_NO_WORDS.text(lang))
    title = optional_line(arguments, "title", lang) or short(text, _TITLE_SHOWN)
    fields = {"title": title, "cues": cues_json(cues), "made": situation.moment.isoformat()}
    said = _MADE.text(lang).format(
        id=id_, title=title, count=len(cues), seconds=f"{cues[-1].end / 1_000:.1f}", first=cues[0].text
    )
    return Done(said, (Change(SUBTITLES, id_, fields),))


SKILLS = (
    Skill(
        tool(
            "make_subtitles",
            _TEXTS["subtitles.does"],
            ("text",),
            text=_TEXT,
            title=_TEXTS["subtitles.title"],
        ),
        _make,
    ),
)
"""What a phone can do with subtitles."""
