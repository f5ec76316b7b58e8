"""The bundled brain, and talking to it as a phone with an unlimited memory would. Rules are in the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.domain.completion import Message
from simulator.mock.brain.fixtures import ReplyFixture, bundled_replies
from simulator.mock.brain.think import Brain, Thought

Talk = Callable[..., list[Thought]]


@pytest.fixture(scope="session")
def replies() -> tuple[ReplyFixture, ...]:
    return bundled_replies()


@pytest.fixture(scope="session")
def brain(replies: tuple[ReplyFixture, ...]) -> Brain:
    return Brain(replies)


@pytest.fixture(scope="session")
def talk(brain: Brain) -> Talk:
    """Say the utterances one after another, every earlier message in the prompt; give the thoughts."""

    def talk(*utterances: str, seed: int = 7) -> list[Thought]:
        messages: list[Message] = []
        thoughts: list[Thought] = []
        for utterance in utterances:
            messages.append(Message("user", utterance))
            thoughts.append(brain.answer(messages, seed))
            messages.append(Message("assistant", thoughts[-1].answer))
        return thoughts

    return talk
