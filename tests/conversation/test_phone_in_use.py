"""What a phone does between turns: it opens, sleeps, wakes, begins anew and is put down."""

from __future__ import annotations

from simulator.domain.event_json import to_json
from simulator.domain.events import FellAsleep, SessionStarted, TurnEnded, WakeMissed, Woken
from simulator.domain.phone import PhoneWishes
from tests.fakes import PhoneInHand, phone, shanghai


def asleep(*replies, **parts) -> PhoneInHand:
    return phone(*replies, handset={"must_wake": True}, silence_seconds=8.0, **parts)


def test_a_phone_says_what_it_is():
    held = phone(since=shanghai(2025, 2, 5), channel="beta", wishes=PhoneWishes(app="1.5"), handset={"seed": 7})
    (opening,) = held.opening
    assert to_json(opening) == {
        "event": "session_started",
        "session": "test",
        "turn": 0,
        "t": 0.0,
        "vendor": "acme",
        "release": "1.0.0",
        "channel": "beta",
        "phone": {
            "device": "A1",
            "os": "AcmeOS 4.0",
            "app": "1.5",
            "date": "2025-02-05",
            "at": "2025-02-05T10:00:00+08:00",
            "region": "CN",
            "enrolled": False,
            "logged_in": True,
            "first_buyer": True,
        },
        "backend": "scripted",
        "model": "scripted-r1",
        "seed": 7,
        "entry": "deepseek",
        "lang": "zh",
    }
    assert held.conversation.is_awake


def test_a_phone_that_must_be_woken_opens_asleep():
    held = asleep()
    assert [type(event) for event in held.opening] == [SessionStarted, FellAsleep]
    assert held.opening[1].reason == "start"
    assert not held.conversation.is_awake


async def test_a_woken_phone_takes_questions_until_it_is_left_alone():
    held = asleep("一", "二")
    assert (await held.say("讲个笑话")).outcome == "refused"
    assert (await held.say("小艺小艺，讲个笑话")).answer == "一"
    await held.clock.sleep_until(held.clock.now() + 7.9)
    assert (await held.say("再讲一个")).answer == "二"
    await held.clock.sleep_until(held.clock.now() + 8.1)
    missed = await held.say("再讲一个")
    assert missed.kinds == ["FellAsleep", "WakeMissed", "TurnEnded"]
    assert (missed.event(FellAsleep).reason, missed.event(FellAsleep).turn) == ("silence", 3)
    assert missed.event(WakeMissed).heard


async def test_a_phone_that_was_only_woken_waits_for_the_question():
    held = asleep("一")
    assert (await held.say("小艺小艺")).kinds == ["Woken", "Heard", "Routed", "AnswerDelta", "TurnEnded"]
    assert (await held.say("讲个笑话")).answer == "一"


async def test_an_utterance_that_sounds_like_nothing_is_quoted_in_short():
    missed = (await asleep().say("🙂" * 100)).event(WakeMissed)
    assert (missed.heard, missed.wake_word, missed.score) == ("🙂" * 16, "", 0.0)


async def test_silence_puts_a_woken_phone_to_sleep_once():
    held = asleep("一")
    assert held.conversation.tick() is None
    await held.say("小艺小艺，讲个笑话")
    assert held.conversation.tick() is None
    await held.clock.sleep_until(held.clock.now() + 8.1)
    assert held.conversation.tick().reason == "silence"
    assert held.conversation.tick() is None
    assert held.recorder.events[-1].reason == "silence"


async def test_a_long_answer_is_no_silence():
    held = asleep("字" * 200)
    async for event in held.conversation.turn("小艺小艺，讲个长故事"):
        assert isinstance(event, TurnEnded) or held.conversation.tick() is None
    assert held.clock.now() > 8.0
    assert held.conversation.is_awake


async def test_an_open_phone_never_falls_asleep_by_itself():
    held = phone("一")
    await held.say("你好")
    await held.clock.sleep_until(1e6)
    assert held.conversation.tick() is None
    assert held.conversation.is_awake


async def test_a_user_can_put_an_open_phone_to_sleep():
    held = phone("一")
    assert held.conversation.sleep().reason == "user"
    assert (await held.say("你好")).outcome == "refused"
    assert (await held.say("小艺小艺，你好")).event(Woken).score == 1.0


async def test_a_new_conversation_is_recorded_and_forgets():
    held = phone("好的", "谁？")
    await held.say("我叫小明")
    event = held.conversation.renew()
    assert (event.reason, event.turn, held.recorder.events[-1]) == ("user", 1, event)
    assert "小明" not in (await held.say("我叫什么？")).sent_text
    assert held.conversation.session.last_turn == 2


async def test_a_phone_put_down_says_how_it_went():
    held = phone("一", "二")
    assert (held.conversation.close().turns, held.conversation.close().outcome) == (0, "completed")
    await held.say("你好")
    await held.say("打开微信")
    ended = held.conversation.close()
    assert (ended.turns, ended.outcome, held.recorder.events[-1]) == (2, "refused", ended)


async def test_time_runs_through_all_events_without_going_back():
    held = asleep("一", ("想", "二"))
    for text in ("你好", "小艺小艺，你好", "讲个笑话"):
        await held.say(text)
        held.conversation.tick()
    held.conversation.close()
    times = [event.t for event in held.recorder.events]
    assert times == sorted(times)
