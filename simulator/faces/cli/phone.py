"""`simulator phone`: what is kept on a recorded phone: to read, as JSON, and as files of other programs, in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import Parser, lang_of, parser
from simulator.faces.cli.texts import text
from simulator.faces.parts import KeptPhone, Parts

if TYPE_CHECKING:
    from simulator.domain.contents import Contents

EXAMPLES = """\
  simulator ask "明天早上七点叫我起床" --vendor nubia --session demo --clock virtual
  simulator phone demo
  simulator phone demo --ics demo.ics
  simulator phone demo --import holidays.ics"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Show what is kept on the phone of a session, or take it out or in as a file."""
    args = _options().parse_args(argv)
    kept = parts.kept_phone(args.session)
    lang = lang_of(args, environ)
    if args.import_ics is not None:
        imported = parts.import_calendar(args.session, _read(args.import_ics))
        print(text("imported", lang, entries=imported.entries), file=sys.stderr)
        for problem in imported.left_out:
            print(text("left_out", lang, problem=problem), file=sys.stderr)
    elif args.ics is not None:
        from simulator.phone.ics import to_ics

        _write(args.ics, to_ics(kept.contents))
    elif args.srt is not None:
        _write(args.srt, _subtitles(kept.contents, args.id).encode())
    elif args.json:
        print(json.dumps(_as_json(kept), ensure_ascii=False, indent=2))
    else:
        from simulator.phone.page import contents_page

        print(contents_page(kept.contents, lang, kept.moment))
    return Exit.FINE


def _as_json(kept: KeptPhone) -> dict[str, object]:
    things = {
        kind: [{"id": number} | dict(fields) for number, fields in items.items()]
        for kind, items in kept.contents.items.items()
    }
    return {"session": kept.session, "at": kept.moment.isoformat(), "contents": things}


def _subtitles(contents: Contents, number: int | None) -> str:
    """Give the newest subtitles, or those of that number. Raises: UserProblem if there are none."""
    from simulator.phone.srt import to_srt

    known = contents.of("subtitles")
    wanted = max(known, default=0) if number is None else number
    if wanted not in known:
        shown = ", ".join(map(str, known)) or "none"
        raise UserProblem(f"--srt: no subtitles of that number are on this phone (known: {shown})")
    return to_srt(contents, wanted)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserProblem(f"--import {path}: cannot be read ({error.strerror or error})") from None


def _write(path: Path, content: bytes) -> None:
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserProblem(f"{path}: cannot be written ({error.strerror or error})") from None


def _options() -> Parser:
    options = parser("phone", "What is kept on the phone of a recorded session.", EXAMPLES)
    options.add_argument("session", metavar="SESSION", help="the name that the session was recorded under")
    what = options.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="print JSON")
    what.add_argument("--ics", metavar="FILE", type=Path, help="write alarms, reminders and calendar; - prints them")
    what.add_argument("--srt", metavar="FILE", type=Path, help="write subtitles; - prints them")
    what.add_argument("--import", metavar="FILE", type=Path, dest="import_ics", help="put an .ics file on the phone")
    options.add_argument("--id", metavar="N", type=int, help="which subtitles (default: the newest)")
    return options
