"""Conversations that live on the server: `X-Simulator-Session`."""

from __future__ import annotations

import asyncio

import pytest

from simulator.domain.events import SessionEnded, TurnEnded
from simulator.faces.serve import phones
from simulator.faces.serve.refusal import Refused
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.store.sqlite import SqliteStore
from simulator.wiring.program import Program
from tests.faces.serve.talk import answer_of, asking, events_of

AT_ONCE = 50
CHOICE = PhoneChoice(vendor="xiaoyi", clock="virtual")


def ignore(event):
    """Hear of an event and do nothing."""


async def say(client, url, text, session, model="xiaoyi", **more):
    headers = {"X-Simulator-Session": session} | more
    return await client.post(f"{url}/v1/chat/completions", json=asking(text, model=model), headers=headers)


async def test_a_session_remembers_what_was_said_before(serve, client):
    url = await serve()
    await say(client, url, "我叫小明", "demo")
    body = (await say(client, url, "我叫什么？", "demo")).json()
    assert "小明" in answer_of(body)
    assert events_of(body, "heard")[0]["turn"] == 2
    assert events_of(body, "session_started") == []


async def test_in_a_session_the_messages_before_the_last_are_not_history(serve, client):
    url = await serve()
    body = asking("我叫小明", "你好，小明", "我叫什么？")
    reply = (await client.post(f"{url}/v1/chat/completions", json=body, headers={"X-Simulator-Session": "s"})).json()
    assert events_of(reply, "heard")[0]["turn"] == 1
    assert "小明" not in answer_of(reply)


async def test_a_session_survives_a_restart(running, client):
    first = running()
    await say(client, await first.start(), "我叫小明", "demo")
    await first.stop()
    body = (await say(client, await running().start(), "我叫什么？", "demo")).json()
    assert "小明" in answer_of(body)
    assert events_of(body, "session_started") != []


async def test_two_servers_go_on_with_one_session(serve, client, environ):
    """One of them has the phone in hand as it was before the other went on with the session."""
    one, other = await serve(parts=Program(environ)), await serve(parts=Program(environ))
    await say(client, one, "我叫小明", "demo")
    await say(client, other, "不对，我叫小红", "demo")
    third = (await say(client, one, "我叫什么？", "demo")).json()
    assert "小红" in answer_of(third)
    assert [event["turn"] for event in events_of(third, "turn_ended")] == [3]


async def test_a_phone_that_was_left_behind_is_put_down_in_silence(running, client, environ, tmp_path):
    first, second = running(parts=Program(environ)), running(parts=Program(environ))
    urls = [await first.start(), await second.start()]
    for url in urls:
        await say(client, url, "你好", "demo")
    for server in (first, second):
        await server.stop()
    events = list(SqliteStore(tmp_path / "data").essentials("demo"))
    assert [event.turn for event in events if isinstance(event, SessionEnded)] == [2]


async def test_fifty_sessions_at_once_are_never_mixed(serve, client):
    url = await serve()

    async def converse(number: int) -> str:
        await say(client, url, f"我叫小{chr(0x4E00 + number)}", f"s{number}")
        return answer_of((await say(client, url, "我叫什么？", f"s{number}")).json())

    answers = await asyncio.gather(*map(converse, range(AT_ONCE)))
    names = [f"小{chr(0x4E00 + number)}" for number in range(AT_ONCE)]
    assert [[name for name in names if name in answer] for answer in answers] == [[name] for name in names]


async def test_requests_of_one_session_are_answered_one_after_the_other(serve, client, tmp_path):
    url = await serve()
    await asyncio.gather(*(say(client, url, f"第{number}个问题", "one") for number in range(8)))
    turns = [event.turn for event in SqliteStore(tmp_path / "data").essentials("one") if event.turn]
    assert turns == sorted(turns)
    assert set(turns) == set(range(1, 9))


async def test_too_many_requests_that_wait_for_one_session_are_refused(environ):
    held = phones.Phones(Program(environ))
    wanted = phones.Wanted(CHOICE, BackendChoice(), "one", ())

    async def use():
        async with held.in_hand(wanted, ignore):
            pass

    async with held.in_hand(wanted, ignore):
        waiting = [asyncio.create_task(use()) for _ in range(phones.MOST_WAITING - 1)]
        await asyncio.sleep(0)
        with pytest.raises(Refused, match="already wait") as refused:
            await use()
    await asyncio.gather(*waiting)
    assert refused.value.status == 429
    await held.put_down()


async def test_a_new_conversation_in_a_session_starts_the_cap_over_and_forgets(serve, client):
    url, beta, anew = await serve(), "xiaoyi@11.2.10.310", {"X-Simulator-Conversation": "new"}
    for text in ("我叫小明", "二", "三", "四", "五", "六", "七"):
        last = (await say(client, url, text, "demo", model=beta)).json()
    assert events_of(last, "turn_ended")[0]["outcome"] == "limited"
    body = (await say(client, url, "我叫什么？", "demo", model=beta, **anew)).json()
    assert body["x_simulator"][0]["event"] == "conversation_renewed"
    assert events_of(body, "turn_ended")[0]["outcome"] == "completed"
    assert "小明" not in answer_of(body)


