"""What the phone knows after each event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    ConversationRenewed,
    Event,
    FellAsleep,
    Heard,
    MemoryTrimmed,
    PhoneFacts,
    PromptBuilt,
    SessionStarted,
    ThinkingDelta,
    TurnEnded,
    Woken,
)
from simulator.domain.session import SaidTurn, Session, evolve, restore
from tests.fakes import assumed

FACTS = PhoneFacts(device="A1", os="AcmeOS 4.0", app="1.0", date="2025-02-05", at="2025-02-05T23:59:00+08:00")
NEW = Session("s")


def started(t: float = 0.0, **more) -> SessionStarted:
    fields = {"vendor": "acme", "release": "1.0", "channel": "beta", "backend": "mock", "model": "m", "seed": 0}
    return SessionStarted(session="s", turn=0, t=t, phone=FACTS, **(fields | more))


def heard(text: str, turn: int = 1, t: float = 0.0) -> Heard:
    return Heard(session="s", turn=turn, t=t, text=text, source="text")


def asked(turn: int = 1, t: float = 0.0, attempt: int = 1) -> BackendAsked:
    return BackendAsked(session="s", turn=turn, t=t, backend="mock", model="m", attempt=attempt)


def ended(outcome: str = "completed", answer: str = "", turn: int = 1, t: float = 0.0) -> TurnEnded:
    empty = dict.fromkeys(("thinking_seconds", "first_token_seconds", "finish", "usage", "cost", "fault", "limit"))
    return TurnEnded(session="s", turn=turn, t=t, outcome=outcome, answer=answer, thinking="", seconds=0.0, **empty)


def fold(*events: Event, session: Session = NEW) -> Session:
    for event in events:
        session = evolve(session, event)
    return session


def turn(number: int, utterance: str, answer: str, outcome: str = "completed", t: float = 0.0) -> tuple[Event, ...]:
    return heard(utterance, number, t), asked(number, t), ended(outcome, answer, number, t)


def test_an_answered_turn_is_remembered_and_counts():
    session = fold(*turn(1, "我叫小明", "你好"), *turn(2, "讲个笑话", "从前"))
    assert session.turns == (SaidTurn(1, "我叫小明", "你好"), SaidTurn(2, "讲个笑话", "从前"))
    assert (session.turns_used, session.last_turn, session.asking) == (2, 2, None)


@pytest.mark.parametrize(
    ("outcome", "answer", "counts"),
    [("completed", "", 1), ("interrupted", "从", 1), ("interrupted", "", 1), ("fault", "从", 1), ("fault", "", 0)],
)
def test_a_turn_counts_unless_a_fault_left_nothing(outcome, answer, counts):
    session = fold(*turn(1, "讲个故事", answer, outcome))
    assert (session.turns_used, len(session.turns)) == (counts, counts)


@pytest.mark.parametrize(
    ("question", "outcome"), [("打开微信", "refused"), ("你好", "limited"), ("", "completed"), ("", "interrupted")]
)
def test_a_turn_that_was_refused_or_had_no_question_leaves_no_trace_in_memory(question, outcome):
    session = fold(started(), heard(question), ended(outcome, "我在"))
    assert (session.turns, session.turns_used, session.asked, session.last_turn) == ((), 0, {}, 1)


def test_a_new_conversation_forgets_turns_and_keeps_the_day():
    session = fold(
        started(), *turn(1, "我叫小明", "你好"), ConversationRenewed(session="s", turn=1, t=1, reason="user")
    )
    assert (session.turns, session.turns_used, session.last_turn) == ((), 0, 1)
    assert session.questions_on("2025-02-05") == 1


def test_questions_are_counted_on_the_day_they_are_asked():
    session = fold(started(), asked(t=59.0), asked(t=60.0), asked(t=61.0))
    assert session.asked == {"2025-02-05": 1, "2025-02-06": 2}
    assert session.questions_on("2025-02-07") == 0


def test_a_second_attempt_is_the_same_question():
    assert fold(started(), asked(attempt=1), asked(attempt=2)).asked == {"2025-02-05": 1}


def test_a_phone_taken_up_again_counts_from_its_new_moment():
    later = replace(started(t=100_000.0), phone=replace(FACTS, at="2025-02-09T10:00:00+08:00"))
    assert fold(started(), asked(), later, asked(t=100_001.0)).asked == {"2025-02-05": 1, "2025-02-09": 1}


def test_what_a_prompt_left_out_is_known():
    turns = [event for number in (1, 2, 3) for event in turn(number, "问", "答")]
    trimmed = {"dropped_turns": 2, "kept_turns": 1, "prompt_tokens": 9, "dropped": (1, 2)}
    limit = {"limit": "memory_turns", "value": 1, "evidence": "seed"}
    left_out = MemoryTrimmed(session="s", turn=4, t=0, **trimmed, **limit)
    built = PromptBuilt(session="s", turn=4, t=0, messages=3, prompt_tokens=9)
    assert fold(*turns, heard("又问", 4), left_out, built).forgotten == 2


@given(st.lists(st.text()), st.lists(st.text()))
def test_text_that_appears_changes_nothing_until_its_turn_ends(thinking, answer):
    before = fold(heard("？"), asked())
    deltas = [ThinkingDelta(session="s", turn=1, t=5, text=text) for text in thinking]
    deltas += [AnswerDelta(session="s", turn=1, t=6, text=text) for text in answer]
    assert fold(*deltas, session=before) == before


def test_an_open_phone_is_always_awake():
    assert fold(heard("？")).is_awake(1e9, assumed(1.0))


def test_a_sleeping_phone_wakes_for_as_long_as_it_is_not_left_alone():
    asleep = fold(FellAsleep(session="s", turn=0, t=0, reason="start"))
    assert not asleep.is_awake(0.0, assumed(8.0))
    woken = fold(Woken(session="s", turn=1, t=10, heard="小艺小艺", wake_word="小艺小艺", score=1.0), session=asleep)
    assert woken.is_awake(17.9, assumed(8.0)) and not woken.is_awake(18.0, assumed(8.0))
    answered = fold(heard("？", t=11.0), asked(t=11.0), ended(t=60.0), session=woken)
    assert answered.is_awake(67.9, assumed(8.0)) and not answered.is_awake(68.0, assumed(8.0))
    assert not fold(FellAsleep(session="s", turn=1, t=61, reason="user"), session=answered).is_awake(61.0, None)


def test_a_turn_that_woke_nobody_leaves_the_phone_asleep():
    asleep = fold(FellAsleep(session="s", turn=0, t=0, reason="start"), ended("refused"))
    assert not asleep.is_awake(0.0, None)


def test_a_phone_put_down_asleep_is_taken_up_open():
    session = fold(started(), FellAsleep(session="s", turn=0, t=1, reason="start"), started(t=2.0))
    assert session.is_awake(1000.0, None)


def test_nothing_recorded_is_a_new_session():
    assert restore("s", ()) == (NEW, None)


def test_a_turn_cut_off_is_closed_with_what_the_user_saw():
    first, *asked_and_ended = turn(1, "你好", "你好啊", t=1.0)
    earlier = [first, AnswerDelta(session="s", turn=1, t=1.0, text="你好啊"), *asked_and_ended]
    thought = ThinkingDelta(session="s", turn=2, t=6.5, text="想想")
    told = [AnswerDelta(session="s", turn=2, t=t, text=text) for t, text in ((7.0, "从前"), (8.0, "有座山"))]
    session, cut_off = restore("s", [started(), *earlier, heard("讲个故事", 2, 6.0), asked(2, 6.0), thought, *told])
    assert (cut_off.outcome, cut_off.turn, cut_off.t) == ("interrupted", 2, 8.0)
    assert (cut_off.answer, cut_off.thinking, cut_off.seconds) == ("从前有座山", "想想", 2.0)
    assert session.turns[-1] == SaidTurn(2, "讲个故事", "从前有座山")
    assert (session.turns_used, session.asking, session.now) == (2, None, 8.0)


def test_a_turn_cut_off_before_its_answer_is_an_interrupted_one():
    session, cut_off = restore("s", [started(), heard("你好"), asked()])
    assert (cut_off.outcome, cut_off.answer) == ("interrupted", "")
    assert (session.turns_used, session.turns, session.last_turn) == (1, (SaidTurn(1, "你好", ""),), 1)


@given(st.integers(0, 9))
def test_a_session_cut_anywhere_is_restored_without_an_open_turn(kept):
    delta = AnswerDelta(session="s", turn=1, t=2.0, text="你好")
    first = heard("一", 1, 1.0), asked(1, 1.0), delta, ended("completed", "你好", 1, 3.0)
    whole = [started(), *first, *turn(2, "二", "四", t=4.0)]
    session, cut_off = restore("s", whole[:kept])
    assert session.asking is None
    assert restore("s", [*whole[:kept], *([cut_off] if cut_off else [])]) == (session, None)
