"""`simulator sessions`: what was recorded: listed, shown, exported, deleted. The formats are in `export`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem
from simulator.export.formats import FORMATS, made
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import Parser, lang_of, parser
from simulator.faces.cli.session_pages import list_page, print_page
from simulator.faces.parts import Parts

if TYPE_CHECKING:
    from simulator.export.telling import Recorded
    from simulator.store.sqlite import Summary

EXAMPLES = """\
  simulator ask "我叫小明" "讲个笑话" "我叫什么？" --session demo --clock virtual
  simulator sessions
  simulator sessions show demo --thinking
  simulator sessions export demo --format html -o demo.html
  simulator sessions delete demo --yes"""

NARROWEST, WIDEST = 20, 400


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Do what is asked with the recorded sessions."""
    args = _options().parse_args(argv)
    if args.what == "show":
        print_page(_recorded(args, parts, environ), environ, with_thinking=args.thinking)
    elif args.what == "export":
        _export(args, _recorded(args, parts, environ))
    elif args.what == "delete":
        return _delete(args, parts)
    else:
        _list(args, parts, environ)
    return Exit.FINE


def _recorded(args: argparse.Namespace, parts: Parts, environ: Mapping[str, str]) -> Recorded:
    return parts.recorded_session(args.name, lang_of(args, environ), tuple(args.vendors_path))


def _list(args: argparse.Namespace, parts: Parts, environ: Mapping[str, str]) -> None:
    summaries = parts.sessions()
    if getattr(args, "json", False):
        print(json.dumps([_as_json(summary) for summary in summaries], ensure_ascii=False, indent=2))
    else:
        print(list_page(summaries, lang_of(args, environ)))


def _as_json(summary: Summary) -> dict[str, object]:
    opened, last = summary.opened, summary.changed or summary.opened
    return {
        "session": summary.name,
        "vendor": opened.vendor if opened else None,
        "device": last.phone.device if last else None,
        "release": last.release if last else None,
        "turns": summary.turns,
        "used": summary.used,
        "bytes": summary.size,
    }


def _export(args: argparse.Namespace, recorded: Recorded) -> None:
    written = made(args.format, recorded, **_more(args))
    if args.output is None or str(args.output) == "-":
        print(written, end="")
        return
    if args.format != "cassette" or not _is_there(args.output, written):
        _write(args.output, written, may_replace=args.force)
    print(f"{args.output}: written", file=sys.stderr)
    if args.format == "script":
        _write_tape(args.output, made("cassette", recorded), may_replace=args.force)


def _write_tape(script: Path, cassette: str, *, may_replace: bool) -> None:
    """Write the cassette of a script beside it, where `run --replay` looks for it."""
    stem = script.name.removesuffix(".yaml").removesuffix(".yml").removesuffix(".sim")
    tape = script.with_name(f"{stem}.jsonl")
    if not _is_there(tape, cassette):
        _write(tape, cassette, may_replace=may_replace)
    print(f"{tape}: its cassette, for `simulator run {script} --replay {script.parent}`", file=sys.stderr)


def _more(args: argparse.Namespace) -> dict[str, int]:
    """Give what only some formats take. Raises: UserProblem if another one is asked for."""
    if args.width is None:
        return {}
    if args.format != "cast":
        raise UserProblem("--width is of --format cast; leave it out")
    if not NARROWEST <= args.width <= WIDEST:
        raise UserProblem(f"--width {args.width}: a terminal is {NARROWEST} to {WIDEST} cells wide")
    return {"width": args.width}


def _is_there(tape: Path, cassette: str) -> bool:
    """Say whether this cassette was written before, with its script or alone."""
    try:
        return tape.read_bytes() == cassette.encode()
    except OSError:
        return False


def _write(path: Path, content: str, *, may_replace: bool) -> None:
    """Write a file for its owner alone, since it holds what was said; one that is there stays, unless it may go."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if may_replace else os.O_EXCL)
    try:
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 (the flags)
            file.write(content)
    except FileExistsError:
        raise UserProblem(f"{path}: is there already; give another -o FILE, or --force to replace it") from None
    except OSError as error:
        raise UserProblem(f"-o {path}: cannot be written ({error.strerror or error})") from None


def _delete(args: argparse.Namespace, parts: Parts) -> int:
    names = tuple(dict.fromkeys(args.names))
    parts.check_sessions(names)
    if not args.yes and not _agreed(names):
        print("nothing was deleted", file=sys.stderr)
        return Exit.FINE
    for name in names:
        parts.delete_session(name)
        print(f"{clean(name)}: deleted", file=sys.stderr)
    return Exit.FINE


def _agreed(names: Sequence[str]) -> bool:
    """Ask on a terminal. Raises: UserProblem where there is none."""
    if not sys.stdin.isatty():
        raise UserProblem("sessions delete: nobody can be asked here; add --yes to delete for good")
    print(f"delete {', '.join(map(clean, names))} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是")


def _options() -> Parser:
    options = parser("sessions", "What was recorded: see it, take it elsewhere, delete it.", EXAMPLES)
    what = options.add_subparsers(dest="what", metavar="WHAT", title="what")
    listed = what.add_parser(
        "list", epilog="example: simulator sessions list --json", help="all sessions, the last used one first (default)"
    )
    listed.add_argument("--json", action="store_true", help="print JSON")
    shown = what.add_parser(
        "show",
        epilog="example: simulator sessions show demo --thinking",
        help="what was said, limits with their evidence",
    )
    shown.add_argument("name", metavar="NAME", help="a name of the list")
    shown.add_argument("--thinking", action="store_true", help="with the thinking, which else is one line")
    exported = what.add_parser(
        "export",
        epilog="example: simulator sessions export demo --format html -o demo.html",
        help="a session in another format",
    )
    exported.add_argument("name", metavar="NAME", help="a name of the list")
    exported.add_argument("--format", choices=tuple(FORMATS), required=True, help="the format")
    exported.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to (default: standard output)")
    exported.add_argument("--width", metavar="N", type=int, help="cells of the terminal of a cast (default: 80)")
    exported.add_argument("--force", action="store_true", help="replace FILE if it is there")
    deleted = what.add_parser(
        "delete", epilog="example: simulator sessions delete demo --yes", help="forget sessions for good"
    )
    deleted.add_argument("names", nargs="+", metavar="NAME", help="names of the list")
    deleted.add_argument("--yes", action="store_true", help="do not ask")
    for each in (listed, shown, exported, deleted):
        each.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="language of labels")
    for each in (shown, exported):
        each.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")
    options.add_argument("--json", action="store_true", help="print the list as JSON")
    return options
