from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import accumulate, chain

from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.contents import Change
from simulator.domain.display import HEARD_SECONDS
from simulator.domain.events import (
    AnswerDelta,
    BackendFault,
    ConversationRenewed,
    Event,
    FellAsleep,
    GateRefused,
    Heard,
    LimitReached,
    MemoryTrimmed,
    Outcome,
    PhoneFacts,
    PromptBuilt,
    Routed,
    SessionStarted,
    SkillCalled,
    SpeechEnded,
    SpeechHeard,
    Stuttered,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
    VoiceStep,
    WakeMissed,
    Woken,
)
from simulator.domain.screen import (
    MOST_CARDS,
    AssistantMessage,
    Card,
    GrowingText,
    Notice,
    ScreenState,
    UserMessage,
    break_off,
    show,
)

PHONE = PhoneFacts(device="A1", os="AcmeOS 4.0", app="1.0", date="2025-02-05", at="2025-02-05T10:00:00+08:00")


def at(t: float = 0.0, turn: int = 1) -> dict[str, object]:
    return {"session": "test", "turn": turn, "t": t}


def started(t: float = 0.0) -> SessionStarted:
    return SessionStarted(
        **at(t, 0), vendor="acme", release="1.0", channel="beta", phone=PHONE, backend="mock", model="m", seed=0
    )


def heard(text: str, turn: int = 1) -> Heard:
    return Heard(**at(turn=turn), text=text, source="text")


def thinking(text: str, t: float) -> ThinkingDelta:
    return ThinkingDelta(**at(t), text=text)


def answer(text: str, t: float, turn: int = 1) -> AnswerDelta:
    return AnswerDelta(**at(t, turn), text=text)


def ended(
    outcome: Outcome = "completed", t: float = 9.0, *, turn: int = 1, answer: str = "", seconds: float | None = None
):
    return TurnEnded(
        **at(t, turn),
        outcome=outcome,
        answer=answer,
        thinking="",
        thinking_seconds=seconds,
        first_token_seconds=None,
        seconds=t,
        finish=None,
        usage=None,
        cost=None,
        fault=None,
        limit=None,
    )


FAULT = BackendFault(
    **at(6), kind="overloaded", message="the server said 503", status=503, retryable=True, words="服务器繁忙"
)


def shown(*events: Event) -> ScreenState:
    screen = ScreenState()
    for event in events:
        screen = show(screen, event)
    return screen


def only(screen: ScreenState, kind: type) -> list:
    return [entry for entry in screen.entries if isinstance(entry, kind)]


def test_a_started_session_fills_the_status_bar_and_tells_simulated_time():
    screen = shown(started(100.0), PromptBuilt(**at(160.0), messages=1, prompt_tokens=2))
    assert (screen.device, screen.os, screen.release, screen.channel) == ("A1", "AcmeOS 4.0", "1.0", "beta")
    assert screen.moment() == datetime.fromisoformat("2025-02-05T10:01:00+08:00")
    assert screen.moment(100.0) == datetime.fromisoformat("2025-02-05T10:00:00+08:00")


def test_no_time_is_shown_before_the_phone_was_taken_in_hand():
    assert ScreenState().moment() is None


def test_the_wake_state_follows_a_turn_from_asleep_to_listening_again():
    events = (
        FellAsleep(**at(), reason="start"),
        Woken(**at(), heard="小艾小艾", wake_word="小艾小艾", score=1.0),
        heard("你好"),
        thinking("嗯", 1),
        answer("好", 2),
        ended(),
        FellAsleep(**at(20), reason="silence"),
    )
    states = [shown(*events[: count + 1]).wake for count in range(len(events))]
    assert states == ["asleep", "listening", "thinking", "thinking", "speaking", "listening", "asleep"]


def test_a_missed_wake_word_leaves_the_phone_asleep_after_its_turn():
    missed = WakeMissed(**at(), heard="小爱同学", wake_word="小艾小艾", score=0.38)
    screen = shown(FellAsleep(**at(), reason="start"), missed, ended("refused"))
    assert screen.wake == "asleep"
    [notice] = screen.entries
    assert (notice.kind, notice.heard, notice.wake_word, notice.score) == ("wake_missed", "小爱同学", "小艾小艾", 0.38)


def test_an_exact_wake_word_needs_no_notice_and_a_near_one_gives_one():
    exact = shown(Woken(**at(), heard="小艾小艾", wake_word="小艾小艾", score=1.0))
    near = shown(Woken(**at(), heard="小爱小爱", wake_word="小艾小艾", score=0.75))
    assert exact.entries == ()
    assert [entry.kind for entry in near.entries] == ["woken_nearly"]


