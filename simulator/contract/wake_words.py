"""Whether a vendor's wake words wake it, each by itself, and nothing else that people say does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from simulator.contract.verdict import Check, Seen, Subject, seen
from simulator.domain.limit import Bilingual
from simulator.domain.release import WakeWord
from simulator.domain.wake import listen
from simulator.ports import Syllables
from simulator.texts import Texts

_TEXTS = Texts("contract")

SENTENCES = (
    "你好，今天天气怎么样？",
    "你好吗？",
    "我叫小明，请记住",
    "小明今天没来上课",
    "小时候我住在南京",
    "小心，前面有车！",
    "讲个笑话",
    "再讲一个",
    "我们一起去吃饭吧",
    "他说他不想去",
    "明天下午三点提醒我开会",
    "帮我设一个七点的闹钟",
    "这个手机多少钱？",
    "喂，你在哪儿？",
    "谢谢，再见",
    "好的，没问题",
    "嘿，好久不见",
    "同学们好",
    "Hello, how are you?",
    "Hey, what are you doing tonight?",
    "Hi there",
    "Good morning, everyone",
    "Please tell me a joke",
    "What is the time?",
    "OK, let us go",
    "I will call you later",
)
"""What is said near a phone and not to it."""


def look(subject: Subject) -> Seen:
    """Listen for each wake word as a sleeping phone does."""
    words, syllables = subject.vendor.wake_words, subject.syllables
    failures = [*_deaf(words, syllables), *_collisions(words, syllables), *_woken_by_others(words, syllables)]
    if not words:
        return Seen((), _TEXTS["wake.none"])
    return seen(failures, Bilingual("、".join(word.text for word in words), ", ".join(word.text for word in words)))


def _deaf(words: tuple[WakeWord, ...], syllables: Syllables) -> Iterator[Bilingual]:
    for word in words:
        hearing = listen(f"{word.text}，你好", (word,), syllables, is_open=False)
        if hearing is None or not hearing.is_wake or hearing.rest != "你好":
            yield _TEXTS["wake.deaf"].filled(word=word.text)


def _collisions(words: tuple[WakeWord, ...], syllables: Syllables) -> Iterator[Bilingual]:
    """Find words that wake by another one of the same phone: nobody could tell which was meant."""
    for said, word in permutations(words, 2):
        hearing = listen(said.text, (word,), syllables, is_open=False)
        if hearing is not None and hearing.is_wake:
            yield _TEXTS["wake.alike"].filled(said=said.text, word=word.text)


def _woken_by_others(words: tuple[WakeWord, ...], syllables: Syllables) -> Iterator[Bilingual]:
    for sentence in SENTENCES:
        hearing = listen(sentence, words, syllables, is_open=False)
        if hearing is not None and hearing.is_wake:
            yield _TEXTS["wake.ordinary"].filled(sentence=sentence, wake_word=hearing.wake_word)


WAKE_WORDS = Check("wake_words", _TEXTS["wake"], look)
