"""Tells jokes, stories and poems, and another one that this prompt has not seen yet. The texts are fixtures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.mock.brain.fixtures import TALES, ReplyFixture, ReplyKind
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Lang, Question, quote
from simulator.mock.brain.thought import Ability, Thought

_WORDS: tuple[tuple[ReplyKind, str], ...] = (
    ("joke", r"笑话|段子|(?i:\bjokes?\b)"),
    ("story", r"故事|童话|(?i:\bstory\b|\bstories\b)"),
    ("poem", r"诗|(?i:\bpoems?\b|\bverses?\b)"),
)
_REQUEST = late(
    r"(?:讲|说|来|给|写|作|编|听|想看|换|再)[^，,。！!？?]{0,24}?(?:笑话|段子|故事|童话|诗)|^[^，。]{0,4}(?:笑话"
    r"|段子|故事|诗)[吧呗]?$|逗我(?:笑|开心|乐)|让我(?:笑|开心|乐)"
    r"|(?i:\b(?:tell|write|give|compose|make up|hear|know|need|want|another|say)\b[^.?!]{0,40}\b(?:jokes?|story"
    r"|stories|poems?|verses?)\b|\bmake me laugh\b)"
)
_NOT_TELLING = late(
    r"解释|分析|翻译|评价|为什么|什么意思|怎么写|如何写|(?i:\bexplain|\banaly|\btranslate"
    r"|\bhow (?:do|to|can)\b)"
)
_MORE = late(
    r"^(?:请|那|你|能不能|能|可以){0,3}(?:(?:再|另外?|还要?|继续)(?:给我|来|讲|说|写|换|听)?|换|下)"
    r"(?:一?[个则首篇段]|一下|点)"
    r"(?:别的|新的|不一样的|不同的)?(?:吧|呗|嘛|啊|吗|呢)?$|^还有(?:吗|别的吗|没有)$"
    r"|^(?i:(?:please )?(?:tell me |give me )?(?:another(?: one)?|one more|(?:a )?different one"
    r"|again)(?: please)?|tell me one)$"
)
_CLAUSE = late(r"[，,。.！!？?～~；;\n]+")
_CHATTER = 40
"""The longest utterance that is still heard as a wish for more because of its last clause."""
_TOPIC = late(
    r"(?:关于|有关|以)[“\"《]?(?P<zh>[^，,。！!？?”\"》的为]{1,12})[”\"》]?(?:的|为题|为主题)"
    r"|(?i:\b(?:about|on) )(?P<en>[\w' -]{1,30})"
)
_LEAD: dict[Lang, tuple[str, ...]] = {
    "zh": ("好的，给你讲一个：\n\n", "来一个：\n\n", "没问题，听好了：\n\n"),
    "en": ("Sure, here is one:\n\n", "Here you go:\n\n", "Of course:\n\n"),
}
_WRITTEN: dict[Lang, tuple[str, ...]] = {"zh": ("写好了：\n\n", "这首送给你：\n\n"), "en": ("Here it is:\n\n",)}
_FIRST: dict[Lang, str] = {
    "zh": "我这边看不到之前讲过什么了，先给你讲一个吧：\n\n",
    "en": "I cannot see what came before, so let me simply tell you one:\n\n",
}
_ALL_TOLD: dict[Lang, str] = {
    "zh": "我会的这一类都在这次对话里讲过了，把最早的那个再讲一遍：\n\n",
    "en": "You have heard all of mine in this conversation, so here is the earliest once more:\n\n",
}
_NAMES: dict[Lang, dict[ReplyKind, str]] = {
    "zh": {"joke": "听一个笑话", "story": "听一个小故事", "poem": "要一首诗"},
    "en": {"joke": "a joke", "story": "a story", "poem": "a poem"},
}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be told: its kind, a topic or "", and whether the user asked for one more of what came before."""

    kind: ReplyKind
    topic: str
    again: bool


def teller(replies: Sequence[ReplyFixture]) -> Ability:
    """Give the ability to tell the fixtures of kind joke, story or poem, none twice while a prompt remembers it."""
    own = tuple(reply for reply in replies if reply.kind in TALES)

    def answer(question: Question) -> Thought | None:
        wish = _wish(question, own)
        if wish is None:
            return None
        told = {reply.id: place for place, text in enumerate(question.said) for reply in own if opening(reply) in text}
        stock = _stock(own, wish, question.lang)
        return _tell(question, wish, stock, told) if stock else None

    return answer