def test_a_wake_word_alone_is_shown_as_what_the_user_said():
    screen = shown(Woken(**at(), heard="小艾小艾", wake_word="小艾小艾", score=1.0), heard(""))
    assert screen.entries == (UserMessage(1, "小艾小艾"),)


def test_thinking_is_open_until_the_answer_begins_and_then_has_its_seconds():
    before = shown(heard("?"), thinking("一", 2.0), thinking("二", 5.0)).current
    assert before.is_thinking
    assert str(before.thinking) == "一二"
    after = shown(heard("?"), thinking("一", 2.0), thinking("二", 5.0), answer("三", 9.0)).current
    assert not after.is_thinking
    assert after.thinking_seconds == 7.0
    assert not after.is_done


def test_a_completed_turn_closes_its_message_with_the_seconds_of_the_turn():
    screen = shown(heard("?"), thinking("一", 2.0), answer("三", 9.0), ended(answer="三", seconds=7.25))
    [message] = only(screen, AssistantMessage)
    assert screen.current is None
    assert (message.turn, message.outcome, str(message.answer), message.thinking_seconds) == (
        1,
        "completed",
        "三",
        7.25,
    )


def test_an_answer_that_was_thinking_moves_under_the_fold():
    revealed = ThinkingRevealed(**at(6.0), text="三四", seconds=4.0)
    screen = shown(heard("?"), answer("三", 2.0), answer("四", 3.0), revealed)
    assert (str(screen.current.thinking), str(screen.current.answer)) == ("三四", "")
    assert (screen.current.thinking_since, screen.current.thinking_seconds) == (2.0, 4.0)
    after = shown(heard("?"), answer("三四", 2.0), revealed, answer("五", 7.0), ended(answer="五", seconds=4.0))
    [message] = only(after, AssistantMessage)
    assert (str(message.thinking), str(message.answer)) == ("三四", "五")


def skill(text: str, t: float) -> SkillCalled:
    return SkillCalled(**at(t), skill="set_alarm", arguments={}, result=text)


def test_a_skill_stands_between_two_parts_of_an_answer_and_each_part_keeps_its_seconds():
    first = (heard("?"), thinking("一", 2.0), thinking("二", 5.0), skill("好了", 5.0))
    screen = shown(*first, thinking("三", 6.0), answer("四", 8.0), ended(answer="四", seconds=6.0))
    assert [(message.thinking_seconds, message.outcome) for message in only(screen, AssistantMessage)] == [
        (3.0, "completed"),
        (2.0, "completed"),
    ]
    assert [(notice.kind, notice.words, notice.detail) for notice in only(screen, Notice)] == [
        ("skill", "好了", "set_alarm")
    ]


def test_a_skill_whose_result_is_the_answer_is_told_once():
    routed = Routed(**at(), route="skill", rule="phone_skill")
    screen = shown(heard("?"), routed, skill("好了", 1.0), answer("好了", 1.0), ended(answer="好了"))
    assert [str(message.answer) for message in only(screen, AssistantMessage)] == ["好了"]
    assert only(screen, Notice) == []


def test_thinking_that_was_interrupted_ends_with_the_turn():
    screen = shown(heard("?"), thinking("一", 2.0), ended("interrupted", 5.0))
    [message] = only(screen, AssistantMessage)
    assert (message.outcome, message.thinking_seconds, message.is_thinking) == ("interrupted", 3.0, False)
    assert [notice.kind for notice in only(screen, Notice)] == ["interrupted"]


def test_an_answer_without_deltas_is_shown_when_its_turn_ends():
    screen = shown(heard("小艾小艾"), ended(answer="我在，请说。"))
    [message] = only(screen, AssistantMessage)
    assert (str(message.answer), message.outcome) == ("我在，请说。", "completed")


def test_a_recorded_turn_comes_back_with_its_thinking_though_without_deltas():
    end = replace(ended(answer="在。", seconds=3.0), thinking="想了想")
    message = show(show(ScreenState(), heard("你好")), end).entries[-1]
    assert isinstance(message, AssistantMessage)
    assert (str(message.thinking), str(message.answer), message.thinking_seconds) == ("想了想", "在。", 3.0)
    assert message.is_done