@pytest.mark.parametrize(("session", "value"), [({}, "new"), ({"X-Simulator-Session": "s"}, "old")])
async def test_a_new_conversation_is_asked_for_in_a_session_and_by_its_word(serve, client, session, value):
    headers = session | {"X-Simulator-Conversation": value}
    refused = await client.post(f"{await serve()}/v1/chat/completions", json=asking("你好"), headers=headers)
    assert refused.status_code == 400
    assert "x-simulator-conversation" in refused.json()["error"]["message"]


async def test_another_release_upgrades_the_phone_of_a_session(serve, client):
    url = await serve()
    await say(client, url, "我叫小明", "demo", model="xiaoyi@11.2.10.310")
    upgraded = (await say(client, url, "我叫什么？", "demo", model="xiaoyi@11.2.10.340")).json()
    assert events_of(upgraded, "phone_changed")[0]["release"] == "11.2.10.340"
    assert "小明" in answer_of(upgraded)
    stays = (await say(client, url, "你好", "demo", model="xiaoyi")).json()
    assert events_of(stays, "phone_changed") == []
    assert events_of(stays, "session_started")[0]["release"] == "11.2.10.340"


async def test_a_session_is_on_one_vendors_phone(serve, client):
    url = await serve()
    await say(client, url, "你好", "demo")
    refused = await say(client, url, "你好", "demo", model="yoyo")
    assert refused.status_code == 400
    assert "is on a phone of 'xiaoyi'; take another session" in refused.json()["error"]["message"]


async def test_sessions_of_two_keys_are_two_sessions(serve, client):
    url = await serve(api_keys=frozenset({"sk-one", "sk-two"}))
    await say(client, url, "我叫小明", "demo", Authorization="Bearer sk-one")
    other = (await say(client, url, "我叫什么？", "demo", Authorization="Bearer sk-two")).json()
    same = (await say(client, url, "我叫什么？", "demo", Authorization="Bearer sk-one")).json()
    assert "小明" not in answer_of(other)
    assert "小明" in answer_of(same)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a/b", "..", "a\\b", "x" * 65, "a\tb"])
async def test_a_name_that_is_none_is_refused(serve, client, name):
    refused = await say(client, await serve(), "你好", name)
    assert refused.status_code == 400
    assert "x-simulator-session" in refused.json()["error"]["message"]


async def test_a_name_may_be_chinese(serve, client):
    url = await serve()
    for text in ("我叫小明", "我叫什么？"):
        body = asking(text)
        headers = [(b"X-Simulator-Session", "会话 一".encode())]
        reply = await client.post(f"{url}/v1/chat/completions", json=body, headers=headers)
    assert "小明" in answer_of(reply.json())


def test_another_backend_does_not_take_the_mocks_ways():
    started = BackendChoice(latency="third-party-2025-02", faults=("busy",), timeout="5")
    other, mock = (phones.on_backend(started, name) for name in ("work", "mock@2025-12"))
    assert (other.name, other.latency, other.faults, other.timeout) == ("work", None, (), "5")
    assert (mock.latency, mock.faults) == (started.latency, started.faults)


async def test_the_phone_that_was_used_longest_ago_is_put_down_and_taken_up_again(environ):
    told = []
    held = phones.Phones(Program(environ))
    for number in range(phones.MOST_IN_HAND + 1):
        wanted = phones.Wanted(CHOICE, BackendChoice(), f"s{number}", ())
        async with held.in_hand(wanted, told.append):
            pass
    assert [event.session for event in told if isinstance(event, SessionEnded)] == ["s0"]
    await held.put_down()
    assert sum(isinstance(event, SessionEnded) for event in told) == phones.MOST_IN_HAND + 1


async def test_a_client_that_goes_away_interrupts_its_turn(running, client, tmp_path):
    server = running(clock="real")
    url = await server.start()
    asked = asyncio.create_task(say(client, url, "写一首长诗", "demo"))
    store = SqliteStore(tmp_path / "data")
    while "demo" not in store.names():
        await client.get(f"{url}/healthz")
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await server.stop()
    ended = [event for event in store.essentials("demo") if isinstance(event, TurnEnded)]
    assert [event.outcome for event in ended] == ["interrupted"]


class Looking(Program):
    """The program's parts, which note the catalogues that were made and those that phones came with."""

    def __init__(self, environ):
        super().__init__(environ)
        self.made, self.came = [], []

    def catalogue(self, *places):
        self.made.append(super().catalogue(*places))
        return self.made[-1]

    def open_phone(self, *choices, catalogue=None):
        self.came.append(catalogue)
        return super().open_phone(*choices, catalogue=catalogue)


@pytest.mark.parametrize("headers", [{}, {"X-Simulator-Session": "demo"}])
async def test_a_request_reads_the_profile_of_its_vendor_once(serve, client, environ, headers):
    parts = Looking(environ)
    url = await serve(parts=parts)
    await client.post(f"{url}/v1/chat/completions", json=asking("你好"), headers=headers)
    assert len(parts.made) == 1 and parts.made[0] is parts.came[-1]
    assert parts.made[0].load("xiaoyi") is parts.made[0].load("xiaoyi")