def is_asked(text: str) -> bool:
    """Say whether an utterance asks to be told something, whatever of that kind it is."""
    return _wants_more(text) or (_REQUEST.search(text) is not None and not _NOT_TELLING.search(text))


def opening(reply: ReplyFixture) -> str:
    """Give the first words, by which a tale is known again even where its end was cut."""
    return reply.answer.replace("《{topic}》", "").strip().split("{topic}")[0][:14]


def _wish(question: Question, own: Sequence[ReplyFixture]) -> _Wish | None:
    text = question.start
    if _wants_more(text):
        return _Wish(_kind_before(question, own), "", again=_kind(question.heard[-1][:_CHATTER]) is None)
    if not _REQUEST.search(text) or _NOT_TELLING.search(text):
        return None
    topic = _TOPIC.search(text)
    subject = quote((topic["zh"] or topic["en"]) if topic else "", 20)
    return _Wish(_kind(text) or "joke", subject, again=re.search(r"再|换|(?i:\banother\b|\bmore\b)", text) is not None)


def _wants_more(text: str) -> bool:
    """Say whether the last clause asks for one more: 好好笑，再来一个."""
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip(" 啊哈嗯")]
    wishes = [clause for clause in clauses if clause.lower() != "please"]
    return len(text) <= _CHATTER and bool(wishes) and _MORE.match(wishes[-1]) is not None


def _kind(text: str) -> ReplyKind | None:
    return next((kind for kind, words in _WORDS if re.search(words, text)), None)


def _kind_before(question: Question, own: Sequence[ReplyFixture]) -> ReplyKind:
    """Give what was told last, else what was asked for last, else a joke: that is what 再讲一个 means."""
    for text in reversed(question.said):
        for reply in own:
            if opening(reply) in text:
                return reply.kind
    kinds = (_kind(text[:200]) for text in reversed(question.heard))
    return next((kind for kind in kinds if kind), "joke")


def _stock(own: Sequence[ReplyFixture], wish: _Wish, lang: Lang) -> list[ReplyFixture]:
    """Give texts that hold the topic, else those that take any; without a topic, those that need none."""
    kind = [reply for reply in own if reply.kind == wish.kind and reply.lang == lang]
    if wish.topic:
        about = [reply for reply in kind if wish.topic in reply.answer]
        return about or [reply for reply in kind if "{topic}" in reply.answer] or kind
    return [reply for reply in kind if "{topic}" not in reply.answer]


def _tell(question: Question, wish: _Wish, stock: Sequence[ReplyFixture], told: dict[str, int]) -> Thought:
    fresh = [reply for reply in stock if reply.id not in told]
    chosen = question.pick(fresh, "tale") if fresh else min(stock, key=lambda reply: told[reply.id])
    text = chosen.answer.replace("{topic}", wish.topic)
    lead = question.pick((_WRITTEN if wish.kind == "poem" else _LEAD)[question.lang], "lead")
    if not fresh:
        lead = _ALL_TOLD[question.lang]
    elif wish.again and not question.said:
        lead = _FIRST[question.lang]
    return Thought(chosen.thinking or _thinking(question.lang, wish, len(told)), lead + text)


def _thinking(lang: Lang, wish: _Wish, told: int) -> str:
    name = _NAMES[lang][wish.kind]
    if lang == "zh":
        topic = f"，主题是“{wish.topic}”" if wish.topic else ""
        memory = (
            f"前面已经讲过 {told} 个了，不能重复，得换一个新的。" if told else "对话里还没有讲过，随便挑一个合适的。"
        )
        return f"好的，用户想{name}{topic}。{memory}要健康、简短，读起来轻松，不冒犯任何人。想好了，就讲这个。"
    topic = f" about {wish.topic}" if wish.topic else ""
    memory = (
        f"I have told {told} already and must not repeat myself."
        if told
        else "Nothing was told in this conversation yet."
    )
    return f"Okay, so the user wants {name}{topic}. {memory} It should be short, clean and easy to enjoy. I have one."