def test_a_fault_keeps_the_text_so_far_once_and_speaks_the_phones_words():
    screen = shown(heard("?"), answer("从前", 5.0), FAULT, ended("fault", answer="从前"))
    assert [type(entry) for entry in screen.entries] == [UserMessage, AssistantMessage, Notice]
    assert (str(screen.entries[1].answer), screen.entries[1].outcome) == ("从前", "fault")
    assert screen.entries[2].words == "服务器繁忙"
    assert "503" in screen.entries[2].detail


def test_a_limit_is_shown_in_the_phones_words_with_its_evidence():
    limit = LimitReached(**at(), limit="turns_per_conversation", value=10, message="已达上限", evidence="assumed")
    [_, notice] = shown(heard("?"), limit, ended("limited")).entries
    assert (notice.kind, notice.words, notice.evidence, notice.value) == ("limit_reached", "已达上限", "assumed", 10)


def test_forgotten_turns_are_named_once():
    def trimmed(dropped: tuple[int, ...]) -> MemoryTrimmed:
        return MemoryTrimmed(
            **at(),
            dropped_turns=2,
            kept_turns=2,
            prompt_tokens=9,
            limit="memory_turns",
            value=2,
            evidence="seed",
            dropped=dropped,
        )

    screen = shown(trimmed((1, 2)), trimmed(()))
    [notice] = screen.entries
    assert (notice.kind, notice.turns, notice.detail, notice.evidence) == (
        "memory_trimmed",
        (1, 2),
        "memory_turns",
        "seed",
    )


def test_a_shut_gate_and_a_new_conversation_are_notices():
    gate = GateRefused(**at(), gate="os", needed="AcmeOS 5.0+", actual="AcmeOS 4.0", message="系统太旧")
    screen = shown(heard("?"), gate, ended("refused"), ConversationRenewed(**at(), reason="user"))
    assert [notice.kind for notice in only(screen, Notice)] == ["gate_refused", "renewed"]
    assert only(screen, Notice)[0].words == "系统太旧"


def test_a_turn_that_broke_off_leaves_a_screen_that_listens_and_says_why():
    screen = break_off(shown(heard("?"), answer("半", 1.0)), "OSError: disk full")
    assert (screen.wake, screen.current) == ("listening", None)
    assert (only(screen, AssistantMessage)[0].outcome, screen.entries[-1].detail) == (
        "interrupted",
        "OSError: disk full",
    )


@given(st.lists(st.text(max_size=6), max_size=60), st.integers(0, 400))
def test_a_growing_text_is_its_pieces_and_gives_any_tail_of_them(pieces: list[str], start: int):
    text = GrowingText()
    for piece in pieces:
        text = text.plus(piece)
    whole = "".join(pieces)
    assert (str(text), len(text), text.since(start)) == (whole, len(whole), whole[start:])


def test_a_growing_text_of_a_hundred_thousand_pieces_holds_few_of_them():
    text = GrowingText()
    for _ in range(100_000):
        text = text.plus("字字")
    assert len(text.pieces) <= 17


@given(st.lists(st.tuples(st.booleans(), st.text(min_size=1, max_size=5)), min_size=1, max_size=30))
def test_deltas_one_by_one_and_at_once_give_the_same_texts(deltas: list[tuple[bool, str]]):
    one_by_one = [thinking(text, 1.0) if is_thinking else answer(text, 2.0) for is_thinking, text in deltas]
    thought = "".join(text for is_thinking, text in deltas if is_thinking)
    said = "".join(text for is_thinking, text in deltas if not is_thinking)
    message = shown(heard("?"), *one_by_one).current
    assert (str(message.thinking), str(message.answer)) == (thought, said)


def spoken(text: str, t: float = 0.0, *, wakes: bool = False) -> SpeechHeard:
    return SpeechHeard(**at(t), text=text, wakes=wakes)


def alarm(title: str = "起床") -> Change:
    return Change("alarm", 1, {"title": title, "at": "2025-02-06T07:00:00+08:00"})


def called(*changes: Change) -> SkillCalled:
    return SkillCalled(**at(), skill="set_alarm", arguments={}, result="已设好闹钟。", changes=changes)


def wakes_of(*events: Event) -> list[str]:
    """Give what the assistant does after each event, at the moment of the event."""
    screens = list(accumulate(events, show, initial=ScreenState()))[1:]
    return [screen.wake_at(screen.t) for screen in screens]


