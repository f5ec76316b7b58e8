"""`simulator report`: its options. One run is told by `report_one`, two are compared by `report_two`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem, unknown
from simulator.faces.cli.options import parser

if TYPE_CHECKING:
    from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator run xiaoyi yoyo --jsonl new.jsonl
  simulator report new.jsonl                                         what failed, figures for each release
  simulator report new.jsonl --html new.html --junit new.xml         other reports of a run that is over
  simulator report old.jsonl new.jsonl                               what is other now
  simulator report old.jsonl new.jsonl --html diff.html --fail-on new-failures,slower
  cat shard*.jsonl > all.jsonl && simulator report all.jsonl         the parts of a run together"""

DESCRIPTION = """\
Tell again of a run that was kept as JSON Lines, or compare two. The exit code is 1 if what --fail-on names is there:
without it, failures of one run, new failures of two. It is 2 if a file cannot be read."""

OF_ONE = ("failures", "never")
OF_TWO = ("new-failures", "failures", "changed-answers", "missing", "slower", "never")


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Tell of one run or compare two, and give the exit code."""
    from simulator.replay.reports.saved_results import saved_results

    args = _options().parse_args(argv)
    args.fail_on = _fail_on(args)
    _check_files(args)
    with ExitStack() as opened:
        before = None if args.newer is None else opened.enter_context(saved_results(args.run))
        after = opened.enter_context(saved_results(args.newer or args.run))
        if before is None:
            from simulator.faces.cli.report_one import tell

            return tell(after, args, environ)
        from simulator.faces.cli.report_two import tell_both

        return tell_both(before, after, args, environ)


def _options() -> argparse.ArgumentParser:
    options = parser("report", DESCRIPTION, EXAMPLES)
    options.add_argument("run", metavar="RUN", type=Path, help="a file that `simulator run --jsonl` or --resume wrote")
    options.add_argument("newer", metavar="NEWER", type=Path, nargs="?", help="the run to compare it with")
    options.add_argument(
        "--html", metavar="FILE", type=Path, help="one page for a browser, with what changed if there are two runs"
    )
    options.add_argument("--junit", metavar="FILE", type=Path, help="JUnit XML of the newer run")
    options.add_argument("--json", action="store_true", help="print one object for programs, in place of lines")
    options.add_argument(
        "--github", action="store_true", help="notes and a summary for GitHub, as `run` makes them; there by itself"
    )
    options.add_argument(
        "--fail-on",
        metavar="WHAT,…",
        help=f"what gives exit code 1: {', '.join(OF_TWO)} (default: new-failures, or failures of one run)",
    )
    return options


def _check_files(args: argparse.Namespace) -> None:
    """Refuse to write over a run that is read, and two things to the same place. Raises: UserProblem."""
    read = {path.resolve() for path in (args.run, args.newer) if path is not None}
    written = [path for path in (args.html, args.junit) if path is not None]
    for path in written:
        if path.resolve() in read:
            raise UserProblem(f"{path} is the run that is read; name another file for the report")
    if len({str(path) for path in written}) < len(written) or (args.json and Path("-") in written):
        raise UserProblem("two reports would go to the same place; name a file for each")


def _fail_on(args: argparse.Namespace) -> frozenset[str]:
    """Give what fails. Raises: UserProblem for a word that is none of these, or means nothing for one run."""
    known = OF_ONE if args.newer is None else OF_TWO
    if args.fail_on is None:
        return frozenset({known[0]})
    words = frozenset(word.strip() for word in args.fail_on.split(","))
    for word in sorted(words - set(known)):
        if word in OF_TWO:
            raise UserProblem(f"--fail-on {word} is for two runs; name a NEWER one, or use {' or '.join(OF_ONE)}")
        raise unknown("--fail-on", word, known, "")
    return words
