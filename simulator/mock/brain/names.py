"""Reads a person's name where a text introduces one. Which words introduce it is `facts_zh` and `facts_en`."""

from __future__ import annotations

import re

from simulator.mock.brain.late import late

_GAP = late(r"[ \t：:，,是为\"“「『《'‘【]{0,3}")
_LATIN = late(
    r"[A-Z](?:\.|[\w'’-]{0,30})(?: (?:[A-Z][\w'’-]{0,30}|de|van|von"
    r"|bin|al)){0,3}|[a-z][\w'’-]{0,30}",
    re.ASCII,
)
_HAN = late(r"[\u3400-\u9fff·•]{1,24}[A-Z0-9]{0,4}")
_OTHER = late(r"[\w·•'’-]{1,24}")
_STOP = late(
    r"今年|今天|现在|来自|住在|我|你|您|请|而且|并且|以及|和(?=我|你)|很高兴|是一|是个|讲[个一]|给我|告诉|帮|谢谢"
    r"|对[吗吧不]|"
    r"这[件个事]|喜欢|(?<=..)(?:吗|么|来着|就行|就好|就可以)"
)
_PARTICLES = "吧啊呀呢哦啦哈嘛噢喔呗哟的了"
_NOT_FIRST = frozenset("什啥谁哪他她它你您我了过不没得一这那着个起醒来去做吃干到怎为何第")
_NOT_NAMES = late(r"外卖|滴滴|车|出租车|网约车|救护车|代驾|快递|名字|家长|医生|听|看|爸爸|妈妈|一声|有人|屈|苦|停|板")
_NOT_LATIN = late(
    r"a|an|the|not|what|who|where|when|why|how|back|later|up|if|in|on|at|as|maybe|and|so|very|just|here|sorry|fine|good|ok|okay|happy"
    r"|sad|tired|busy|sure|glad|chinese|american|british|english|french|german|japanese|korean|indian|going|trying|looking|from",
    re.IGNORECASE,
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤"
    "滕殷毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛"
    "林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪解应宗丁宣邓洪包左石崔吉龚程邢裴陆翁荀甄封储靳段焦谷车侯全班秋仲宫宁仇甘武符刘景詹龙叶"
    "白怀蒲赖卓池乔闻党翟谭劳姬申冉桑桂边尚温庄晏柴瞿阎连习艾容向古易廖耿满匡文寇广欧沃利越师巩聂曾沙关查游权盖"
)
_NOT_PEOPLE = "人生师员者的家户民客迷粉友长手工白子孩婆公爸妈女男偷兵帅弟妹哥姐"


def name_at(text: str, start: int) -> tuple[str, int] | None:
    """Read the name that begins at `start`, with the place where it ends; None where no name stands there.

    Stops at punctuation, at words that begin another statement (今年, 来自, 请) and before closing particles
    (张三丰吧). A question (我叫什么) is no name.
    """
    begin = _GAP.match(text, start)
    place = begin.end() if begin else start
    if (latin := _LATIN.match(text, place)) is not None:
        name = latin.group()
        return None if _NOT_LATIN.fullmatch(name) else (name, latin.end())
    if (han := _HAN.match(text, place)) is not None:
        name = _han_name(han.group())
        return (name, place + len(name)) if name else None
    if (other := _OTHER.match(text, place)) is not None:
        return other.group(), other.end()
    return None


def _han_name(run: str) -> str:
    stop = _STOP.search(run, 1)
    name = run[: stop.start()] if stop else run
    while len(name) > 1 and name[-1] in _PARTICLES and name[-1] != name[-2]:
        name = name[:-1]
    refused = name[:1] in _NOT_FIRST or _NOT_NAMES.fullmatch(name) or len(name) > 12 or name.endswith(("吗", "么"))
    return "" if refused else name


def is_personal(text: str) -> bool:
    """Say whether 我是… introduces a name: a surname, or 小, 老 or 阿, before one or two characters of no trade."""
    return len(text) in (2, 3) and (text[0] in _SURNAMES or text[0] in "小老阿") and text[-1] not in _NOT_PEOPLE
