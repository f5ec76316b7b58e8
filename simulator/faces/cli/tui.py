"""`simulator tui`: the phone in the terminal. The screens are `simulator.faces.tui`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from simulator.domain.problem import UserProblem
from simulator.faces.cli.options import (
    add_backend_options,
    add_phone_options,
    backend_choice,
    lang_of,
    parser,
    phone_choice,
)
from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator                                       小艺, official release, embedded mock
  simulator tui --vendor xiaoyi --release 11.2.10.310 --clock x4
  simulator tui --vendor yoyo --wake --lang en"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Show the phone until the user puts it down."""
    options = parser("tui", "The phone in the terminal: wake it, ask, watch it think, and meet its limits.", EXAMPLES)
    options.add_argument("--session", metavar="NAME", help="record under this name, or go on where it stopped")
    add_phone_options(options)
    add_backend_options(options)
    args = options.parse_args(argv)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserProblem('the phone needs a terminal; without one, use `simulator ask "…"`')
    from simulator.backends.cassettes.watch import WireWatch

    watch = WireWatch()
    opened = parts.open_phone(phone_choice(args, environ), backend_choice(args), args.session, watch)
    from simulator.faces.tui.run import run as show

    events = (*opened.history, *opened.opening)
    return show(
        opened.conversation,
        lang_of(args, environ),
        opening=events,
        put_away=opened.put_away,
        backends=opened.backends,
        wire=lambda: tuple(watch.lines),
    )
