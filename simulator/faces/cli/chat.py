"""`simulator chat`: a phone line by line, without a screen to draw. What a line with / does is `chat_commands`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem
from simulator.faces.cli.ask import run_turn
from simulator.faces.cli.chat_commands import COMMANDS, Chat
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.lines_of_text import LinesOfText
from simulator.faces.cli.options import (
    add_backend_options,
    add_phone_options,
    backend_choice,
    lang_of,
    parser,
    phone_choice,
)
from simulator.faces.cli.texts import text
from simulator.faces.cli.transcript import Transcript
from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator chat
  simulator chat --vendor yoyo --wake --clock x4
  simulator chat --session demo --release 11.2.10.310     goes on where that session stopped"""

DESCRIPTION = """\
Talk to a phone line by line. Nothing moves on the screen: text comes a line at a time, thinking is only named unless
/think asks for it, and /help names the other commands. Ctrl+C stops an answer, Ctrl+D ends."""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Converse until the input ends, and give the exit code: a fault of one turn is no fault of the chat."""
    options = parser("chat", DESCRIPTION, EXAMPLES)
    options.add_argument("--session", metavar="NAME", help="record under this name, or go on where it stopped")
    add_phone_options(options)
    add_backend_options(options)
    args = options.parse_args(argv)
    lang = lang_of(args, environ)
    opened = parts.open_phone(phone_choice(args, environ), backend_choice(args), args.session)
    transcript = Transcript(opened.conversation.handset, lang, environ, shows_thinking=False)
    chat = Chat(opened.conversation, opened.backends, lang, LinesOfText(transcript), transcript)
    for event in opened.opening:
        chat.show(event)
    print(text("chat.welcome", lang), file=sys.stderr)
    with asyncio.Runner() as runner:
        try:
            _converse(chat, runner)
        finally:
            chat.show(opened.conversation.close())
            runner.run(opened.put_away())
    return Exit.FINE


def _converse(chat: Chat, runner: asyncio.Runner) -> None:
    """Take one line after the other; between them time takes effect, and Ctrl+C at the prompt ends the chat."""
    with suppress(KeyboardInterrupt):
        for line in _lines():
            chat.catch_up()
            chat.typed = line
            if line.startswith("/"):
                if line in COMMANDS["quit"].names:
                    return
                _command(chat, line)
            elif clean(line).strip():
                runner.run(run_turn(chat.conversation.turn(line), chat.conversation.interrupt, chat.show))


def _command(chat: Chat, line: str) -> None:
    try:
        chat.obey(line)
    except UserProblem as problem:
        print(problem, file=sys.stderr)


def _lines() -> Iterator[str]:
    """Give what is typed, with history and editing at a terminal, until the input ends."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(ImportError):  # some builds of Python have none: lines can be typed all the same
            import readline  # noqa: F401 - its import gives input() editing
        with suppress(EOFError):
            while True:
                yield input("> ").strip()
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").strip()
