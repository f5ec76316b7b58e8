"""Another backend takes over in the middle of a conversation."""

from __future__ import annotations

from simulator.domain.events import BackendAsked
from simulator.domain.faults import Fault
from simulator.domain.session import restore
from tests.fakes import Scripted, phone


async def test_the_new_backend_knows_what_was_said_to_the_old_one():
    held, other = phone("好的"), Scripted("小明", name="other")
    await held.say("我叫小明")
    changed = held.conversation.use(other)
    said = await held.say("我叫什么？")
    assert (changed.backend, changed.model) == ("other", "scripted-r1")
    assert (said.event(BackendAsked).backend, said.answer) == ("other", "小明")
    assert [message.content for message in other.prompts[0].messages] == ["我叫小明", "好的", "我叫什么？"]


async def test_a_swap_brings_its_own_fallbacks():
    held = phone(fallbacks=[Scripted("旧", name="old")])
    held.conversation.use(Scripted(Fault("auth", "401", 401), name="new"), (Scripted("新", name="spare"),))
    assert (await held.say("你好")).answer == "新"


async def test_a_swap_is_recorded_and_changes_nothing_that_the_phone_knows():
    held = phone("好的")
    await held.say("我叫小明")
    before = held.conversation.session
    held.conversation.use(Scripted(name="other"))
    assert held.conversation.session.turns == before.turns
    assert restore("test", held.recorder.events)[0] == held.conversation.session
