"""Who answers an utterance, decided by patterns that are data. Whether the phone may ask at all is `gates`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator.domain.events import Route
from simulator.domain.intents import Intent
from simulator.domain.release import Capabilities
from simulator.domain.wishes import wishes_of

CHAT_SKILLS = frozenset({"translate"})
"""Skills of the phone that a chat partner has too."""

_NOTEBOOK = r"笔记|备忘|便签|\bnote to self\b|\b(?:take|make|write|add|create) (?:me )?(?:an?|this|the)? ?note\b"

_SCANNED = 2_000
"""Only so many characters are looked at: a request to the phone is short, and a pasted novel must stay cheap."""

_BRIEF, _REMEMBERED = 200, 512
"""Of questions of so many characters at most, the answers to so many are kept: scripts put the same to many phones."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One routing rule: an utterance that `pattern` finds needs `capability`; without it the phone refuses `limit`.

    An utterance that `unless` finds is about the thing and asks for no action.
    """

    name: str
    capability: str
    limit: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def asks(self, question: str) -> bool:
        """Say whether the question asks for what the rule is about."""
        begin = question[:_SCANNED]
        return bool(self.pattern.search(begin)) and not (self.unless and self.unless.search(begin))


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an utterance goes and the rule that said so; a refusal carries the rule whose capability is missing.

    `question` is what is left to ask, None for all of it; `wishes` are what skills of the phone are asked to do.
    """

    route: Route
    rule: str
    missing: Rule | None = None
    question: str | None = None
    wishes: tuple[Intent, ...] = ()


def _rule(name: str, capability: str, limit: str, *patterns: str, unless: str | None = None) -> Rule:
    about = None if unless is None else re.compile(unless, re.IGNORECASE)
    return Rule(name, capability, limit, re.compile("|".join(patterns), re.IGNORECASE), about)


RULES = (
    _rule(
        "realtime_voice",
        "realtime_voice",
        "realtime_voice",
        r"(和|跟|陪)我(实时)?(语音|视频)(聊天|通话|对话)",
        r"^(我们|咱们)?(来|开始|进行|打)?(个|一?次|一下)?(实时)?(语音|视频)(聊天|通话|对话)吧?[！!。]?$",
        r"(real-?time|live) (voice|video) (chat|call)",
    ),
    _rule(
        "picture",
        "pictures",
        "modality",
        r"(看看?|识别|分析|描述)(一下)?(我发的|我拍的)?[这那](张|幅)(图|图片|照片|截图)",
        r"^[这那](张|幅)(图|图片|照片|截图)(里|上|中)?(是|有|写)",
        r"(^|[，,。！!？? ]|帮我|给我|请|来)画一?(张|幅|个)(?!面|家|展|廊)",
        r"(look at|describe|what is in) (this|the attached) (picture|photo|image|screenshot)",
        r"draw (me )?an? (picture|image)",
    ),
    _rule(
        "phone_action",
        "phone_skills",
        "phone_skills",
        r"(设(?!计)(置|定)?|定|订|调|打?开|关(?!于)(掉|闭)?)(一?个)?.{0,12}闹钟(?!程序|软件|代码|的)",
        r"(打开|关闭|启动)(一下)?(微信|相机|蓝牙|手电筒|飞行模式|支付宝|地图|音乐|设置|Wi-?Fi)",
        r"(给|帮我给).{1,12}(打(个)?电话|发(条|个)?(短信|微信))",
        r"(帮我)?(截(个)?屏|拍(张|个)(照片?|自拍))",
        r"提醒我(?!们).{0,20}(点|分钟后|小时后|明天|后天|下午|上午|晚上)",
        r"(明天|后天|今晚|下午|上午|晚上|\d点|点半).{0,10}(提醒|叫醒)我",
        r"^(请|帮我|麻烦)?打(个)?电话给",
        r"^(请|帮我|麻烦|给我|来)*拍(一?张|一?个|一下)?(照片?|自拍)$|^(请|帮我|麻烦)?截(一下|个)?[屏图]$",
        r"^(请|帮我)?把?(音量|亮度|声音|屏幕)(调|开|关)|^(请|帮我)?(调|开|关)(大|小|高|低)?(音量|亮度)",
        r"^(请|帮我)?(设|开|定)?(个|一?个)?(倒计时|定时器)\d*[一二三四五六七八九十]*(秒|分钟?|小时)",
        r"^(请|帮我)?(关机|重启|重启手机|锁屏|静音)[吧。！!]?$",
        r"^(请|帮我|给我)*(叫一?(个|辆)车|打一?(个|辆)?车|点一?(个|份|下)?外卖|买一?张.{1,12}票)",
        r"^(请|帮我|麻烦)?(发|回)(一?条|一?个)?(短信|微信|消息)给",
        r"^(请|帮我|麻烦|给我)*(播放|(放|来)一?(首|点|下|些)).{0,12}(歌(?![词手曲谱])|音乐)",
        r"^(请|帮我|麻烦|给我)*(导航|带我)(到|去)(?!.*[吗么？?])",
        r"\b(set|create|cancel) (an? |the )?(alarm|timer|reminder)",
        r"^(please )?turn (on|off) (the )?(flashlight|torch|bluetooth|wi-?fi)\b",
        r"^(please )?take an? (picture|photo|selfie)\b",
        r"^(please )?(play (some |a )?(music|song)|navigate to)\b",
        r"\b(open|launch) (the )?(camera|wechat|settings|bluetooth|maps)\b",
        r"\b(call|text) (my )?(mom|mum|dad|wife|husband|boss)\b",
        r"\bremind me (to|at|in)\b",
        unless=r"怎么|怎样|如何|为什么|为何|什么|区别|原理|哪[个些几]|\b(how|why|what)\b",
    ),
)
"""Shared by all phones: what a person asks a phone, and not a chat partner, to do."""


def route(question: str, capabilities: Capabilities) -> Decision:
    """Decide who answers a question that entered through the DeepSeek entry.

    A question that needs what the release cannot do is refused; an empty one (only the wake word was said) is
    answered by the assistant itself; all others go to the agent.
    """
    if not question:
        return Decision("in_house", "wake_only")
    for rule in RULES:
        asks = _asks_briefly if len(question) <= _BRIEF else _asks
        if asks(rule, question) and not getattr(capabilities, rule.capability).value:
            return Decision("refusal", rule.name, rule)
    return Decision("agent", "deepseek_entry")


def _asks(rule: Rule, question: str) -> bool:
    """Say whether the question asks for what the rule is about; of the phone's skills, a chat can translate."""
    if rule.asks(question):
        return True
    wishes = wishes_of(question) if rule.capability == "phone_skills" else ()
    return any(_is_the_phones(wish.skill, question) for wish in wishes)


def _is_the_phones(skill: str, question: str) -> bool:
    # 记一下我的生日 may be said to a chat partner too; a note is the phone's.
    is_note = skill != "take_note" or re.search(_NOTEBOOK, question[:_SCANNED], re.IGNORECASE) is not None
    return skill not in CHAT_SKILLS and is_note


_asks_briefly = lru_cache(_REMEMBERED)(_asks)
