"""What a line that begins with / does in a chat: to the phone, or to what is shown of it. Reading lines is `chat`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simulator.conversation.conversation import Conversation
from simulator.domain.events import Event, Heard
from simulator.domain.labels import evidence_label, figure_label
from simulator.domain.limit import Bilingual, Lang
from simulator.domain.phone import PhoneWishes
from simulator.domain.problem import UserProblem, unknown
from simulator.domain.what_if import figures_of
from simulator.faces.cli.lines_of_text import LinesOfText
from simulator.faces.cli.options import parse_date
from simulator.faces.cli.texts import text
from simulator.faces.cli.transcript import Transcript
from simulator.faces.parts import Backends
from simulator.texts import Texts

_TEXTS = Texts("cli")


@dataclass(slots=True)
class Chat:
    """One phone in a chat, and how it is shown; `typed` is the newest line, which stands on the screen already."""

    conversation: Conversation
    backends: Backends
    lang: Lang
    lines: LinesOfText
    transcript: Transcript
    typed: str = ""

    def show(self, event: Event) -> None:
        """Show an event; what was heard is only told where it is not what was typed."""
        if not (isinstance(event, Heard) and event.text == self.typed):
            self.lines.show(event)

    def catch_up(self) -> None:
        """Let the time since the last line take effect: alarms that ring, sleep after silence."""
        asleep = self.conversation.tick()
        for event in (*self.conversation.ring(), *((asleep,) if asleep is not None else ())):
            self.show(event)

    def obey(self, line: str) -> None:
        """Do what a line says. Raises: UserProblem if there is no such command, or it cannot be done."""
        name, _, rest = line.partition(" ")
        command = next((command for command in COMMANDS.values() if name in command.names), None)
        if command is None:
            names = [name for command in COMMANDS.values() for name in command.names]
            raise unknown("command", name, names, "; /help names all")
        command.does(self, rest.strip())


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it is called, what it does for people, and how."""

    names: tuple[str, ...]
    says: Bilingual
    does: Callable[[Chat, str], None] = field(compare=False)
    takes: str = ""


def _renew(chat: Chat, rest: str) -> None:
    chat.show(chat.conversation.renew())


def _sleep(chat: Chat, rest: str) -> None:
    if not chat.conversation.handset.vendor.wake_words:
        raise UserProblem(text("chat.no_wake_word", chat.lang))
    chat.show(chat.conversation.sleep())


def _release(chat: Chat, rest: str) -> None:
    releases = [release.version for release in chat.conversation.handset.vendor.releases]
    if not rest:
        print("\n".join(releases), file=sys.stderr)
        return
    try:
        chat.show(chat.conversation.travel(PhoneWishes(release=rest)))
    except KeyError:
        raise unknown("release", rest, releases) from None


def _date(chat: Chat, rest: str) -> None:
    chat.show(chat.conversation.travel(PhoneWishes(date=parse_date(rest))))


def _backend(chat: Chat, rest: str) -> None:
    if not rest:
        print("\n".join(chat.backends.names()), file=sys.stderr)
        return
    backend, *fallbacks = chat.backends.chain(rest, None)
    event = chat.conversation.use(backend, tuple(fallbacks))
    chat.show(event)
    print(f"{event.backend} · {event.model}", file=sys.stderr)


def _limits(chat: Chat, rest: str) -> None:
    for figure in figures_of(chat.conversation.handset.release):
        value = text("none", chat.lang) if figure.value is None else figure.value
        evidence = evidence_label(figure.evidence, chat.lang)
        print(f"{figure_label(figure.name, chat.lang)}: {value} ({evidence})", file=sys.stderr)


def _think(chat: Chat, rest: str) -> None:
    chat.transcript.shows_thinking = not chat.transcript.shows_thinking
    key = "chat.thinking_shown" if chat.transcript.shows_thinking else "chat.thinking_named"
    print(text(key, chat.lang), file=sys.stderr)


def _help(chat: Chat, rest: str) -> None:
    for command in COMMANDS.values():
        print(f"{' '.join((*command.names, command.takes)).rstrip()}: {command.says.text(chat.lang)}", file=sys.stderr)


def _quit(chat: Chat, rest: str) -> None:
    """Do nothing: the chat ends with the line."""


COMMANDS: Mapping[str, Command] = {
    "new": Command(("/new",), _TEXTS["chat.does.new"], _renew),
    "sleep": Command(("/sleep",), _TEXTS["chat.does.sleep"], _sleep),
    "release": Command(("/release",), _TEXTS["chat.does.release"], _release, "R"),
    "date": Command(("/date",), _TEXTS["chat.does.date"], _date, "2025-02-09"),
    "backend": Command(("/backend",), _TEXTS["chat.does.backend"], _backend, "NAME"),
    "limits": Command(("/limits",), _TEXTS["chat.does.limits"], _limits),
    "think": Command(("/think",), _TEXTS["chat.does.think"], _think),
    "help": Command(("/help", "/?"), _TEXTS["chat.does.help"], _help),
    "quit": Command(("/quit", "/exit"), _TEXTS["chat.does.quit"], _quit),
}
"""Every command; `quit` is carried out by whoever reads the lines."""
