"""A phone that is spoken to: what it hears as it is said, and that it does not fall asleep meanwhile."""

from __future__ import annotations

from simulator.domain.events import FellAsleep, Heard, SpeechEnded, SpeechHeard, WakeMissed, Woken
from tests.fakes import phone

SLEEPS = {"must_wake": True}


def heard(*events: object) -> list[tuple[str, bool]]:
    return [(event.text, event.wakes) for event in events if isinstance(event, SpeechHeard)]


async def test_a_sleeping_phone_hears_its_wake_word_while_it_is_said():
    held = phone("好的", handset=SLEEPS)
    parts = [event for said in ("", "小艺", "小艺小艺", "小艺小艺，你好") for event in held.conversation.overhear(said)]
    assert heard(*parts) == [("", False), ("小艺", False), ("小艺小艺", True), ("小艺小艺，你好", True)]
    said = await held.say("小艺小艺，你好", source="audio")
    assert said.kinds[:4] == ["SpeechEnded", "VoiceStep", "Woken", "Heard"]
    assert said.event(Heard).text == "你好"


async def test_a_phone_does_not_fall_asleep_while_it_is_spoken_to():
    held = phone("在", "好的", silence_seconds=5.0, handset=SLEEPS)
    await held.say("小艺小艺")
    assert held.conversation.silence_left == 5.0
    held.conversation.overhear("")
    await held.clock.sleep_until(held.clock.now() + 30.0)
    assert held.conversation.tick() is None
    said = await held.say("讲一个很长的故事", source="audio")
    assert said.event(Heard).text == "讲一个很长的故事"
    assert Woken.__name__ not in said.kinds


async def test_dropped_speech_starts_the_silence_anew_and_leaves_a_sleeping_phone_asleep():
    held = phone("在", silence_seconds=5.0, handset=SLEEPS)
    held.conversation.overhear("小艺小艺")
    assert held.conversation.drop_speech().dropped
    assert not held.conversation.is_awake
    assert (await held.say("你好")).event(WakeMissed).heard == "你好"
    await held.say("小艺小艺")
    held.conversation.overhear("等")
    await held.clock.sleep_until(held.clock.now() + 30.0)
    held.conversation.drop_speech()
    assert held.conversation.silence_left == 5.0
    await held.clock.sleep_until(held.clock.now() + 5.0)
    assert isinstance(held.conversation.tick(), FellAsleep)


async def test_a_microphone_that_opens_after_the_silence_finds_the_phone_asleep():
    held = phone("在", silence_seconds=5.0, handset=SLEEPS)
    await held.say("小艺小艺")
    await held.clock.sleep_until(held.clock.now() + 6.0)
    assert [type(event) for event in held.conversation.overhear("")] == [FellAsleep, SpeechHeard]


async def test_speech_reaches_the_phone_without_what_a_terminal_obeys():
    held = phone("好的")
    assert heard(*held.conversation.overhear("你\x1b[31m好")) == [("你[31m好", False)]
    assert isinstance(held.conversation.drop_speech(), SpeechEnded)
