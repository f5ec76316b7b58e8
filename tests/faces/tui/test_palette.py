"""The command palette over a phone: it changes the backend or the model, and does what the keys do."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input, OptionList

from simulator.domain.events import BackendChanged
from simulator.domain.problem import UserProblem
from simulator.faces.parts import Backends
from simulator.faces.tui.app import PhoneApp
from tests.faces.tui.phones import Kept, Scripted, open_conversation, thinks
from tests.faces.tui.screens import drawn, say, typed_while_the_screen_is_busy, until


class Other(Scripted):
    def __init__(self, name: str, model: str | None) -> None:
        super().__init__([thinks("", f"我是{name}上的{model}")])
        self.name, self.model = name, model or "plain"


def phone(recorder: Kept, names=lambda: ("scripted", "other")) -> PhoneApp:
    conversation = open_conversation(thinks("", "好的"), recorder=recorder)
    backends = Backends(names, lambda name, model: (Other(name, model),), lambda name: ("fir-7b", "fir-70b"))
    return PhoneApp(conversation, "zh", conversation.open(), backends=backends)


def first(palette: Screen[object]) -> str | None:
    """Give what the first line of the palette says."""
    lines = palette.query(OptionList).first()
    hit = getattr(lines.get_option_at_index(0), "hit", None) if lines.option_count else None
    return hit.text if hit is not None else None


async def command(pilot, query: str, says: str) -> str:
    """Write into the palette until it offers a command first, and take that."""
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    palette = pilot.app.screen
    palette.query_one(Input).value = query
    await until(pilot, lambda: first(palette) == says)
    await pilot.press("enter")
    if pilot.app.screen is palette:
        await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is pilot.app.phone)
    return await drawn(pilot)


async def test_a_backend_is_changed_by_its_name_and_the_conversation_stays():
    recorder = Kept()
    async with phone(recorder).run_test(size=(80, 24)) as pilot:
        await say(pilot, "我叫小明")
        assert "换了后端，对话不变" in await command(pilot, "other", "后端 other")
        assert "我是other上的None" in await say(pilot, "你是谁")
    assert [event.backend for event in recorder.events if isinstance(event, BackendChanged)] == ["other"]


async def test_a_known_model_and_one_of_any_name_can_be_taken():
    recorder = Kept()
    async with phone(recorder).run_test(size=(80, 24)) as pilot:
        await command(pilot, "fir-70b", "模型 fir-70b")
        await command(pilot, "model oak-1b", "model oak-1b")
    assert [event.model for event in recorder.events if isinstance(event, BackendChanged)] == ["fir-70b", "oak-1b"]


async def test_a_broken_configuration_leaves_the_other_commands():
    def broken() -> tuple[str, ...]:
        raise UserProblem("simulator.toml:1:2: is not TOML")

    async with phone(Kept(), broken).run_test(size=(80, 24)) as pilot:
        await say(pilot, "我叫小明")
        text = await command(pilot, "新对话", "新对话")
        assert "新对话 · 之前的内容不再记得" in text
        assert "simulator.toml:1:2: is not TOML" in text


async def test_a_list_over_the_phone_keeps_the_palette_away():
    async with phone(Kept()).run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: pilot.app.screen is not pilot.app.phone)
        picker = pilot.app.screen
        await pilot.press("ctrl+p")
        assert pilot.app.screen is picker


async def test_what_is_typed_into_the_palette_stays_in_its_order():
    async with phone(Kept()).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await typed_while_the_screen_is_busy(pilot, "a b backspace backspace o t h x backspace e r")
        await until(pilot, lambda: first(pilot.app.screen) == "后端 other")
