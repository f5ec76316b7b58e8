"""Finds what a Chinese text tells of its writer. English is `facts_en`; names are read by `names`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from simulator.mock.brain.facts import About, Fact, Told, noun_of
from simulator.mock.brain.late import late
from simulator.mock.brain.names import is_personal, name_at

OWN = (
    "电话号码|电话|手机号码|手机号|车牌号|车牌|密码|邮箱|地址|身高|体重|星座|血型|生日|学校|公司|职业|专业|爱好|女儿|儿子|孩子|妈妈|爸爸|妈|爸|老婆|老公|"
    "妻子|丈夫|爱人|哥哥|姐姐|弟弟|妹妹|爷爷|奶奶|外婆|外公|姥姥|姥爷|男朋友|女朋友|男友|女友|同桌|老师|猫咪|小猫|猫|小狗|狗狗|狗"
)
"""Nouns that follow 我 without 的."""
SECRETS = "暗号|口令|密码|幸运数字|代号|验证码"
"""Things that are told without saying whose they are."""

_I = (
    r"(?:我|(?<=[，, ])(?=(?:今年|现在|家)?(?:住在|来自|喜欢|最喜欢|讨厌|是一[名位]|\d|[一二三四五六七八九十]{1,3}岁))"
    r"|(?=今年[\d一二三四五六七八九十]))"
)
"""我, or the place where a later clause leaves it out: 我叫小明，住在杭州，今年八岁."""
_OMITTED = late(r"今年|现在|家?住在|来自|最?喜欢|讨厌|是一|[\d一二三四五六七八九十]")
_OTHERS = late(r"[他她它儿女爸妈爷奶弟妹哥姐猫狗]|朋友|同学|老师|孩子")
_V = r"\s*(?P<v>[^，,。；;！!？?\n]{1,40})"
_NAME = late(r"我的名字(?:就?是|叫做?)|我名字(?:是|叫)|我叫做?|(?<![不别要许准么])叫我")
_I_AM = late(r"我是(?P<v>[\u3400-\u9fff]{2,3})(?=$|[\s，,。！!；;]|今年|来自|住在)")
_PLAIN: tuple[tuple[About, re.Pattern[str]], ...] = (
    ("home", late(_I + r"(?:家|现在|目前|一直|就){0,3}(?:住在|住(?![院校过了的不得在]))" + _V)),
    ("home", late(r"我(?:的)?家(?:就)?在" + _V)),
    ("home", late(r"我(?:已经|最近|刚|现在|上周|昨天){0,2}搬家?(?:到|去|来)了?(?P<v>[^，,。；;！!？?\n了]{1,20})")),
    ("origin", late(_I + r"(?:是)?来自" + _V)),
    ("origin", late(r"我是(?P<v>(?![一个名好坏女男老年本那这])[\u3400-\u9fff]{2,8})人(?=$|[\s，,。！!])")),
    ("dislikes", late(_I + r"(?:最|很|特别|非常){0,2}(?:不喜欢|讨厌|不爱)(?![你他她它这那])" + _V)),
    (
        "likes",
        late(_I + r"(?:最|很|也|还|特别|非常|比较|一直|超){0,3}(?:喜欢|爱(?![人情上]))(?![的上不你他她它这那])" + _V),
    ),
    (
        "age",
        late(_I + r"(?:今年|现在|已经|刚满|刚|马上){0,3}(?P<v>\d{1,3}|[一二三四五六七八九十两百]{1,5})(?=周?岁)"),
    ),
    ("age", late(r"我今年(?P<v>\d{1,3})(?=了|$|[，,。])")),
)
_NOUN = r"(?P<noun>[^\s，,。；;！!？?的是叫在有：:]{1,10}(?:的[^\s，,。；;！!？?的是叫在有：:]{1,8})?)"
_THINGS = (
    late(r"我(?:的|家的|家(?=[^在住的])|(?=" + OWN + r"))" + _NOUN + r"(?P<how>叫做?|是|在|：|:)(?!不是)" + _V),
    late(
        r"我家?(?:有|养了?)[一两1]?[只个条位名头匹](?P<noun>[^\s，,。叫]{1,6})[，,]?[它他她]?(?:的?名字)?(?P<how>叫做?)"
        + _V
    ),
    late(r"我(?P<noun>最喜欢的[^\s，,。；;！!？?的是叫]{1,8})(?P<how>是|叫)(?!不是)" + _V),
    late(r"(?P<noun>" + SECRETS + r")(?P<how>是|：|:)" + _V),
    late(_I + r"(?P<how>是)(?:一名|一位|名)(?P<noun>)" + _V),
)
_NOTE = late(
    r"(?:请|你|帮我|麻烦|要|给我){0,4}(?:记住|记一下|记着|记好|别忘了)(?:了|：|:|，|,|一下|这个|这句话|\s){0,4}(?P<v>[^。！!？?\n]{1,120})"
)
_UNTOLD = late(r"(?:如果|假如|假设|假装|要是|比如|例如|为什么|[他她]说|别|不要)[^，,。]{0,3}$")
_END = late(r"今年|而且|并且|但是|不过|然后|所以|请问|请你|请讲|你呢|谢谢|帮我|给我|告诉我|(?<!在)我|\band\b|\bbut\b")
_END_OF_PLACE = late(r"喜欢|是[一个名]|工作$")
_ASKS = late(r"什么|啥|哪|谁|多少|几[岁号月点个]|怎么|是不是|[吗么]$|对吧$|是吧$|没有?$|对不对$|行不行$|能不能")
_NOT_THINGS = frozenset(
    [
        "名字",
        "问题",
        "意思",
        "想法",
        "理解",
        "需求",
        "要求",
        "看法",
        "疑问",
        "目的",
        "建议",
        "回答",
        "答案",
        "天",
        "妈呀",
    ]
)
_EDGES = " \t“”\"'「」『』《》：:、.~～"
_PARTICLES = "吧啊呀呢哦啦哈嘛噢哟"


def facts_in(text: str) -> Iterator[Told]:
    """Find what the text tells, kind by kind, not in the order of the text."""
    yield from _names(text)
    for about, pattern in _PLAIN:
        yield from _values(text, pattern, partial(_plain, about))
    for pattern in _THINGS:
        yield from _values(text, pattern, _thing)
    yield from _values(text, _NOTE, lambda _, value: Fact("note", value) if len(value) > 1 else None, cuts=False)


def _names(text: str) -> Iterator[Told]:
    for match in _NAME.finditer(text):
        found = None if _is_supposed(text, match.start()) else name_at(text, match.end())
        if found is not None and not re.match(
            r"[”」』\s]*(?:[?？]|[吗么]|对[吗吧不]|是吧|没错吧)", text[found[1] : found[1] + 8]
        ):
            yield Told(match.start(), found[1], Fact("name", found[0]))
    for match in _I_AM.finditer(text):
        if is_personal(match["v"]) and not _is_supposed(text, match.start()):
            yield Told(match.start(), match.end(), Fact("name", match["v"]))


def _values(
    text: str, pattern: re.Pattern[str], make: Callable[[re.Match[str], str], Fact | None], *, cuts: bool = True
) -> Iterator[Told]:
    for match in pattern.finditer(text):
        value = match["v"]
        if _OMITTED.match(match.group()) is not None and not _goes_on(text, match.start()):
            continue
        if cuts and (end := _END.search(value)) is not None:
            value = value[: end.start()]
        if (
            _ASKS.search(value)
            or text[match.end() : match.end() + 1] in ("？", "?")
            or _is_supposed(text, match.start())
        ):
            continue
        tidy = value.strip(_EDGES).rstrip(_PARTICLES).strip(_EDGES)
        fact = make(match, tidy) if tidy else None
        if fact is not None:
            yield Told(match.start(), match.start("v") + len(value), fact)


def _plain(about: About, _: re.Match[str], value: str) -> Fact:
    return Fact(about, value)


def _thing(match: re.Match[str], value: str) -> Fact | None:
    noun = match["noun"] or "职业"
    if noun_of(noun) in _NOT_THINGS or noun in _NOT_THINGS or value.startswith(("不", "因为", "为了")):
        return None
    called = match["how"].startswith("叫") or noun.endswith("名字")
    return Fact("called" if called else "is", value, noun_of(noun))


def _goes_on(text: str, start: int) -> bool:
    """Say whether a clause without 我 still speaks of the writer: 我 came shortly before it, and nobody else."""
    before = text[max(0, start - 30) : start]
    return "我" in before and _OTHERS.search(before) is None


def _is_supposed(text: str, start: int) -> bool:
    return _UNTOLD.search(text[max(0, start - 8) : start]) is not None
