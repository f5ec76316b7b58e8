"""`simulator completion`: what a shell needs to complete commands, options and their values. Options are the helps'.

What is completed is read from each command's own `--help`, so that the two cannot differ.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO

from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of, parser
from simulator.faces.cli.texts import text
from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator completion bash > ~/.local/share/bash-completion/completions/simulator
  simulator completion zsh > ~/.zfunc/_simulator       with fpath+=~/.zfunc before compinit in ~/.zshrc
  simulator completion fish > ~/.config/fish/completions/simulator.fish"""

SUBCOMMANDS: Mapping[str, tuple[str, ...]] = {
    "vendors": ("list", "show", "timeline", "schema", "new", "check"),
    "backends": ("list", "show"),
    "sessions": ("list", "show", "export", "delete"),
    "config": ("init", "show", "path", "schema", "check"),
    "completion": ("bash", "zsh", "fish"),
}
_OPTION = re.compile(r"^ {2,}(?:-\w(?: [A-Z]+)?, )?(--[a-z][a-z-]*)(?: \{([^}]*)\})?", re.MULTILINE)
_FORMATS = ("md", "json", "html", "svg", "cast", "script", "cassette")

Words = Mapping[str, Mapping[str, Sequence[str]]]
"""A command's options, each with its values, none where any text is meant."""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Print the script of a shell."""
    options = parser("completion", "A script that completes commands, options, vendors and backends.", EXAMPLES)
    options.add_argument("shell", choices=tuple(_WRITERS), metavar="SHELL", help="bash, zsh or fish")
    args = options.parse_args(argv)
    from simulator.faces.cli.main import COMMANDS

    words = {command: dict(_options_of(command, parts, environ)) for command in COMMANDS}
    print(_WRITERS[args.shell](words), end="")
    if sys.stdout.isatty():
        print(text("completion.how", lang_of(args, environ)), file=sys.stderr)
    return Exit.FINE


def _options_of(command: str, parts: Parts, environ: Mapping[str, str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the options of a command and their values, as its help has them."""
    known = {
        "--vendor": tuple(listing.id for listing in parts.catalogue(()).listings()),
        "--clock": ("real", "virtual", "x2", "x4", "x10"),
        "--era": ("2025-02", "2025-08", "2025-12", "2026-11"),
        "--format": _FORMATS,
    }
    for option, choices in _OPTION.findall(_help_of(command, parts, environ)):
        yield option, tuple(choices.split(",")) if choices else known.get(option, ())


def _help_of(command: str, parts: Parts, environ: Mapping[str, str]) -> str:
    printed = StringIO()
    names = [command, *(f"{command} {action}" for action in SUBCOMMANDS.get(command, ()) if command == "sessions")]
    for name in names:
        module, *action = name.split()
        try:
            with redirect_stdout(printed):
                import_module(f"simulator.faces.cli.{module}").run([*action, "--help"], parts, environ)
        except SystemExit:
            continue
    return printed.getvalue()


def _bash(words: Words) -> str:
    cases = "\n".join(_bash_case(command, options) for command, options in words.items())
    return f"""\
# bash completion of simulator; `simulator completion bash` made it
_simulator() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
    local words= values=
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="{" ".join(words)} --help --version"
    else
        case $command in
{cases}
        esac
    fi
    case $words$values in
        "") COMPREPLY=() ;;
        *) COMPREPLY=($(compgen -W "${{values:-$words}}" -- "$word")) ;;
    esac
}}
complete -o default -F _simulator simulator
"""


def _bash_case(command: str, options: Mapping[str, Sequence[str]]) -> str:
    own = " ".join([*SUBCOMMANDS.get(command, ()), *options])
    chosen = "".join(
        f'{" " * 20}{option}) values="{" ".join(values)}" ;;\n' for option, values in options.items() if values
    )
    inner = f"{' ' * 16}case $before in\n{chosen}{' ' * 16}esac\n" if chosen else ""
    return f'{" " * 12}{command})\n{" " * 16}words="{own}"\n{inner}{" " * 16};;'


def _zsh(words: Words) -> str:
    return f"#compdef simulator\nautoload -U +X bashcompinit && bashcompinit\n{_bash(words)}"


def _fish(words: Words) -> str:
    lines = ["# fish completion of simulator; `simulator completion fish` made it"]
    lines += [f"complete -c simulator -n __fish_use_subcommand -f -a {command}" for command in words]
    for command, options in words.items():
        here = f'complete -c simulator -n "__fish_seen_subcommand_from {command}"'
        lines += [f"{here} -f -a {action}" for action in SUBCOMMANDS.get(command, ())]
        for option, values in options.items():
            taken = f' -x -a "{" ".join(values)}"' if values else ""
            lines.append(f"{here} -l {option.removeprefix('--')}{taken}")
    return "\n".join(lines) + "\n"


_WRITERS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
