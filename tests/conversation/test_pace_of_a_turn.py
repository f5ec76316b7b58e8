"""What makes a turn long or ends it early: thinking by difficulty, busy servers, speech, a capped answer."""

from __future__ import annotations

from simulator.domain.completion import AnswerText, Finished, ThinkingText
from simulator.domain.events import BackendFault, Heard, LimitReached, TurnEnded, VoiceStep
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Busy, BusyHours, ThinkingTimes
from tests.fakes import pacing, phone, shanghai

SLOW = pacing(thinking=ThinkingTimes(easy=2.0, medium=8.0, hard=30.0))
EASY, HARD = "你好", "证明根号 2 是无理数，并说明每一步的理由"


def busy(rate: float = 1.0, hours: tuple[int, int] = (20, 23)):
    return pacing(busy=Busy((BusyHours(*hours, rate),), wait=6.0))


async def test_a_hard_question_is_thought_about_for_longer():
    seconds = [
        (await phone(("想", "好"), pacing=SLOW).say(text)).event(TurnEnded).thinking_seconds for text in (EASY, HARD)
    ]
    assert seconds == [2.0, 30.0]


async def test_thinking_that_takes_longer_by_itself_is_not_held_up():
    long = [ThinkingText("想" * 400), AnswerText("好"), Finished("stop")]
    plain = (await phone(long, pacing=pacing()).say(EASY)).event(TurnEnded).thinking_seconds
    assert (await phone(long, pacing=SLOW).say(EASY)).event(TurnEnded).thinking_seconds == plain > 2.0


async def test_a_model_that_does_not_think_is_not_held_up():
    assert (await phone("好", pacing=SLOW).say(HARD)).event(TurnEnded).first_token_seconds == 1.0


async def test_busy_servers_turn_a_question_away_after_a_wait():
    held = phone("好", pacing=busy(), wishes=PhoneWishes(date=shanghai(2025, 2, 8, 21)))
    said = await held.say("你好")
    fault = said.event(BackendFault)
    assert (said.outcome, fault.kind, fault.status, fault.retryable) == ("fault", "overloaded", 503, True)
    assert fault.words == "服务器繁忙，请稍后再试。"
    assert (said.event(TurnEnded).seconds, said.prompts) == (6.0, ())


async def test_servers_have_room_outside_their_busy_hours():
    held = phone("好", pacing=busy(), wishes=PhoneWishes(date=shanghai(2025, 2, 8, 19)))
    assert (await held.say("你好")).outcome == "completed"


async def test_a_question_that_was_turned_away_counts_for_the_day_and_not_for_the_conversation():
    at = PhoneWishes(date=shanghai(2025, 2, 8, 22, 59))
    held = phone("好", pacing=busy(), wishes=at, turns_per_conversation=1, daily_questions=2)
    await held.say("你好")
    await held.clock.sleep_until(120.0)
    assert (await held.say("你好")).outcome == "completed"
    assert (await held.say("你好")).event(LimitReached).limit == "turns_per_conversation"


async def test_a_spoken_turn_says_that_it_is_speech_text_model_speech():
    said = await phone("好的").say("你好", source="audio")
    assert said.kinds == [
        "SpeechEnded",
        "VoiceStep",
        "Heard",
        "Routed",
        "PromptBuilt",
        "BackendAsked",
        "VoiceStep",
        "AnswerDelta",
        "TurnEnded",
    ]
    steps = [event for event in said.events if isinstance(event, VoiceStep)]
    assert [(step.stage, step.seconds) for step in steps] == [("speech_to_text", 0.55), ("text_to_speech", 0.225)]
    assert steps[0].message == "先把语音转成文字，再由模型回答，最后朗读：这不是实时语音。"
    assert said.event(Heard).source == "audio"
    assert said.event(TurnEnded).first_token_seconds == 1.775


async def test_an_answer_that_reached_its_cap_says_so_and_is_complete():
    held = phone([AnswerText("从前"), Finished("length")], output_tokens=2)
    said = await held.say("讲个故事")
    reached, ended = said.event(LimitReached), said.event(TurnEnded)
    assert (reached.limit, reached.value) == ("output_tokens", 2)
    assert (ended.outcome, ended.finish, ended.limit, ended.answer) == ("completed", "length", "output_tokens", "从前")


async def test_an_answer_that_its_server_cut_is_not_the_phones_limit():
    said = await phone([AnswerText("从前"), Finished("length")]).say("讲个故事")
    assert (said.event(TurnEnded).finish, said.event(TurnEnded).limit) == ("length", None)
