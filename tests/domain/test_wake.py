"""What wakes a phone, by its characters and by its sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.release import WakeWord
from simulator.domain.wake import Hearing, listen
from simulator.pronounce import syllables

XIAOYI = (WakeWord("小艺小艺", "seed"),)
YOYO = (WakeWord("YOYO", "seed"), WakeWord("哟哟", "assumed"), WakeWord("你好YOYO", "assumed"))
BREENO = (WakeWord("小布小布", "seed"), WakeWord("嘿小布", "assumed"))


def asleep(utterance: str, words=XIAOYI) -> Hearing | None:
    return listen(utterance, words, syllables, is_open=False)


def awake(utterance: str, words=XIAOYI) -> Hearing | None:
    return listen(utterance, words, syllables, is_open=True)


@pytest.mark.parametrize("hear", [asleep, awake])
@pytest.mark.parametrize(
    ("utterance", "words", "heard", "rest"),
    [
        ("小艺小艺", XIAOYI, "小艺小艺", ""),
        ("小艺小艺，我叫小明", XIAOYI, "小艺小艺", "我叫小明"),
        ("小艺小艺我叫小明", XIAOYI, "小艺小艺", "我叫小明"),
        ("小艺，小艺！ ……今天 星期几？", XIAOYI, "小艺，小艺", "今天 星期几？"),
        ("  小 艺 小 艺~～ 讲个笑话", XIAOYI, "小 艺 小 艺", "讲个笑话"),
        ("小艺小艺小艺小艺", XIAOYI, "小艺小艺", "小艺小艺"),
        ("yoyo, 9.8 和 9.11 哪个大", YOYO, "yoyo", "9.8 和 9.11 哪个大"),
        ("Yo-Yo: hi", YOYO, "Yo-Yo", "hi"),
        ("YOYO你好", YOYO, "YOYO", "你好"),
        ("你好，yoyo。", YOYO, "你好，yoyo", ""),
        ("哟哟，在吗", YOYO, "哟哟", "在吗"),
        ("嘿，小布！讲个故事", BREENO, "嘿，小布", "讲个故事"),
    ],
)
def test_the_very_characters_wake_and_are_cut(hear, utterance, words, heard, rest):
    hearing = hear(utterance, words)
    assert (hearing.heard, hearing.score, hearing.rest, hearing.is_wake) == (heard, 1.0, rest, True)
    assert hearing.wake_word in {word.text for word in words}


@pytest.mark.parametrize("utterance", ["小易小易，我叫小明", "小一小一，我叫小明", "小义 小亿，我叫小明"])
@pytest.mark.parametrize("hear", [asleep, awake])
def test_the_same_sound_wakes_with_a_lower_score(hear, utterance):
    hearing = hear(utterance)
    assert hearing.is_wake
    assert (hearing.wake_word, hearing.score, hearing.rest) == ("小艺小艺", 0.75, "我叫小明")


@pytest.mark.parametrize(
    "rival", ["小爱同学", "小爱小爱", "小艾小艾", "小度小度", "小布小布", "小意思小意思", "小艺", "小艺小"]
)
def test_a_rivals_wake_word_does_not_wake(rival):
    hearing = asleep(f"{rival}，在吗")
    assert not hearing.is_wake
    assert hearing.score < 1
    assert hearing.rest == f"{rival}，在吗"
    assert awake(f"{rival}，在吗") is None


@pytest.mark.parametrize(
    ("utterance", "word"),
    [
        ("小诗小诗", "小思小思"),
        ("小展小展", "小赞小赞"),
        ("小纯小纯", "小村小村"),
        ("小乐小乐", "小讷小讷"),
        ("小英小英", "小音小音"),
    ],
)
def test_confused_initials_and_finals_count_lower_than_the_same_sound(utterance, word):
    same = listen(utterance, (WakeWord(utterance, ""),), syllables, is_open=False)
    confused = listen(utterance, (WakeWord(word, ""),), syllables, is_open=False)
    assert confused.is_wake
    assert confused.score < 0.75 < same.score


def test_the_exact_word_wins_over_one_that_only_sounds_alike():
    words = (WakeWord("小易小易", "assumed"), *XIAOYI)
    assert asleep("小艺小艺", words).wake_word == "小艺小艺"


def test_an_open_phone_takes_a_likeness_in_sound_alone_for_the_question():
    assert asleep("校医校医，你好").is_wake
    assert awake("校医校医，你好") is None
    assert awake("晓艺晓艺，你好").rest == "你好"


@pytest.mark.parametrize("utterance", ["", " ", "，。！", "🙂", "___"])
def test_where_nothing_is_said_nothing_is_heard(utterance):
    assert asleep(utterance) is None
    assert awake(utterance) is None


@pytest.mark.parametrize("utterance", ["YOYO123", "yoyoyo", "Yoyoma 是谁", "YOYOs are toys"])
@pytest.mark.parametrize("hear", [asleep, awake])
def test_a_longer_latin_word_is_not_the_wake_word(hear, utterance):
    hearing = hear(utterance, YOYO)
    assert hearing is None or not hearing.is_wake


def test_a_sleeping_phone_says_what_it_nearly_heard():
    near, far = asleep("小艺小布"), asleep("你知道天气吗")
    assert (near.heard, near.wake_word) == ("小艺小布", "小艺小艺")
    assert near.score > far.score


def test_a_phone_without_wake_words_hears_none():
    assert asleep("小艺小艺", ()) is None


@given(st.text(st.characters(codec=None)), st.booleans())
def test_no_text_is_too_strange_to_listen_to(utterance, is_open):
    hearing = listen(utterance, XIAOYI + YOYO, syllables, is_open=is_open)
    assert hearing is None or 0 <= hearing.score <= 1
    assert hearing is None or hearing.is_wake or hearing.rest == utterance


@given(st.text("sßſﬃfi小İ ", max_size=8), st.text("sßſﬃfi小İ ", max_size=8), st.booleans())
def test_letters_that_fold_into_several_are_no_trap(utterance, word, is_open):
    hearing = listen(utterance, (WakeWord(word, "assumed"),), syllables, is_open=is_open)
    assert hearing is None or 0 <= hearing.score <= 1


@given(
    st.sampled_from(["小艺小艺", "小易小易"]),
    st.sampled_from(["，", " ", "。", "！", "…"]),
    st.text("我叫小明ab9", min_size=1),
)
def test_waking_takes_the_word_and_leaves_the_question(word, pause, question):
    hearing = asleep(word + pause + question)
    assert hearing.is_wake
    assert hearing.rest == question


@given(st.sampled_from("小艺布爱易度"), st.text("小艺布爱易度", min_size=3, max_size=3))
def test_only_the_very_characters_score_one(first, more):
    hearing = asleep(first + more)
    assert (hearing.score == 1.0) == (first + more == "小艺小艺")


def test_the_sound_of_a_long_utterance_is_not_asked_for():
    asked = []

    def sound(text: str) -> list[str]:
        asked.append(text)
        return list(text)

    for is_open in (True, False):
        listen("小意" * 50_000, XIAOYI, sound, is_open=is_open)
    assert max(map(len, asked)) == 4
