"""Requests that carry a text: notes, translation, a page to be read, subtitles. What becomes of it is the skills'."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.domain.requests.wording import Arguments, arguments, asks_about, first_match, joined, trimmed

LONGEST_PHRASE = 100
"""Characters of a phrase to translate; a longer text is a task for a model."""

_NOTE = (
    r"^(?:记录?一下(?!子)|记一?个?(?:笔记|备忘)|(?:写|做|建|加|新建|添加|创建|记)一?[个条份]?(?:笔记|备忘录?|便签))"
    r"(?:[:：，,\s]|内容是|说)*([^的是怎].*)$",
    r"^记[下录]来?[:：，,\s]+(.+)$",
    r"^(?:备忘录?|笔记|便签)\s*[:：]\s*(.+)$",
    r"^(?:take|make|write|add|create)(?: me)?(?: down)? (?:an? |this |the )?note(?: to self)?"
    r"\s*(?:that\b|saying\b|[:,])\s*(.+)$",
    r"^(?:note(?: down)?(?: that\b|\s*:)|jot down(?: that\b|:)?)\s*(.+)$",
)
_NOTES = (
    r"^(?:看一?看|查看?|列出|显示|打开|读一?[下读]|念一?[下念])?(?:一下|下)?我?的?(?:所有|全部)?的?"
    r"(?:笔记|备忘录?|便签)(?:列表)?$",
    r"^我的?(?:笔记|备忘录?|便签)里?都?(?:有|是)(?:哪些|什么|几条)$",
    r"^我?都?记了(?:哪些|什么|啥)(?:笔记|东西)?$",
    r"^我?都?有(?:哪些|什么)(?:笔记|备忘录?|便签)$",
    r"^(?:show|list|read)(?: me)?(?: all)?(?: of)? my notes$",
    r"^what notes do i have$",
)

_TO = r"(?P<to>中文|汉语|普通话|英文|英语|chinese|mandarin|english)"
_QUOTE = r"[“”\"「」『』']?"
_SAY = r"(?:怎么|如何)(?:说|讲|表达)"
_END = r"[。.！!？?\s]*$"
_TRANSLATE = (
    rf"^[把将]?{_QUOTE}(?P<text>.+?){_QUOTE}(?:这句话|这个词|这句|这个)?(?:翻译|译)[成为到]{_TO}{_END}",
    rf"^翻译(?:一?下)?(?:[成为到]{_TO})?(?:这句话)?\s*[:：，,\s]\s*(?P<text>.+)$",
    rf"^用?{_TO}{_SAY}\s*[:：，,\s]?\s*(?P<text>[^。？?！!].*)$",
    rf"^{_QUOTE}(?P<text>(?!用)[^，,。]{{1,60}}?){_QUOTE}(?:这句话|这个词)?用?{_TO}{_SAY}{_END}",
    rf"^translate\s*[:,]?\s*(?P<text>.+?)\s+(?:in)?to {_TO}{_END}",
    rf"^translate (?:in)?to {_TO}\s*[:,]?\s*(?P<text>.+)$",
    rf"^how (?:do|can|would) (?:you|i|one|we) say (?P<text>.+?) in {_TO}{_END}",
)

_PAGE = r"(?:网页|页面|文章|新闻|报道|链接|网站)"
_READ = r"(?:读一?[下读]|朗?读|念一?[下念]|念|总结|概括|归纳|摘要|提炼|速读)(?:一下|下)?"
_ADDRESS = r"(https?://[^\s，。；、）)》」]+)"
_ADDRESSED = (
    rf"^{_READ}.{{0,20}}?{_ADDRESS}",
    rf"^[把将]?(?:这[个篇条])?{_PAGE}?\s*{_ADDRESS}\s*(?:的内容)?{_READ}",
    rf"^(?:read|summari[sz]e|sum up)\b.{{0,20}}?{_ADDRESS}",
)
_TITLED = (
    rf"^{_READ}(?:这[个篇条])?{_PAGE}?《([^》]{{1,80}})》(?:这[个篇条]|的)?{_PAGE}",
    rf"^{_READ}(?:这[个篇条])?{_PAGE}《([^》]{{1,80}})》",
    rf"^[把将](?:这[个篇条])?{_PAGE}《([^》]{{1,80}})》{_READ}$",
    rf"^[把将]《([^》]{{1,80}})》(?:这[个篇条]|的)?{_PAGE}{_READ}$",
    r"^(?:read|summari[sz]e|sum up)(?: me| out| aloud)?(?: the| this)? (?:web ?page|page|article)"
    r"(?: called| titled| about| on)? (.{2,80})$",
)
_SUBTITLES = (
    r"^(?:[给为把将]?(?:[这下]面?[段篇]?|以下|下列)?的?(?:话|文字|内容|文本|台词|旁白|讲话)?)?"
    r"(?:配上?|加上?|生成|做成?|制作|转成?|变成)一?[个段份]?字幕[:：，,\s]+(.+)$",
    r"^字幕\s*[:：]\s*(.+)$",
    r"^(?:make|create|add|generate|write)(?: the| some)? (?:subtitles|captions)(?: (?:for|to|of|from))?"
    r"(?: (?:this|the following))?(?: text| speech)?\s*[:,]\s*(.+)$",
)


def take_note(text: str) -> Arguments | None:
    """Read 记一下：车停在 B2, take a note: call the bank: `text`."""
    return _carried(_NOTE, text)


def list_notes(text: str) -> Arguments | None:
    """Read 看看我的笔记, show my notes."""
    return {} if first_match(_NOTES, text) else None


def translate(text: str) -> Arguments | None:
    """Read 把“洗手间在哪里”翻译成英文, how do you say thank you in Chinese: `text`, and `to` where it is said."""
    found = first_match(_TRANSLATE, text) if len(text) <= LONGEST_PHRASE else None
    if found is None or not trimmed(found["text"]):
        return None
    return arguments(text=trimmed(found["text"]), to=_code(found["to"]))


def _code(language: str | None) -> str:
    if language is None:
        return ""
    return "en" if language.lower() in ("英文", "英语", "english") else "zh"


def read_page(text: str) -> Arguments | None:
    """Read 总结一下《…》这个网页, read https://…: `page` is a title or an address. A book is no page."""
    found = first_match(_ADDRESSED, text)
    if found is not None:
        return arguments(page=found[1])
    found = first_match(_TITLED, text)
    return None if found is None or asks_about(text[: found.start(1)]) else arguments(page=trimmed(found[1]))


def make_subtitles(text: str) -> Arguments | None:
    """Read 给这段话配字幕：…, make subtitles for this: …: `text`."""
    return _carried(_SUBTITLES, text)


def _carried(patterns: Iterable[str], text: str) -> Arguments | None:
    found = first_match(patterns, text)
    return None if found is None else arguments(text=joined(found).strip()) or None
