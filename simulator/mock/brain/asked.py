"""Which fact about the user an utterance asks for, in both languages. Looking it up and saying it is `recall`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.domain.brief import remembered
from simulator.mock.brain.facts import About
from simulator.mock.brain.facts_zh import OWN, SECRETS
from simulator.mock.brain.late import late


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the user: which kind of fact, and of which thing (or verb) where the kind needs one.

    `surely` is False where the words could also mean something else, so that only a fact that was told answers them.
    """

    about: About
    noun: str = ""
    surely: bool = True


_END = r"(?:来着|名字|呢|呀|啊|吗|了|的){0,3}\s*(?:$|[？?，,。！!；;\n])"
_WHICH_PLACE = r"(?:哪(?:里|儿|个城市|座城市|个市|个地方|个国家)?|什么地方|何处)"
_FIXED: tuple[tuple[About, re.Pattern[str]], ...] = (
    (
        "note",
        late(
            r"(?:让|叫|请|要)你记(?:住|下)?(?:了|的)?(?:东西|内容|话|事情?|数字|号码|词|单词|电话|日期|名字)?是?(?:什么|啥|哪些)|你(?:都"
            r"|还)?记住了?(?:什么|啥|哪些)"
            r"|(?i:what (?:did|had) I (?:ask|tell|told|asked) you to remember)"
        ),
    ),
    (
        "name",
        late(
            r"我(?:的名字|名字)?(?:到底|究竟|应该)?叫(?:做)?(?:什么|啥)(?!外卖|车|菜|酒店|服务)"
            r"|我的?名字(?:到底)?是?(?:什么|啥)"
            r"|我(?:到底|究竟)?是谁(?![的家])|(?:记得|记住|记不记得|知道|知不知道|忘了|忘记|说出|告诉我|猜)我(?:的名字"
            r"|叫(?!你)|是谁|姓)|我(?:姓什么|贵姓)"
            r"|我(?:是不是|是否)叫|我叫[^，,。？?]{1,12}(?:吗|对吗|对吧|是吧|对不对|没错吧)|怎么称呼我|记得我吗|我的名字(?:呢"
            r"|还记得吗|你还?记得)"
            r"|(?i:\bwhat(?:['’]s| is| was) my (?:full |first |last )?name\b|\bwho am I\b|\bwhat am I called\b"
            r"|\bwhat do you call me\b"
            r"|(?:remember|know|recall|tell me|say|forgot|forgotten|forget|guess) (?:what )?my name\b|\bis my name\b)"
        ),
    ),
    (
        "home",
        late(
            r"我(?:家|现在|目前){0,2}住在?"
            + _WHICH_PLACE
            + _END
            + r"|我的?家住?在"
            + _WHICH_PLACE
            + _END
            + r"|(?:记得|知道)我(?:家)?住在?"
            + _WHICH_PLACE
            + r"|(?i:\bwhere do I live\b|\bwhich (?:city|town"
            r"|country) do I live in\b)"
        ),
    ),
    (
        "origin",
        late(
            r"我是?(?:来自|从)" + _WHICH_PLACE + r"(?:来的?)?" + _END + r"|我是哪(?:里|儿|国|个国家的?)人"
            r"|我的?老家(?:在|是)" + _WHICH_PLACE + r"|(?i:\bwhere (?:am I from|do I come from)\b)"
        ),
    ),
    (
        "age",
        late(
            r"我(?:今年|现在|到底){0,2}(?:多大|几岁|多少岁)" + _END + r"|我的?年龄|(?i:\bhow old am I\b"
            r"|\bwhat(?:['’]s| is) my age\b)"
        ),
    ),
)
_LIKES = late(
    r"我(?:最|平时){0,2}(?:(?P<not>不喜欢|讨厌|不爱)|喜欢|爱)(?P<verb>[\u3400-\u9fff]{0,2}?)(?:什么|啥|哪)"
    r"[^，,。？?\s]{0,6}?" + _END
)
_LIKES_EN = late(r"(?i:\bwhat (?:\w+ )?do I (?:(?P<not>hate|dislike|not like)|like|love|enjoy))\b")
_NOUN = r"(?P<noun>[^\s，,。；;！!？?是叫在：:]{1,12}?)(?:的名字)?"
_WHAT = r"(?P<how>叫做?|是|在)?(?:什么|啥|谁|多少|哪[^\s，,。？?]{0,3}|几[^\s，,。？?岁]{0,4})(?:名字|时候|时间|地方)?"
_OWN = late(r"我(?:的|家的?|(?=最喜欢的|" + OWN + r"))" + _NOUN + _WHAT + _END)
_OWN_STILL = late(r"(?:记得|知道)我(?:的|家的?)" + _NOUN + r"(?P<how>吗|么)")
_SECRET = late(r"(?P<noun>" + SECRETS + r")(?P<how>是)?(?:什么|多少|啥)" + _END)
_LOOSE = late(r"^(?:那么?|对了|请问|还记得)?[，, ]?" + _NOUN + _WHAT + _END)
_OWN_EN = late(
    r"(?i:\b(?:what(?:['’]s| is| was| are)|who(?:['’]s| is)|when(?:['’]s"
    r"| is)) my (?P<noun>[a-z]+(?: [a-z]+){0,2}?)(?P<how>['’]s name| called| named)?)\s*(?:$|[?,.!])"
)
_NOT_THINGS = frozenset(
    [
        "问题",
        "意思",
        "上一个问题",
        "第一个问题",
        "优势",
        "缺点",
        "机会",
        "电脑",
        "手机",
        "代码",
        "first message",
        "first question",
        "last message",
        "last question",
        "second question",
        "second message",
        "third question",
        "previous question",
        "previous message",
        "next",
        "step",
        "best",
        "option",
        "mistake",
        "options",
    ]
)


@remembered
def asked(text: str) -> Asked | None:
    """Tell which fact about the user the text asks for; None where it asks for none."""
    for about, pattern in _FIXED:
        if pattern.search(text):
            return Asked(about)
    for pattern in (_LIKES, _LIKES_EN):
        if (match := pattern.search(text)) is not None:
            return Asked("dislikes" if match["not"] else "likes", match.groupdict().get("verb") or "")
    return _thing(text)


def _thing(text: str) -> Asked | None:
    for pattern in (_OWN, _OWN_STILL, _SECRET, _OWN_EN, _LOOSE):
        match = pattern.search(text)
        if match is not None and match["noun"].lower() not in _NOT_THINGS:
            how = match["how"] or ""
            called = how.startswith("叫") or "name" in how or how == " called"
            return Asked("called" if called else "is", match["noun"], surely=pattern is not _LOOSE)
    return None
