"""The skill that turns a text into timed subtitles. Cutting and timing are `cues`'s, the SRT form `srt`'s."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.contents import Change
from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.phone.arguments import optional_line, required_text, short, tool
from simulator.phone.cues import cues_json, cues_of
from simulator.phone.kept import SUBTITLES

LONGEST_SPEECH = 10_000
"""Characters of a speech: about twenty minutes of Chinese subtitles."""

_TITLE_SHOWN = 16

_ASK = Bilingual("要给哪段话配字幕？", "Which text should get subtitles?")
_TEXT = Bilingual("要配字幕的整段话。", "The whole text to subtitle.")
_NO_WORDS = Bilingual("这段话里没有可以显示的文字。", "There is nothing in this text that could be shown.")
_MADE = Bilingual(
    "已生成字幕（第 {id} 份，《{title}》）：{count} 条，共 {seconds:.1f} 秒，可导出为 SRT。\n第一条：{first}",
    'Subtitles made (no. {id}, "{title}"): {count} lines, {seconds:.1f} seconds, for export as SRT.\nFirst: {first}',
)


async def _make(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, id_ = situation.lang, situation.contents.next_id(SUBTITLES)
    text = required_text(arguments, "text", _ASK, lang, LONGEST_SPEECH)
    cues = cues_of(text)
    if not cues:
        raise SkillFailed(_NO_WORDS.text(lang))
    title = optional_line(arguments, "title", lang) or short(text, _TITLE_SHOWN)
    fields = {"title": title, "cues": cues_json(cues), "made": situation.moment.isoformat()}
    said = _MADE.text(lang).format(
        id=id_, title=title, count=len(cues), seconds=cues[-1].end / 1_000, first=cues[0].text
    )
    return Done(said, (Change(SUBTITLES, id_, fields),))


SKILLS = (
    Skill(
        tool(
            "make_subtitles",
            Bilingual("把一段话切成带时间的字幕，可导出 SRT。", "Cuts a text into timed subtitles, for export as SRT."),
            ("text",),
            text=_TEXT,
            title=Bilingual(
                "字幕的名称；不写则取开头几个字。", "What to call them; the beginning of the text if left out."
            ),
        ),
        _make,
    ),
)
"""What a phone can do with subtitles."""
