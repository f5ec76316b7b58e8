"""What the command palette offers of the phone in hand, a command a line. How one is found is `palette`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from simulator.domain.labels import channel_label, day_label, figure_label
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.domain.what_if import Direction, figures_of
from simulator.export.formats import FORMATS
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.keys import Key
from simulator.faces.tui.screens.phone_actions import PhoneActions
from simulator.faces.tui.texts import text
from simulator.faces.tui.themes import DARK, LIGHT
from simulator.faces.tui.widgets.inspector import PAGES

NOT_HERE = frozenset({"palette", "interrupt", "look_back", "look_on"})
"""Keys that make no sense from a list that lies over the phone."""


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette: what it says, what stands small below it, what it does, and words that find it too."""

    says: str
    help: str
    does: Callable[[], Any]
    also: str = ""


def commands_of(phone: PhoneActions) -> Iterator[Command]:
    """Yield all that can be done with the phone in hand."""
    yield from (_key(phone, key) for key in phone.keys if key.action and key.id not in NOT_HERE)
    for listed in (_releases, _vendors, _sessions, _backends, _faults, _figures, _exports, _pages, _themes):
        try:
            yield from listed(phone, phone.lang)
        except UserProblem as problem:
            phone.tell(problem)


def typed(phone: PhoneActions, query: str) -> Iterator[Command]:
    """Yield what a word with a name, a day, a fault or a figure behind it means, such as "model fir-7b"."""
    word, _, value = query.strip().partition(" ")
    value, lang = harmless(value.strip()), phone.lang
    if not value:
        return
    of = text("command.model_of", lang, backend=harmless(phone.backend[0]))
    meanings: dict[str, tuple[str, Callable[[], Any]]] = {
        "model": (of, partial(phone.swap_backend, phone.backend[0], value)),
        "date": (text("command.date", lang), partial(phone.travel_to_day, value)),
        "fault": (text("command.fault", lang), partial(phone.misbehave, value)),
        "limit": (text("command.limit_typed", lang), partial(phone.give_figure, value)),
    }
    for kind, (help, does) in meanings.items():
        if word.casefold() in (kind, *(text(f"command.word.{kind}", each) for each in get_args(Lang))):
            yield Command(f"{word} {value}", help, does)


def _key(phone: PhoneActions, key: Key) -> Command:
    says, tells = key.says, key.tells
    also = " ".join(words.text(lang) for words in (says, tells) for lang in get_args(Lang))
    help = key.label if tells == says else f"{key.label} · {tells.text(phone.lang)}"
    return Command(says.text(phone.lang), help, partial(phone.run_action, key.action or ""), also)


def _named(kind: str, lang: Lang, help: str, does: Callable[[], Any], **names: str) -> Command:
    """Give a command that is found by its words in either language."""
    said: dict[Lang, str] = {each: text(f"command.{kind}", each, **names) for each in get_args(Lang)}
    return Command(said[lang], help, does, " ".join((*said.values(), help)))


def _releases(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for release in phone.phone.vendor.releases:
        if release.version != phone.phone.release.version:
            day = f"{day_label(release.since, lang)} · {channel_label(release.channel, lang)}"
            help = f"{day} · {harmless(release.entry.text(lang))}"
            does = partial(phone.upgrade, release.version)
            yield _named("release", lang, help, does, version=harmless(release.version))


def _vendors(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for id, name in phone.shelf.vendors() if phone.shelf is not None else ():
        both = f"{harmless(name.text(lang))} {harmless(id)}"
        yield _named("phone", lang, "", partial(phone.take_phone, id), name=both)


def _sessions(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for summary in phone.shelf.sessions() if phone.shelf is not None else ():
        if summary.name != phone.phone.session:
            help = text("session.turns", lang, turns=summary.turns)
            yield _named("session", lang, help, partial(phone.resume, summary.name), name=harmless(summary.name))


def _backends(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    if phone.backends is None:
        return
    now, model_now = phone.backend
    on = text("command.model_of", lang, backend=harmless(now))
    for model in phone.backends.models(now):
        if model != model_now:
            yield _named("model", lang, on, partial(phone.swap_backend, now, model), name=harmless(model))
    for name in phone.backends.names():
        help = text("command.now", lang) if name == now else ""
        yield _named("backend", lang, help, partial(phone.swap_backend, name), name=harmless(name))


def _faults(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    """Yield the faults of the embedded mock, where it answers."""
    from simulator.mock.faults.kinds import KINDS

    if phone.backends is None or not phone.backends.can_fail(phone.backend[0]):
        return
    for name in ("none", *KINDS):
        help = text("command.no_fault", lang) if name == "none" else KINDS[name].says
        yield _named("fault_named", lang, help, partial(phone.misbehave, name), name=name)


def _figures(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for figure in figures_of(phone.phone.release):
        if figure.is_turnable:
            label, value = figure_label(figure.name, lang), harmless(figure.value or text("none", lang))
            for direction in get_args(Direction):
                does = partial(phone.turn_named_figure, figure.name, direction)
                yield _named(f"limit_{direction}", lang, f"{value} · {figure.name}", does, name=label)


def _exports(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for form in FORMATS if phone.shelf is not None else ():
        yield _named("export", lang, text(f"format.{form}", lang), partial(phone.export, form), form=form)


def _pages(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for page in PAGES:
        yield _named("page", lang, "", partial(phone.open_page, page), page=text(f"inspector.page.{page}", lang))


def _themes(phone: PhoneActions, lang: Lang) -> Iterator[Command]:
    for kind, theme in (("dark", DARK), ("light", LIGHT)):
        does = partial(setattr, phone.app, "theme", theme)
        yield _named(f"theme_{kind}", lang, text("command.now", lang) if phone.app.theme == theme else "", does)
    for other in get_args(Lang):
        if other != lang:
            yield _named(f"language_{other}", lang, "", phone.action_other_language)