def test_a_sleeping_phone_goes_from_its_wake_word_to_its_answer_through_every_state():
    asleep = FellAsleep(**at(0.0, 0), reason="start")
    said = [
        spoken("", 1.0),
        spoken("小艾", 2.0),
        spoken("小艾小艾", 3.0, wakes=True),
        spoken("小艾小艾，你好", 4.0, wakes=True),
    ]
    ends = SpeechEnded(**at(5.0))
    woken = Woken(**at(5.55), heard="小艾小艾", wake_word="小艾小艾", score=1.0)
    heard = Heard(**at(5.55), text="你好", source="audio")
    turn = [ends, woken, heard, answer("你好", 7.0), ended(t=8.0)]
    assert wakes_of(asleep, *said, *turn) == [
        *("asleep", "asleep", "asleep", "heard", "listening"),
        *("recognising", "listening", "thinking", "speaking", "listening"),
    ]


def test_a_phone_shows_for_a_glance_that_it_has_heard_its_name():
    woken = show(ScreenState(), Woken(**at(3.0), heard="小艾小艾", wake_word="小艾小艾", score=1.0))
    assert [woken.wake_at(t) for t in (3.0, 3.7, 3.0 + HEARD_SECONDS)] == ["heard", "heard", "listening"]
    answered = show(show(woken, heard("你好")), answer("你好", 3.5))
    assert answered.wake_at(3.5) == "speaking"


def test_what_is_spoken_to_a_sleeping_phone_without_its_wake_word_leaves_it_asleep():
    asleep = show(ScreenState(), FellAsleep(**at(0.0, 0), reason="user"))
    ends = show(show(asleep, spoken("小爱小爱")), SpeechEnded(**at(2.0)))
    assert (ends.wake, ends.speech) == ("asleep", "小爱小爱")
    missed = show(ends, WakeMissed(**at(2.55), heard="小爱小爱", wake_word="小艾小艾", score=0.5))
    assert (missed.wake, missed.speech) == ("asleep", None)


def test_dropped_speech_leaves_a_phone_as_it_was():
    for before in (ScreenState(), show(ScreenState(), FellAsleep(**at(0.0, 0), reason="user"))):
        dropped = show(show(before, spoken("小艾小艾", wakes=True)), SpeechEnded(**at(2.0), dropped=True))
        assert (dropped.wake_at(2.0), dropped.speech) == (before.wake, None)


def test_a_spoken_message_says_so():
    said = show(ScreenState(), Heard(**at(), text="你好", source="audio"))
    assert said.entries == (UserMessage(1, "你好", is_spoken=True),)


def test_a_halt_is_in_the_message_until_more_text_comes():
    halted = show(show(ScreenState(), answer("从前", 1.0)), Stuttered(**at(2.0), seconds=1.5))
    assert halted.current is not None and halted.current.halted_until == 3.5
    flows = show(halted, answer("有座山", 3.5))
    assert flows.current is not None and flows.current.halted_until is None
    over = show(halted, ended(t=4.0)).entries[-1]
    assert isinstance(over, AssistantMessage) and over.halted_until is None


def test_what_a_skill_put_on_the_phone_is_a_card_with_its_words_where_no_answer_says_them():
    routed = Routed(**at(), route="skill", rule="phone_skill")
    assert show(show(ScreenState(), routed), called(alarm())).entries == (
        Card(turn=1, kind="alarm", fields=alarm().fields or {}),
    )
    by_model = show(ScreenState(), called(alarm())).entries[0]
    assert isinstance(by_model, Card) and by_model.notice is not None
    assert by_model.notice.words == "已设好闹钟。"


def test_many_changes_at_once_and_deletions_are_told_in_words():
    for changes in ((alarm(),) * (MOST_CARDS + 1), (Change("alarm", 1, None),)):
        assert [type(entry) for entry in show(ScreenState(), called(*changes)).entries] == [Notice]


def test_what_a_voice_turn_is_stands_once_and_under_what_was_said():
    def step(turn: int) -> VoiceStep:
        return VoiceStep(**at(turn=turn), stage="speech_to_text", seconds=0.5, message="不是实时语音", evidence="seed")

    turns = [(step(turn), Heard(**at(turn=turn), text="你好", source="audio"), ended(turn=turn)) for turn in (1, 2)]
    screen = reduce(show, chain.from_iterable(turns), ScreenState())
    kinds = [entry.kind if isinstance(entry, Notice) else type(entry).__name__ for entry in screen.entries]
    assert kinds == ["UserMessage", "voice", "UserMessage"]
