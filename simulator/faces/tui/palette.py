"""What the command palette offers: keys, and all that has a name. Finding it by letters is Textual's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from simulator.domain.limit import Bilingual, Lang
from simulator.domain.problem import UserProblem
from simulator.export.formats import FORMATS
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.screens.phone_screen import PhoneScreen
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.inspector import PAGES

_NOT_HERE = frozenset({"palette", "interrupt", "look_back", "look_on"})
"""Keys that make no sense from a list that lies over the phone."""

_WORDS = {"model": ("模型", "model"), "date": ("日期", "date"), "fault": ("故障", "fault")}


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
        for command in (*self._commands(), *self._typed(query)):
            score = 1.0 if command.says.casefold() == query.casefold() else matcher.match(command.says)
            if score > 0:
                yield Hit(score, Content(command.says), command.does, text=command.says, help=command.help)

    def _commands(self) -> Iterator[Command]:
        desk = self.screen
        known = {binding.id for binding in desk.BINDINGS if isinstance(binding, Binding)} - _NOT_HERE
        lang: Lang = getattr(desk, "lang", "zh")
        for key in KEYS:
            if key.action and key.id in known:
                yield Command(key.says.text(lang), key.label, partial(desk.run_action, key.action))
        if isinstance(desk, PhoneScreen):
            yield from other_commands(desk)
            yield from backend_commands(desk)

    def _typed(self, query: str) -> Iterator[Command]:
        """Yield what a word with a name, a day or a fault behind it means."""
        phone, (word, _, value) = self.screen, query.strip().partition(" ")
        value = harmless(value.strip())
        if not isinstance(phone, PhoneScreen) or not phone.backends or not value:
            return
        does: dict[str, tuple[str, Callable[[], Any]]] = {
            "model": (text("command.model_of", phone.lang, backend=harmless(phone.backend[0])), lambda: None),
            "date": (text("command.date", phone.lang), partial(phone.travel_to_day, value)),
            "fault": (text("command.fault", phone.lang), partial(phone.misbehave, value)),
        }
        kind = next((kind for kind, words in _WORDS.items() if word.casefold() in words), None)
        if kind is not None:
            help, action = does[kind]
            yield Command(f"{word} {value}", help, _model(phone, value).does if kind == "model" else action)


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


def other_commands(phone: PhoneScreen) -> Iterator[Command]:
    """Give a command a release, a maker's phone, a format to export in, and a page of the inspector."""
    lang: Lang = phone.lang
    for release in phone.phone.vendor.releases:
        if release.version != phone.phone.release.version:
            says = text("command.release", lang, version=harmless(release.version))
            yield Command(says, harmless(release.entry.text(lang)), partial(phone.upgrade, release.version))
    for id, name in _vendors(phone):
        says = text("command.phone", lang, name=f"{harmless(name.text(lang))} {harmless(id)}")
        yield Command(says, "", partial(phone.take_phone, id))
    if phone.shelf is not None:
        for form in FORMATS:
            says = text("command.export", lang, form=form)
            yield Command(says, text(f"format.{form}", lang), partial(phone.export, form))
    for page in PAGES:
        says = text("command.page", lang, page=text(f"inspector.page.{page}", lang))
        yield Command(says, "", partial(phone.open_page, page))


def _vendors(phone: PhoneScreen) -> tuple[tuple[str, Bilingual], ...]:
    try:
        return phone.shelf.vendors() if phone.shelf is not None else ()
    except UserProblem as problem:
        phone.tell(problem)
        return ()
