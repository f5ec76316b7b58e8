"""Finds the command, runs it and turns every problem into one line and an exit code. The commands are beside this."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.faces.cli.exit_codes import Exit

if TYPE_CHECKING:
    from simulator.faces.parts import Parts

    PartsMaker = Callable[[Mapping[str, str]], Parts]

COMMANDS: Mapping[str, str] = {
    "tui": "the phone in the terminal (what a bare `simulator` starts)",
    "ask": "say something to a phone, a turn a TEXT",
    "chat": "talk to a phone line by line, for screen readers and plain terminals",
    "run": "play scripted conversations on phones, and judge what happens",
    "report": "tell again of a run that was kept, or compare two",
    "calibrate": "fit a release's limits and pacing from recordings of a phone",
    "phone": "what is kept on a recorded phone: alarms, calendar, notes, subtitles",
    "sessions": "what was recorded: list, show, export, delete",
    "vendors": "the phones, their releases and limits, with evidence",
    "backends": "the servers that a phone can be pointed at, and what each wants",
    "doctor": "probe a backend: is it reached, how does it write, what are its rules",
    "config": "the user's configuration: where each value is from, and what is wrong",
    "completion": "a script for your shell that completes all of this",
    "mock": "a DeepSeek-compatible mock server",
    "serve": "the phones as models of an OpenAI-compatible server",
}
"""Every command and what it does; `simulator.faces.cli.<command>` has a `run(argv, parts, prog)`."""

USAGE = """\
usage: simulator [COMMAND] [options]

A simulator of the phone assistants that answered through DeepSeek in February 2025.

commands:
{commands}

options:
  -h, --help     show this help; `simulator COMMAND --help` has a command's options and an example
  --version      show the version

examples:
  simulator                                  a phone with 小艺, on the embedded mock
  simulator ask "小艺小艺，讲个笑话"           one question, no key and no network needed
  simulator vendors show xiaoyi              what 小艺 could do on which day, and how we know
"""


def main(argv: Sequence[str], environ: Mapping[str, str], parts: PartsMaker | None = None) -> int:
    """Run the command that `argv` (without the program's name) asks for; give the exit code.

    `parts` makes the program's parts from the environment; None is the program's own.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if argv and argv[0] in ("--version", "-V"):
        print(f"simulator {__version__}")
        return Exit.FINE
    if argv and argv[0] in ("--help", "-h", "help"):
        print(USAGE.format(commands="\n".join(f"  {name:<14} {what}" for name, what in COMMANDS.items())), end="")
        return Exit.FINE
    command, rest = (argv[0], argv[1:]) if argv and not argv[0].startswith("-") else ("tui", argv)
    if command not in COMMANDS:
        return _complain(_unknown(command))
    return _run(command, rest, environ, parts)


def _run(command: str, argv: Sequence[str], environ: Mapping[str, str], parts: PartsMaker | None) -> int:
    from simulator.domain.problem import UserProblem
    from simulator.settings.variables import variable_warnings

    try:
        if parts is None:
            parts = import_module("simulator.wiring.program").Program
        module = import_module(f"simulator.faces.cli.{command}")
        for warning in variable_warnings(environ):
            print(warning, file=sys.stderr)
        return int(module.run(argv, parts(environ), environ))
    except UserProblem as problem:
        return _complain(str(problem))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return Exit.FAULT
    except OSError as error:
        return _complain(str(error), Exit.FAULT)
    except MemoryError:
        return _complain("there is not enough memory for this; do less at once, or give it more", Exit.FAULT)


def _complain(message: str, code: Exit = Exit.WRONG) -> int:
    print(message, file=sys.stderr)
    return code


def _unknown(command: str) -> str:
    near = get_close_matches(command, COMMANDS, n=1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return f"no such command: {command[:40]!r}{meant} (known: {', '.join(COMMANDS)}; see `simulator --help`)"


def _stop_writing() -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not complain of the closed pipe."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
