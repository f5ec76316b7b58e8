"""What this project expects of phones. Each test has a phone, a memory and a clock of its own."""

import pytest

from simulator.testing import Phone, Phones, SyncPhone, events


@pytest.mark.phone(vendor="xiaoyi", release="11.2.10.310")
async def test_the_beta_forgets_and_the_update_remembers(phone: Phone) -> None:
    await phone.say("小艺小艺，我叫小明")
    assert phone.last.outcome == "completed"
    for _ in range(4):
        await phone.say("讲一个笑话")

    await phone.say("我叫什么？")
    assert "小明" not in phone.last.answer
    assert "小明" not in phone.sent  # what reached the backend

    phone.upgrade("11.2.10.340", date="2025-02-09")
    await phone.say("我叫什么？")
    assert "小明" in phone.last.answer


async def test_thinking_comes_before_the_answer(phone: Phone) -> None:
    await phone.say("9.8 和 9.11 哪个大？")
    assert phone.last.thinking
    assert phone.last.first_token < phone.last.thinking_seconds < phone.last.seconds


async def test_a_poem_can_be_stopped(phone: Phone) -> None:
    phone.interrupt(after="2s")
    await phone.say("写一首长诗")
    assert (phone.last.outcome, phone.last.seconds) == ("interrupted", 2)


@pytest.mark.phone(vendor="xiaoyi", release="11.2.10.310")
async def test_the_beta_ends_a_long_conversation(phone: Phone) -> None:
    for _ in range(20):
        if (await phone.say("讲一个笑话")).limit == "turns_per_conversation":
            break
    assert (phone.last.outcome, phone.last.limit) == ("limited", "turns_per_conversation")

    phone.new_conversation()
    assert (await phone.say("讲一个笑话")).outcome == "completed"


async def test_a_busy_server_is_told(phone: Phone) -> None:
    await phone.say("你好", faults=["busy"])
    assert (phone.last.outcome, phone.last.fault.kind) == ("fault", "overloaded")

    phone.change(airplane=True)
    await phone.say("你好")
    assert phone.last.fault.kind == "connection"


@pytest.mark.phone(vendor="nubia", entry="assistant")
async def test_an_alarm_rings(phone: Phone) -> None:
    await phone.say("十分钟后叫我")
    assert [call.skill for call in phone.last.skills] == ["set_alarm"]
    (rang,) = await phone.wait("10m")
    assert isinstance(rang, events.Rang)


async def test_two_phones_are_strangers(phones: Phones[Phone]) -> None:
    mine, yours = phones(vendor="yoyo", seed=7), phones(vendor="breeno", seed=7)
    await mine.say("我叫小明")
    await yours.say("我叫什么？")
    assert "小明" not in yours.last.answer


def test_a_test_without_async(phone_sync: SyncPhone) -> None:
    turn = phone_sync.say("你好")
    assert turn.outcome == "completed"
    assert turn.event(events.TurnEnded).usage.completion_tokens > 0
