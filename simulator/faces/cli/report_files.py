"""What `run` and `report` share: where people read, and the reports that the environment asks for."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from simulator.replay.reports.all_reports import Sink


def people(*files: Path | str | None) -> TextIO:
    """Give the stream for people: standard output, unless a file that is written is that."""
    return sys.stderr if any(str(file) == "-" for file in files) else sys.stdout


def printer(stream: TextIO) -> Callable[[str], None]:
    """Give what prints a line at once, since a CI system shows each when it comes."""

    def say(line: str) -> None:
        print(line, file=stream, flush=True)

    return say


def now() -> str:
    """Give the minute, as a page tells when it was made."""
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}"


def github(args: Namespace, environ: Mapping[str, str], say: Callable[[str], None]) -> tuple[Sink, ...]:
    """Give the report for GitHub, where it is asked for or the program runs there."""
    if not args.github and environ.get("GITHUB_ACTIONS") != "true":
        return ()
    from simulator.replay.reports.github import GitHub

    summary = environ.get("GITHUB_STEP_SUMMARY")
    root = Path(environ.get("GITHUB_WORKSPACE") or Path.cwd())
    return (GitHub(say, secrets.token_hex(16), root, Path.cwd(), Path(summary) if summary else None),)
