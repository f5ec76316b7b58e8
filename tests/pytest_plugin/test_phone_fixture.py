"""Phones in tests: what can be done with one, what it tells, and that no two know of each other."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from simulator.domain.problem import UserProblem
from simulator.testing import Turn, events, phones_in_hand

pytest_plugins = ["pytester"]


async def test_a_turn_tells_what_was_said_and_how_it_ended(phone):
    turn = await phone.say("小艺小艺，我叫小明")
    assert turn is phone.last and isinstance(turn, Turn)
    assert (turn.outcome, turn.route, turn.limit, turn.fault, turn.finish) == ("completed", "agent", None, None, "stop")
    assert "小明" in turn.answer and turn.thinking
    assert 0 < turn.first_token < turn.thinking_seconds < turn.seconds == phone.now
    assert turn.usage.completion_tokens > 0 and turn.cost.yuan > 0
    assert turn.event("woken") is turn.event(events.Woken) and turn.kinds[0] == "woken"
    assert phone.sent == "我叫小明" == turn.prompts[0].messages[-1].content
    assert repr(turn).startswith('<"小艺小艺，我叫小明" → completed: "')


async def test_memory_ends_with_a_conversation_and_lasts_through_an_upgrade(phones):
    phone = phones(vendor="xiaoyi", release="11.2.10.310")
    await phone.say("我叫小明")
    (changed,) = phone.upgrade("11.2.10.340", date="2025-02-20")
    assert (changed.release, phone.release, phone.moment.date()) == ("11.2.10.340", "11.2.10.340", date(2025, 2, 20))
    assert "小明" in (await phone.say("我叫什么？")).answer
    phone.new_conversation()
    assert "小明" not in (await phone.say("我叫什么？")).answer
    assert len(phone.turns) == 3 and [type(it).__name__ for it in phone.events].count("TurnEnded") == 3


async def test_one_turn_is_stopped_and_the_next_is_not(phone):
    phone.interrupt(after=timedelta(seconds=2))
    assert ((await phone.say("写一首长诗")).outcome, phone.last.seconds) == ("interrupted", 2)
    assert (await phone.say("你好")).outcome == "completed"


async def test_faults_of_a_turn_and_of_all_turns(phones):
    phone, bad = phones(), phones(faults=["http402"])
    assert (await phone.say("你好", faults="busy")).fault.kind == "overloaded"
    assert (await phone.say("你好")).fault is None
    assert (await bad.say("你好")).fault.kind == "payment"
    phone.change(airplane=True)
    assert (await phone.say("你好")).fault.kind == "connection" and phone.sent == ""


@pytest.mark.phone(vendor="xiaoyi", entry="assistant", wake=True, seed=7)
async def test_the_marker_says_which_phone_and_time_passes_on_it(phone):
    assert not phone.is_awake
    assert "wake_missed" in (await phone.say("十分钟后叫我")).kinds
    opening = phone.events[0]
    assert (opening.vendor, opening.seed, opening.entry) == ("xiaoyi", 7, "assistant")
    before = phone.now
    await phone.wait("10m")
    await phone.wait(30)
    assert phone.now == before + 630


async def test_phones_of_a_test_are_strangers(phones):
    mine, yours = phones(vendor="yoyo"), phones(vendor="yoyo")
    await mine.say("我叫小明")
    await yours.say("我叫什么？")
    assert "小明" not in yours.last.answer
    assert {it.session for it in (*mine.events, *yours.events)} == {"phone", "phone-2"}


async def test_one_turn_at_a_time(phones):
    phone = phones(clock="x100")
    saying = asyncio.create_task(phone.say("写一首长诗"))
    await asyncio.sleep(0)
    with pytest.raises(UserProblem, match="in the middle of a turn"):
        await phone.say("你好")
    phone.interrupt()
    assert (await saying).outcome == "interrupted"


@pytest.mark.phone(vendor="breeno")
def test_a_phone_without_async_has_the_same(phone_sync, phones_sync):
    phone_sync.interrupt(after="2s")
    assert phone_sync.say("写一首长诗").outcome == "interrupted"
    assert phone_sync.wait("1m") == [] and phone_sync.now == 62
    assert "breeno" in repr(phone_sync) and "xiaoyi" in repr(phones_sync(vendor="xiaoyi"))


def test_a_phone_outside_of_pytest():
    with phones_in_hand() as phones:
        assert "小明" in phones(vendor="yoyo").say("我叫小明").answer


async def test_what_is_wrong_is_told_at_once(phone, phones):
    for wrong, said in (
        (lambda: phones(vendr="x", date="soon"), r'phone.vendr is no key here; did you mean "vendor"(.|\n)*phone.date'),
        (lambda: phones(vendor="xiaoyl"), "no such vendor"),
        (lambda: phones(faults="bsy"), "busy"),
        (lambda: phones(backend="wrok"), "wrok"),
        (lambda: phone.change(dte="2025-02-09"), 'did you mean "date"'),
        (lambda: phone.upgrade("1.2.3"), "no such release"),
        (lambda: phone.interrupt(after="soon"), "write a duration"),
    ):
        with pytest.raises(UserProblem, match=said):
            wrong()
    with pytest.raises(LookupError, match=r"nothing was said to the phone yet; await phone\.say"):
        _ = phone.last
    await phone.say("你好")
    with pytest.raises(LookupError, match=r"no memory_trimmed happened in .* but heard"):
        phone.last.event("memory_trimmed")
    with pytest.raises(LookupError, match="no event is called"):
        phone.last.event("trimmed")


async def test_a_phone_without_async_refuses_an_async_test(phone_sync):
    with pytest.raises(UserProblem, match="take the fixture phone"):
        phone_sync.say("你好")


def test_a_phone_says_that_it_lives_on_asyncio(phone):
    with pytest.raises(UserProblem, match="a phone lives on asyncio"):
        phone.say("你好").send(None)


def test_a_failure_shows_the_test_and_the_turn_and_nothing_of_ours(run):
    code = """
        import pytest

        pytestmark = pytest.mark.anyio

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        async def test_it(phone):
            await phone.say("你好")
            assert phone.last.outcome == "limited"

        @pytest.mark.phone(release="1.2.3")
        async def test_other(phone):
            pass

        def test_wrong(phones):
            phones(vendr="yoyo")
    """
    result = run("-p", "no:asyncio", "-c", "any.ini", test_it__py=code, any__ini="[pytest]\nfilterwarnings=error\n")
    result.assert_outcomes(failed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["@pytest.mark.phone: no such release*", 'phone = <xiaoyi * 1 turns, last <"你好" → completed: "*']
    )
    assert "/simulator/" not in result.stdout.str()
