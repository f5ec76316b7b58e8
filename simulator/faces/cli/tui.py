"""`simulator tui`: the phone in the terminal. The screens are `simulator.faces.tui`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem
from simulator.faces.cli.options import (
    add_backend_options,
    add_phone_options,
    backend_choice,
    is_still,
    lang_of,
    parse_date,
    parser,
    phone_choice,
)
from simulator.faces.parts import OpenPhone, Parts
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.places import data_dir

if TYPE_CHECKING:
    from simulator.backends.cassettes.lines import Line
    from simulator.faces.tui.shelf import Shelf

WEB_PORT = 8060
MOST_COMPARED = 4
"""More phones leave none enough room to be read."""
EXAMPLES = """\
  simulator                                       小艺, official release, embedded mock
  simulator tui --vendor xiaoyi --release 11.2.10.310 --clock x4
  simulator tui --vendor yoyo --wake --lang en
  simulator tui --script xiaoyi --clock x2
  simulator tui --web --vendor yoyo --session stand
  simulator tui --compare xiaoyi@11.2.10.310,xiaoyi@11.2.10.340,yoyo"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Show the phone until the user puts it down."""
    args = _options().parse_args(argv)
    if args.loop and args.script is None:
        raise UserProblem("--loop is of a demo; name one with --script FILE")
    if args.port is not None and not args.web:
        raise UserProblem("--port is of --web; add --web, or leave it out")
    if args.web:
        from simulator.faces.cli.web import serve_web

        return serve_web(argv, args, parts, environ)
    if "TEXTUAL_DRIVER" not in environ:  # a browser has no terminal
        _need_a_terminal(environ)
    if args.script is not None:
        from simulator.faces.cli.present import present_script

        return present_script(args, parts, environ)
    return _show_one(args, parts, environ) if args.compare is None else _show_several(args, parts, environ)


def _options() -> argparse.ArgumentParser:
    options = parser("tui", "The phone in the terminal: wake it, ask, watch it think, and meet its limits.", EXAMPLES)
    options.add_argument("--session", metavar="NAME", help="record under this name, or go on where it stopped")
    options.add_argument(
        "--script", metavar="FILE", help="play a script as a demo: a file, or a name that `simulator run` lists"
    )
    options.add_argument("--loop", action="store_true", help="play the script again and again, for a stand")
    options.add_argument(
        "--compare",
        metavar="V,V",
        help="two to four phones side by side: vendors, with a release or a day after @ if you like",
    )
    options.add_argument("--web", action="store_true", help="serve it to browsers on this machine, a phone a tab")
    options.add_argument("--port", metavar="P", type=int, help=f"the port of --web; 0 picks a free one ({WEB_PORT})")
    add_phone_options(options)
    add_backend_options(options)
    return options


def _show_several(args: argparse.Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    backend = backend_choice(args)
    phones = [_watched(choice, backend, parts) for choice in compared(args, environ)]
    from simulator.faces.tui.run import run_side_by_side

    shelf = _shelf(parts, phone_choice(args, environ), backend, environ)
    return run_side_by_side(phones, lang_of(args, environ), shelf, is_still=is_still(args, environ))


def _watched(phone: PhoneChoice, backend: BackendChoice, parts: Parts) -> tuple[OpenPhone, Callable[[], list[Line]]]:
    from simulator.backends.cassettes.watch import WireWatch

    watch = WireWatch()
    return parts.open_phone(phone, backend, None, watch), lambda: list(watch.lines)


def _shelf(parts: Parts, phone: PhoneChoice, backend: BackendChoice, environ: Mapping[str, str]) -> Shelf | None:
    """Give the shelf; none in a browser, whose tab has its one session and writes no files on the server's machine."""
    from simulator.faces.tui.shelf import Shelf

    in_browser = "TEXTUAL_DRIVER" in environ
    return None if in_browser else Shelf(parts, phone, backend, data_dir(environ) / "copied.txt", Path())


def _show_one(args: argparse.Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    from simulator.backends.cassettes.watch import WireWatch

    watch = WireWatch()
    phone, backend = phone_choice(args, environ), backend_choice(args)
    opened = parts.open_phone(phone, backend, args.session, watch)
    from simulator.faces.tui.run import run as show

    events = (*opened.history, *opened.opening)
    return show(
        opened.conversation,
        lang_of(args, environ),
        opening=events,
        put_away=opened.put_away,
        backends=opened.backends,
        wire=lambda: tuple(watch.lines),
        shelf=_shelf(parts, phone, backend, environ),
        session=args.session,
        is_still=is_still(args, environ),
    )


def _need_a_terminal(environ: Mapping[str, str]) -> None:
    """See that the phone can be drawn: on standard error, as Textual does. Raises: UserProblem."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UserProblem('the phone needs a terminal; without one, use `simulator chat` or `simulator ask "…"`')
    if environ.get("TERM") == "dumb":
        raise UserProblem("TERM=dumb: no phone can be drawn on this terminal; `simulator chat` needs no drawing")


def compared(args: argparse.Namespace, environ: Mapping[str, str]) -> list[PhoneChoice]:
    """Give the phones to compare; each is as the options say but for its vendor and release. Raises: UserProblem."""
    names = [name.strip() for name in args.compare.split(",") if name.strip()]
    if not 2 <= len(names) <= MOST_COMPARED:
        raise UserProblem(f"--compare {args.compare}: name two to {MOST_COMPARED} phones, like xiaoyi,yoyo")
    for option in ("session", "vendor", "release", "record_wire", "replay_wire"):
        if getattr(args, option) is not None:
            raise UserProblem(
                f"--{option.replace('_', '-')} is of one phone, and --compare shows several; leave it out"
            )
    choice = phone_choice(args, environ)
    return [_named(name, choice) for name in names]


def _named(name: str, choice: PhoneChoice) -> PhoneChoice:
    """Give the phone of a name like yoyo, xiaoyi@11.2.10.310 or yoyo@2025-02-08. Raises: UserProblem for no day."""
    vendor, _, at = name.partition("@")
    if not at:
        return replace(choice, vendor=vendor)
    is_day = re.match(r"\d{4}-\d\d-\d\d", at) is not None
    moves = {"date": parse_date(at)} if is_day else {"release": at}
    return replace(choice, vendor=vendor, wishes=replace(choice.wishes, **moves))
