"""A session becomes a script and a cassette, and is played again from them with no backend behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.domain.events import BackendAsked, Event, FallbackUsed, RequestRepeated, SessionStarted
from simulator.export.cassette import as_cassette
from simulator.export.harmless import harmless
from simulator.export.script import as_script
from simulator.export.telling import Recorded, maker_of
from simulator.replay.case import Result
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import LabChoice
from simulator.replay.places import Complaints
from simulator.replay.playing import play
from simulator.testing import SyncPhone
from simulator.wiring.replay import ReplayLab

Replayed = Callable[..., Result]


@pytest.fixture
def replayed(tmp_path: Path) -> Replayed:
    """Export the events of a session, and play the script from the cassette beside it."""

    def run(events: tuple[Event, ...], change: Callable[[str], str] = str) -> Result:
        session = Recorded(name="s", events=tuple(harmless(events, ())), maker=maker_of(None, "xiaoyi"), lang="zh")
        (tmp_path / "s.sim.yaml").write_text(change(as_script(session)), "utf-8")
        (tmp_path / "s.jsonl").write_text(as_cassette(session), "utf-8")
        lab = ReplayLab({"SIMULATOR_CACHE_DIR": str(tmp_path)}, LabChoice(replay=tmp_path))
        named = scripts_at([str(tmp_path / "s.sim.yaml")], tmp_path)
        (case,) = cases_in(read_all(named, Complaints()), Choice(), lab, Complaints())
        return asyncio.run(play(case, lab))

    return run


def of_another_backend(phone: SyncPhone) -> tuple[Event, ...]:
    """Give what happened as if a server of the name `work` had answered, so that nothing is expected of the mock."""

    def told(event: Event) -> Event:
        return replace(event, backend="work") if isinstance(event, SessionStarted | BackendAsked) else event

    return tuple(map(told, phone.events))


def test_all_that_can_be_done_on_a_phone_is_done_again(phones_sync, replayed):
    phone = phones_sync(vendor="xiaoyi", release="11.2.10.310", lang="en")
    phone.say("小艺小艺，我叫小明")
    phone.interrupt(after="3s")
    phone.say("写一首长诗")
    phone.wait("10m")
    phone.say("我叫什么？")
    phone.upgrade("11.2.10.340", date="2025-02-09")
    phone.say("你好", faults=["busy"])
    phone.say("讲个笑话", faults=["cut"])
    phone.new_conversation()
    phone.say("我叫什么？")
    result = replayed(of_another_backend(phone))
    assert ([*map(str, result.misses)], result.error, result.turns) == ([], None, 6)
    assert result.events[0]["lang"] == "en"
    answers = [event["answer"] for event in result.events if event["event"] == "turn_ended"]
    assert answers[0] == phone.turns[0].answer and answers[-1] == phone.turns[-1].answer


@pytest.mark.phone(vendor="nubia", entry="assistant")
def test_skills_and_alarms_come_again(phone_sync, replayed):
    phone_sync.say("十分钟后叫我")
    phone_sync.say("明天早上七点叫我起床")
    phone_sync.wait("11m")
    phone_sync.say("用DeepSeek讲个笑话")
    phone_sync.say("你是谁？")
    result = replayed(of_another_backend(phone_sync))
    assert ([*map(str, result.misses)], result.error, result.verdict) == ([], None, "passed")
    happened = [event["event"] for event in result.events]
    assert happened.count("skill_called") == len([it for turn in phone_sync.turns for it in turn.skills])


def test_an_answer_that_is_another_now_is_a_miss_of_the_replay(phone_sync, replayed):
    phone_sync.say("我叫小明")
    beginning = phone_sync.last.answer[:6]
    result = replayed(of_another_backend(phone_sync), lambda script: script.replace(beginning, "另一个回答"))
    (miss,) = result.misses
    assert "另一个回答" in miss.expected and beginning in miss.actual


def test_a_request_that_the_session_lacks_is_an_error_with_the_nearest(phone_sync, replayed):
    phone_sync.say("我叫小明")
    result = replayed(phone_sync.events, lambda script: script.replace("user: 我叫小明", "user: 我叫小红"))
    assert result.error is not None
    assert 's.jsonl does not hold the request "我叫小红"; the nearest that it holds is "我叫小明"' in result.error


def test_what_a_fallback_answered_is_answered_without_one(phone_sync, replayed):
    phone_sync.say("我叫小明")
    asked = next(event for event in phone_sync.events if isinstance(event, BackendAsked))
    common = {"session": "phone", "turn": 1, "t": asked.t}
    again = RequestRepeated(**common, kind="overloaded", message="busy", seconds=0.5)
    used = FallbackUsed(**common, from_="work", to="mock", reason="overloaded: busy")
    failed = replace(asked, backend="work")
    place = phone_sync.events.index(asked)
    before, after = phone_sync.events[:place], phone_sync.events[place:]
    result = replayed((*before, failed, again, failed, used, *after))
    assert ([*map(str, result.misses)], result.error, result.verdict) == ([], None, "passed")


def test_a_session_that_asked_no_backend_replays_too(phones_sync, replayed):
    phone = phones_sync(vendor="yoyo", os="MagicOS 7.2", date="2025-02-10")
    assert phone.say("你好").outcome == "refused"
    assert replayed(phone.events).verdict == "passed"
