"""What `ask` does with each vendor on each day of February 2025, through the whole program on the embedded mock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime
from typing import Any

from simulator.domain.events import GateRefused, Routed, TurnEnded
from simulator.domain.phone import Entry, PhoneWishes
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program
from tests.vendors.test_facts import CATALOGUE, by_vendor, days, minutes


async def asked(id: str, at: datetime, entry: Entry = "deepseek", **lacking: Any) -> tuple[str, str | None, str | None]:
    """Ask a phone that has everything but `lacking`: the outcome, the gate that refused, and who answered."""
    vendor = CATALOGUE.load(id)
    everything = {"date": at, "device": vendor.device.value, "os": vendor.os.value, "enrolled": True}
    choice = PhoneChoice(vendor=id, wishes=PhoneWishes(**(everything | lacking)), clock="virtual", entry=entry)
    opened = Program({}).open_phone(choice, BackendChoice(), None)
    async with aclosing(opened.conversation.turn("你好")) as turn:
        events = [event async for event in turn]
    await opened.put_away()
    ended = events[-1]
    assert isinstance(ended, TurnEnded)
    assert bool(ended.answer) == (ended.outcome == "completed")
    gate = next((event.gate for event in events if isinstance(event, GateRefused)), None)
    return ended.outcome, gate, next((event.route for event in events if isinstance(event, Routed)), None)


@by_vendor
async def test_the_deepseek_entry_answers_or_says_which_gate_is_shut_on_each_day(facts):
    for moment, fact in [*days(facts), *minutes(facts)]:
        shut = fact.get("shut")
        expected = ("refused", shut, None) if shut else ("completed", None, "agent")
        assert await asked(facts["id"], moment) == expected, moment


@by_vendor
async def test_a_phone_that_lacks_something_is_refused_by_that_gate(facts):
    async for moment, gate, wishes in _lacking(facts):
        assert await asked(facts["id"], moment, **wishes) == ("refused", gate, None), (moment, wishes)


@by_vendor
async def test_the_assistant_answers_on_each_day_whatever_the_gates_say(facts):
    for moment, fact in days(facts):
        capable = CATALOGUE.load(facts["id"]).releases[-1].capabilities.direct_wake.value
        route = "agent" if capable and "shut" not in fact else "in_house"
        assert await asked(facts["id"], moment, "assistant") == ("completed", None, route), moment


async def _lacking(facts: dict[str, Any]) -> AsyncIterator[tuple[datetime, str, dict[str, Any]]]:
    """Give, for the first day of each span, every phone that lacks something and the gate that must say so."""
    for lacking in facts.get("lacking", []):
        for fact in facts["span"]:
            moment = next(at for at, told in days({"span": [fact]}) if told is fact)
            gate = lacking.get("always", fact["shut"]) if "shut" in fact else lacking["gate"]
            yield moment, gate, lacking["wishes"]
