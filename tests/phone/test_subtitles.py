"""Subtitles: cut by punctuation and length, timed by reading speed, kept, and written as SRT."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.cells import width
from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem
from simulator.phone.cues import GAP_MS, LONGEST_MS, SHORTEST_MS, Cue, cues_from, cues_json, cues_of, lines_of
from simulator.phone.srt import from_srt, srt_of, to_srt
from tests.phone.phones import Phone

SPEECH = "大家好，欢迎来到发布会。今天我们带来一款把六千七百一十亿参数的模型嵌入系统的手机，它叫努比亚。Any questions?"
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z"))).map(clean)


def test_a_line_ends_with_its_sentence_or_at_punctuation():
    assert list(lines_of(SPEECH)) == [
        "大家好，欢迎来到发布会。",
        "今天我们带来一款把六千七百一十亿",
        "参数的模型嵌入系统的手机，",
        "它叫努比亚。",
        "Any questions?",
    ]


def test_a_long_english_sentence_is_cut_between_words():
    text = "The quick brown fox jumps over the lazy dog and then it runs away, at 3.14 metres a second."
    assert list(lines_of(text)) == [
        "The quick brown fox jumps over the lazy",
        "dog and then it runs away,",
        "at 3.14 metres a second.",
    ]


def test_a_line_is_shown_as_long_as_it_is_read():
    nine, latin, long, short = cues_of("一二三四五六七八九\nA line of thirty-four characters.\n十\n" + "长" * 16)[:4]
    assert nine.end - nine.start == 1_000
    assert latin.end - latin.start == pytest.approx(33 / 17 * 1_000, abs=1)
    assert long.end - long.start == SHORTEST_MS
    assert short.end - short.start == pytest.approx(16 / 9 * 1_000, abs=1)


@given(TEXTS)
def test_subtitles_fit_follow_each_other_and_lose_nothing(text):
    cues = cues_of(text)
    for cue in cues:
        assert cue.text == cue.text.strip() != ""
        assert len(cue.text) <= 42 and (width(cue.text) <= 32 or width(cue.text) <= len(cue.text))
        assert SHORTEST_MS <= cue.end - cue.start <= LONGEST_MS
    for cue, following in pairwise(cues):
        assert following.start - cue.end == GAP_MS
    said = text.translate({ord("{"): "｛", ord("}"): "｝", ord("\\"): "＼"})
    assert "".join("".join(cue.text for cue in cues).split()) == "".join(said.split())


@given(TEXTS)
def test_cues_are_kept_and_written_and_read_back(text):
    cues = cues_of(text)
    assert cues_from(cues_json(cues)) == cues
    if cues and not any(mark in text for mark in "<>"):
        read = from_srt(srt_of(cues))
        assert [(cue.start, cue.end) for cue in read] == [(cue.start, cue.end) for cue in cues]
        assert [cue.text.split() for cue in read] == [cue.text.split() for cue in cues]


async def test_a_speech_becomes_a_file_for_a_player():
    phone = Phone()
    result = await phone.do("make_subtitles", text=SPEECH, title="发布会")
    assert result.split("\n") == [
        "已生成字幕（第 1 份，《发布会》）：5 条，共 6.6 秒，可导出为 SRT。",
        "第一条：大家好，欢迎来到发布会。",
    ]
    assert to_srt(phone.contents, 1).startswith(
        "1\n00:00:00,000 --> 00:00:01,333\n大家好，欢迎来到发布会。\n\n2\n00:00:01,417 --> 00:00:03,195\n今天我们带来"
    )


async def test_a_file_keeps_braces_and_brackets():
    phone = Phone()
    await phone.do("make_subtitles", text="{\\an8}见 <b>图</b>")
    assert "｛＼an8｝见 <b>图</b>" in to_srt(phone.contents, 1)


async def test_a_text_without_words_gives_no_subtitles():
    assert "缺少 text" in await Phone().refusal("make_subtitles", text="  \n ")
    assert "最多 10000 个" in await Phone().refusal("make_subtitles", text="长" * 10_001)


def test_subtitles_that_are_not_there_are_named():
    with pytest.raises(UserProblem, match=r"no subtitles number 7 .*there are: none"):
        to_srt(Phone().contents, 7)


def test_a_players_file_is_read():
    first = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>你好</i>\r\n世界\r\n\r\n"
    second = "2\r\n00:00:03,000 --> 00:00:04,000\r\n再见\r\n"
    assert from_srt("\ufeff" + first + second) == (Cue(1_000, 2_500, "你好 世界"), Cue(3_000, 4_000, "再见"))


@pytest.mark.parametrize("text", ["", "no subtitles", "1\nnot a time\nhello", "\x00" * 100, "[[1,2"])
def test_what_is_no_srt_file_says_so(text):
    with pytest.raises(UserProblem, match="SRT"):
        from_srt(text)


@given(st.text())
def test_any_text_is_an_srt_file_or_is_none(text):
    with suppress(UserProblem):
        assert from_srt(text)


@pytest.mark.parametrize("kept", ["", "{}x", "[1]", '[["a","b","c"]]', "[" * 100_000])
def test_broken_cues_are_an_error_of_one_kind(kept):
    with pytest.raises(ValueError):
        cues_from(kept)
