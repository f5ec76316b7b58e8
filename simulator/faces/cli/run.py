"""`simulator run`: its options, and what they mean as choices. Playing and reporting is `run_cases`' part."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import parser

if TYPE_CHECKING:
    from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator run                                                      the scripts that come with the program
  simulator run xiaoyi                                               one of them
  simulator run fixtures/scripts --junit out.xml --html out.html
  simulator run 'qa/**/*.sim.yaml' --tag memory -j 4 --jsonl results.jsonl --fail-fast
  simulator run qa --resume results.jsonl                            go on where Ctrl-C or a crash ended it
  simulator run qa --record tapes && simulator run qa --replay tapes"""

DESCRIPTION = """\
Play scripted conversations on phones and judge what happens. The exit code is 1 if an expectation does not hold or a
case cannot be played, and 2 if a script is wrong, of which then none is played."""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Play scripts and give the exit code."""
    args = _options().parse_args(argv)
    if args.schema:
        from simulator.replay.schema import schema_text

        print(schema_text(), end="")
        return Exit.FINE
    from simulator.faces.cli.run_cases import list_bundled, play_again_and_again, play_scripts

    if not args.scripts:
        if len(argv) > 0 and args.lang is None:
            raise UserProblem(
                "simulator run: name a SCRIPT to play: a file, a folder, or one that `simulator run` lists"
            )
        return list_bundled()
    return play_again_and_again(args, parts, environ) if args.watch else play_scripts(args, parts, environ)


def _options() -> argparse.ArgumentParser:
    options = parser("run", DESCRIPTION, EXAMPLES)
    options.add_argument(
        "scripts",
        nargs="*",
        metavar="SCRIPT",
        help="a file, a folder, a pattern, or a script of the program by its name",
    )
    _add_what(options.add_argument_group("what is played"))
    _add_how(options.add_argument_group("how"))
    _add_reports(options.add_argument_group("reports, beside the one that is printed"))
    options.add_argument("--schema", action="store_true", help="print the JSON Schema of scripts, and play nothing")
    return options


def _add_what(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--vendor", metavar="V,V", type=_names, default=(), help="on these phones; see docs/scripts.md")
    group.add_argument("--release", metavar="R,R", type=_names, default=(), help="on these releases")
    group.add_argument("--backend", metavar="B,B", type=_names, default=(), help="on these backends")
    group.add_argument("--tag", metavar="T", action="append", default=[], help="only scripts with this tag; repeatable")
    group.add_argument(
        "--only", metavar="TEXT", action="append", default=[], help="only cases whose name has this in it; repeatable"
    )
    group.add_argument(
        "--last-failed", action="store_true", help="only cases that were not passed when last played here"
    )
    group.add_argument("--shard", metavar="I/N", type=_shard, help="only the I-th of N parts, for N machines")
    group.add_argument("--shuffle", action="store_true", help="in another order each time")
    group.add_argument("--shuffle-seed", metavar="N", type=_whole, help="in the order that this number gives")
    group.add_argument("--list", action="store_true", help="print the names of the cases, and play nothing")
    group.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")
    group.add_argument("--config", metavar="FILE", type=Path, help="a file in place of the project's simulator.toml")


def _add_how(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--clock", metavar="C", default="virtual", help="virtual (no waiting; default), real, or like x10"
    )
    group.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, help="processes (default: as many as there is work for)"
    )
    group.add_argument(
        "--executor",
        metavar="E",
        type=_executor,
        help="local (this process), process (others; default: by -j), or dask://HOST:PORT, a Dask cluster",
    )
    group.add_argument(
        "--timeout", metavar="S", help="real seconds for a turn, or connect=5,idle=10,event=30,total=120"
    )
    group.add_argument(
        "--retries",
        metavar="N",
        type=_retries,
        default=0,
        help="play again what is not passed, up to N times",
    )
    group.add_argument(
        "--judge", metavar="BACKEND", help="whom judge: asks, in the place of what scripts and simulator.toml name"
    )
    group.add_argument("--fail-fast", action="store_true", help="end at the first case that is not passed")
    group.add_argument("--watch", action="store_true", help="play again whenever a file of the scripts changes")
    wires = group.add_mutually_exclusive_group()
    wires.add_argument(
        "--record", metavar="DIR", type=Path, help="keep what backends are sent and answer, a file a phone"
    )
    wires.add_argument("--replay", metavar="DIR", type=Path, help="answer from such a folder, without a backend")
    group.add_argument("--update", action="store_true", help="keep what is found as goldens, in place of comparing")


def _add_reports(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--junit", metavar="FILE", type=Path, help="JUnit XML, for CI systems")
    group.add_argument("--html", metavar="FILE", type=Path, help="one page for a browser, with all conversations")
    group.add_argument(
        "--jsonl", metavar="FILE", type=Path, help="a line of JSON a case, with its events; - prints them"
    )
    group.add_argument(
        "--resume",
        metavar="FILE",
        type=Path,
        help="JSON Lines too, but what FILE holds of an earlier run is not played",
    )
    group.add_argument(
        "--github",
        action="store_true",
        help="notes at the lines of scripts and a summary of the job, for GitHub; there it is the default",
    )


class Address(NamedTuple):
    """Where the scheduler of a cluster listens."""

    host: str
    port: int


def _executor(text: str) -> str | Address:
    if text in ("local", "process"):
        return text
    match = re.fullmatch(r"dask://(\[[0-9a-fA-F:.]+\]|[^\s:/@\[\]]+):(\d{1,5})/?", text)
    if match is None or not 1 <= int(match[2]) <= 65535:
        raise UserProblem(f"--executor {text[:60]!r} is none; write local, process or dask://HOST:PORT")
    return Address(match[1].strip("[]"), int(match[2]))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _shard(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text, re.ASCII)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise UserProblem(f"--shard {text[:20]!r} is no part; write it like 1/4, from 1/4 to 4/4")
    return int(match[1]), int(match[2])


def _ranged(option: str, least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,18}", text, re.ASCII) or not least <= int(text) <= most:
            raise UserProblem(f"{option} {text[:20]!r}: write a whole number from {least} to {most}")
        return int(text)

    return read


_jobs = _ranged("--jobs", 1, 256)
_retries = _ranged("--retries", 0, 100)
_whole = _ranged("--shuffle-seed", 0, 10**18 - 1)


def shuffle_seed(args: argparse.Namespace) -> int | None:
    """Give the seed of the order; None keeps that of the scripts."""
    if args.shuffle_seed is not None:
        return int(args.shuffle_seed)
    return time.time_ns() % 1_000_000 if args.shuffle else None
