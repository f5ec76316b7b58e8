"""Search results in a prompt as other clients than ours write them, and the question beside them. Answers: not here.

Three forms of the field: pages between the marks of DeepSeek's template under a heading of the client's own; passages
that begin with `[1]` or `【1】`, as most retrieval chains number them; and `<source id="1">` of Open WebUI. Passages
count only where words before them say that they are results: a user may well number lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Literal, NamedTuple

from simulator.domain.web_prompt import Carried
from simulator.mock.brain.late import late

Style = Literal["citation", "number"]
"""How a page is cited: `[citation:1]` as DeepSeek's template asks, or `[1]` as it was numbered."""

_CLOSED = "</source>"

MOST = 50
"""Passages that are read."""

_TAG = late(r"<source\b[^<>]{0,200}?\bid=\"(\d{1,2})\"[^<>]{0,200}>")
_PASSAGE = late(r"(?m)^[ \t]*(?:\[(\d{1,2})\]|【(\d{1,2})】)[ \t:：]*\n?[ \t]*(?=\S)")
_HINT = late(
    r"搜索结果|检索|参考(?:资料|内容|信息|文献)|资料|网页|文档|上下文|知识库|来源"
    r"|(?i:\bsearch results?\b|\bsources?\b|\breferences?\b|\bcontext\b|\bdocuments?\b|\bpassages?\b|\bweb ?pages?\b)"
)
_ASKED = late(
    r"(?im)^[#* \t]*(?:(?:用户)?的?(?:问题|提问|消息)(?:为|是)?"
    r"|(?:the |my |user'?s? )*(?:question|query|message)(?: is)?)\**\s*[:：]|<user_query>"
)
_TAGS = late(r"</?(?:user_query|context|sources?|documents?)\b[^<>]{0,200}>")
_ADDRESS = late(r"(?im)^(?:(?:网址|链接|来源|url|link|source)\s*[:：]\s*)?https?://\S+[ \t]*\n?")


@dataclass(frozen=True, slots=True)
class Sources:
    """Pages as text, in the order of their numbers from 1, the question beside them, "" if it is elsewhere."""

    pages: tuple[str, ...]
    question: str
    style: Style

    @property
    def carried(self) -> Carried:
        """Give the same as what a message of DeepSeek's template carries."""
        return Carried(self.pages, None, self.question)


class _Part(NamedTuple):
    start: int
    end: int
    number: int
    text: str


def sources_in(text: str) -> Sources | None:
    """Read a message; None if it holds no results. Time is linear in its length."""
    if "[webpage 1 begin]" in text:
        return _read(text, _webpages(text), "citation")
    if "<source" in text:
        return _read(text, _tagged(text), "number")
    found = _passages(text) if "1]" in text or "1】" in text else []
    return _read(text, found, "number") if found and _HINT.search(text[: found[0].start]) else None


def _webpages(text: str) -> list[_Part]:
    found: list[_Part] = []
    for number in range(1, MOST + 1):
        begin, end = f"[webpage {number} begin]", f"[webpage {number} end]"
        start = text.find(begin, found[-1].end if found else 0)
        stop = text.find(end, start) if start >= 0 else -1
        if stop < 0:
            break
        found.append(_Part(start, stop + len(end), number, text[start + len(begin) : stop]))
    return found


def _tagged(text: str) -> list[_Part]:
    found: list[_Part] = []
    while len(found) < MOST and (tag := _TAG.search(text, found[-1].end if found else 0)) is not None:
        stop = text.find(_CLOSED, tag.end())
        if stop < 0:
            break
        found.append(_Part(tag.start(), stop + len(_CLOSED), int(tag[1]), text[tag.end() : stop]))
    return found


def _passages(text: str) -> list[_Part]:
    """Find passages; the last ends at an empty line or at the question."""
    begun = list(islice(_PASSAGE.finditer(text), MOST))
    found = []
    for match, after in zip_longest(begun, begun[1:]):
        end = after.start() if after is not None else _end(text, match.end())
        found.append(_Part(match.start(), end, int(match[1] or match[2]), text[match.end() : end]))
    return found


def _end(text: str, start: int) -> int:
    asked, empty = _ASKED.search(text, start), text.find("\n\n", start)
    ends = [end for end in (asked.start() if asked else -1, empty) if end >= 0]
    return min(ends, default=len(text))


def _read(text: str, found: list[_Part], style: Style) -> Sources | None:
    if not found or [part.number for part in found] != list(range(1, len(found) + 1)):
        return None
    before, after = text[: found[0].start], text[found[-1].end :]
    return Sources(tuple(_page(part.text) for part in found), _question(before, after), style)


def _question(before: str, after: str) -> str:
    """Give what is asked: under its heading, else the last paragraph behind the results, else what leads to them."""
    for part in (after, before):
        if (asked := _ASKED.search(part)) is not None:
            rest = _TAGS.sub("", part[asked.end() :]).strip()
            return (rest if part is after else rest.partition("\n\n")[0]).strip()
    left = _TAGS.sub("", after).strip()
    return left.rpartition("\n\n")[2].strip() if left else _TAGS.sub("", before).strip()


def _page(page: str) -> str:
    """Give a page with its first line as its title, where it has more than one; bare addresses say nothing."""
    lines = _ADDRESS.sub("", page.strip()).strip()
    title, _, body = lines.partition("\n")
    if not body.strip() or "标题：" in lines or "Title: " in lines or len(title) > 80:
        return lines
    return f"标题：{title.strip()}\n内容：{body.strip()}"
