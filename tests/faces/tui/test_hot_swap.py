"""A phone on the screen is pointed at another backend; the conversation goes on."""

from __future__ import annotations

from simulator.domain.events import BackendChanged
from simulator.domain.problem import UserProblem
from simulator.faces.parts import Backends
from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.screens.picker import Picker
from tests.faces.tui.phones import Kept, Scripted, open_conversation, thinks
from tests.faces.tui.screens import drawn, say, until


class Other(Scripted):
    name = "other"


def broken(name: str, model: str | None):
    raise UserProblem(f"{name}: no key")


async def pick(pilot, *keys: str) -> str:
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
    await pilot.press(*keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
    return await drawn(pilot)


async def test_a_picked_backend_answers_and_knows_what_was_said():
    other, recorder = Other([thinks("", "你叫小明")]), Kept()
    conversation = open_conversation(thinks("", "好的"), recorder=recorder)
    app = PhoneApp(
        conversation,
        "zh",
        conversation.open(),
        backends=Backends(lambda: ("scripted", "other"), lambda name, model: (other,)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "我叫小明")
        assert "换了后端，对话不变" in await pick(pilot, "down", "enter")
        assert "你叫小明" in await say(pilot, "我叫什么？")
    assert [message.content for message in other.prompts[0].messages] == ["我叫小明", "好的", "我叫什么？"]
    assert [event.backend for event in recorder.events if isinstance(event, BackendChanged)] == ["other"]


async def test_a_backend_that_cannot_be_used_says_why_and_changes_nothing():
    conversation = open_conversation(thinks("", "还在"))
    app = PhoneApp(conversation, "zh", conversation.open(), backends=Backends(lambda: ("scripted", "other"), broken))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "other: no key" in await pick(pilot, "down", "enter")
        assert "还在" in await say(pilot, "在吗")
