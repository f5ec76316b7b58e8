"""The skill of assisted reading: a page of the phone's web, short enough to be read out. Finding it is the web's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.domain.search import Page
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.phone.arguments import required_text, tool
from simulator.texts import Texts

_TEXTS = Texts("skills")

LONGEST_TEXT = 600
"""Characters of a page that are read: about two minutes at the 300 a minute of a Chinese newsreader (assumed)."""

LONGEST_ADDRESS = 500

_ASK = _TEXTS["reading.ask"]
_PAGE = _TEXTS["reading.page"]
_NOT_FOUND = _TEXTS["reading.not_found"]
_READ = _TEXTS["reading.read"]


async def _read(arguments: Mapping[str, object], situation: Situation) -> Done:
    wanted = required_text(arguments, "page", _ASK, situation.lang, LONGEST_ADDRESS)
    page = await situation.find(wanted)
    if page is None:
        raise SkillFailed(_NOT_FOUND.text(situation.lang).format(page=wanted))
    return Done(_said(page, situation))


def _said(page: Page, situation: Situation) -> str:
    text = shortened(page.text, LONGEST_TEXT)
    date = page.date.isoformat()
    return _READ.text(situation.lang).format(title=page.title, date=date, url=page.url, text=text)


def shortened(text: str, longest: int) -> str:
    """Give a text on one line of at most `longest` characters, cut after a sentence where one ends in its second half.

    What is cut off is marked by …
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    begin = line[: longest - 1]
    ends = [match.end() for match in re.finditer(r"[。！？!?]|\.(?= )", begin) if match.end() > longest // 2]
    return begin[: ends[-1] if ends else len(begin)].rstrip() + "…"


SKILLS = (
    Skill(
        tool(
            "read_page",
            _TEXTS["reading.does"],
            ("page",),
            page=_PAGE,
        ),
        _read,
    ),
)
"""What a phone can read."""
