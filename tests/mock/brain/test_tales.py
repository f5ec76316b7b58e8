"""Jokes, stories and poems: another one is another one as long as the prompt remembers."""

from __future__ import annotations

import pytest

from simulator.domain.completion import Message
from simulator.mock.brain.tales import opening


def told(answer, replies):
    return [reply.id for reply in replies if reply.kind in ("joke", "story", "poem") and opening(reply) in answer]


def test_every_tale_is_known_by_its_opening(replies):
    tales = [reply for reply in replies if reply.kind in ("joke", "story", "poem")]
    assert all(told(reply.answer, replies) == [reply.id] and opening(reply) for reply in tales)


def test_there_are_enough_short_jokes_in_both_languages(replies):
    jokes = [reply for reply in replies if reply.kind == "joke"]
    assert len([joke for joke in jokes if joke.lang == "zh"]) >= 12
    assert len([joke for joke in jokes if joke.lang == "en"]) >= 8
    assert all(len(joke.answer) <= 140 for joke in jokes)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("first", "more"),
    [
        ("讲个笑话", "再讲一个"),
        ("tell me a joke", "another one"),
        ("讲个笑话", "不好笑，换一个"),
        ("讲个笑话", "好好笑，再来一个！"),
    ],
)
def test_no_joke_is_told_twice_while_the_prompt_holds_it(talk, replies, first, more, seed):
    answers = [thought.answer for thought in talk(first, *[more] * 7, seed=seed)]
    ids = [told(answer, replies) for answer in answers]
    assert all(len(one) == 1 for one in ids)
    assert len({one[0] for one in ids}) == 8


def test_a_cut_joke_counts_as_told(brain, replies):
    jokes = [reply for reply in replies if reply.kind == "joke" and reply.lang == "zh"]
    for seed in range(30):
        messages = [
            Message("user", "讲个笑话"),
            Message("assistant", jokes[3].answer[:20]),
            Message("user", "再讲一个"),
        ]
        assert told(brain.answer(messages, seed).answer, replies) != [jokes[3].id]


def test_when_all_are_told_the_earliest_comes_again_and_says_so(brain, replies):
    jokes = [reply for reply in replies if reply.kind == "joke" and reply.lang == "zh"]
    said = [Message("assistant", joke.answer) for joke in jokes]
    answer = brain.answer([Message("user", "讲个笑话"), *said, Message("user", "再讲一个")], 1).answer
    assert told(answer, replies) == [jokes[0].id] and "讲过" in answer


def test_one_more_means_more_of_the_same_kind(talk, replies):
    kinds = {reply.id: reply.kind for reply in replies}
    ids = [told(thought.answer, replies)[0] for thought in talk("讲个故事", "再来一个", "写一首诗", "再来一首")]
    assert [kinds[one] for one in ids] == ["story", "story", "poem", "poem"] and len(set(ids)) == 4


def test_one_more_without_memory_says_that_nothing_is_seen(talk, replies):
    answer = talk("再讲一个")[-1].answer
    assert "看不到" in answer and len(told(answer, replies)) == 1


def test_a_poem_is_about_what_was_asked(talk):
    assert "故乡" in talk("写一首关于故乡的诗")[-1].answer
    assert "春天" in talk("写一首关于春天的诗")[-1].answer
    assert "the sea" in talk("write a poem about the sea")[-1].answer


def test_another_subject_is_not_another_joke(talk, replies):
    assert told(talk("讲个笑话", "换一个话题")[-1].answer, replies) == []


@pytest.mark.parametrize("text", ["解释一下这个笑话", "怎么写诗", "explain this joke"])
def test_talking_about_tales_tells_none(talk, replies, text):
    assert told(talk(text)[-1].answer, replies) == []
