"""`simulator tui --web`: the phone for browsers on this machine. The server is `simulator.faces.web`."""

from __future__ import annotations

import asyncio
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence

from simulator.clocks import StageClock
from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import backend_choice, lang_of, phone_choice
from simulator.faces.cli.present import chosen_case
from simulator.faces.cli.texts import text
from simulator.faces.cli.tui import WEB_PORT, compared
from simulator.faces.parts import Parts


def serve_web(argv: Sequence[str], args: Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    """Serve the phone that the options describe until a signal, and give the exit code.

    Every tab is a process of `simulator tui` with the same options; a session's name gets the number of the tab.
    Raises: UserProblem if an option is wrong, the extra is missing, or it cannot listen.
    """
    try:
        from simulator.faces.web.server import WebPhones, serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "simulator":
            raise
        extra = "phone-assistant-simulator[web]"
        raise UserProblem(f'--web needs the extra "web"; install it with: pip install "{extra}"') from None
    lang = lang_of(args, environ)
    _try_out(args, parts, environ)
    command = [sys.executable, "-m", "simulator", "tui", *_of_a_tab(argv)]

    def of_tab(number: int) -> str:
        named = () if args.session is None else ("--session", f"{args.session}-{number}")
        return shlex.join([*command, *named])

    def announce(address: str) -> None:
        print(text("web.serving", lang, address=address), file=sys.stderr, flush=True)

    serve(WebPhones(of_tab, text("web.title", lang)), WEB_PORT if args.port is None else args.port, announce)
    return Exit.FINE


def _try_out(args: Namespace, parts: Parts, environ: Mapping[str, str]) -> None:
    """Refuse here what every tab would refuse. Raises: UserProblem."""
    if args.script is not None:
        chosen_case(args, parts, StageClock())
        return
    choices = [phone_choice(args, environ)] if args.compare is None else compared(args, environ)
    for choice in choices:
        asyncio.run(parts.open_phone(choice, backend_choice(args), None).put_away())


def _of_a_tab(argv: Sequence[str]) -> Iterator[str]:
    """Give the options without those of the server, and without the session, which gets a number."""
    words = iter(argv)
    for word in words:
        if word in ("--port", "--session"):
            next(words, None)
        elif word != "--web" and not word.startswith(("--port=", "--session=")):
            yield word
