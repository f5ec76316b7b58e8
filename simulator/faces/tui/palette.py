"""What the command palette offers: the phone's keys, backends, and models. Finding it by letters is Textual's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.screens.phone_screen import PhoneScreen
from simulator.faces.tui.texts import text

_NOT_HERE = frozenset({"palette", "interrupt", "look_back", "look_on"})
"""Keys that make no sense from a list that lies over the phone."""

_MODEL_WORDS = ("模型", "model")


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette: what it says, what stands small below it, and what it does."""

    says: str
    help: str
    does: Callable[[], Any]


class PhoneCommands(Provider):
    """The commands of the phone that the palette lies over."""

    async def discover(self) -> Hits:
        """Give all commands, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(Content(command.says), command.does, text=command.says, help=command.help)

    async def search(self, query: str) -> Hits:
        """Give the commands that have the letters of `query`, and for "model NAME" a model of any name."""
        matcher = self.matcher(query)
        for command in (*self._commands(), *self._named_model(query)):
            score = 1.0 if command.says.casefold() == query.casefold() else matcher.match(command.says)
            if score > 0:
                yield Hit(score, Content(command.says), command.does, text=command.says, help=command.help)

    def _commands(self) -> Iterator[Command]:
        desk = self.screen
        if isinstance(desk, PhoneScreen):
            yield from backend_commands(desk)
        known = {binding.id for binding in desk.BINDINGS if isinstance(binding, Binding)} - _NOT_HERE
        lang: Lang = getattr(desk, "lang", "zh")
        for key in KEYS:
            if key.action and key.id in known:
                yield Command(key.says.text(lang), key.label, partial(desk.run_action, key.action))

    def _named_model(self, query: str) -> Iterator[Command]:
        phone, (word, _, name) = self.screen, query.strip().partition(" ")
        name = harmless(name.strip())
        if isinstance(phone, PhoneScreen) and phone.backends and word.casefold() in _MODEL_WORDS and name:
            command = _model(phone, name)
            yield Command(f"{word} {name}", command.help, command.does)


def backend_commands(phone: PhoneScreen) -> Iterator[Command]:
    """Give a command a model of the present backend and one a backend, as the configuration stands now."""
    now, model_now = phone.backend
    try:
        names = phone.backends.names() if phone.backends else ()
        models = phone.backends.models(now) if phone.backends else ()
    except UserProblem as problem:
        phone.hint(str(problem).partition("\n")[0])
        return
    for model in models:
        if model != model_now:
            yield _model(phone, model)
    for name in names:
        yield _backend(phone, name, is_now=name == now)


def _backend(phone: PhoneScreen, name: str, *, is_now: bool) -> Command:
    lang: Lang = phone.lang
    says = text("command.backend", lang, name=harmless(name))
    return Command(says, text("command.now", lang) if is_now else "", partial(phone.swap_backend, name))


def _model(phone: PhoneScreen, model: str) -> Command:
    now, _ = phone.backend
    says = text("command.model", phone.lang, name=harmless(model))
    below = text("command.model_of", phone.lang, backend=harmless(now))
    return Command(says, below, partial(phone.swap_backend, now, model))
