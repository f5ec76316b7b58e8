"""Compares two saved runs: lines for people, an object for programs, a page, and whether it counts as a failure."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from simulator.domain.clean import clean
from simulator.domain.limit import Lang
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of
from simulator.faces.cli.report_files import github, now, people, printer
from simulator.replay.reports.all_reports import STANDARD, Reports, Wanted, begun
from simulator.replay.reports.comparing.comparison import Compared, Comparison, compare
from simulator.replay.reports.comparing.words import (
    before_json,
    case_json,
    case_lines,
    comparison_json,
    shift_lines,
    summary,
)
from simulator.replay.reports.html.document import Html
from simulator.replay.reports.saved_results import SavedResults

MOST_TOLD = 50
"""Cases that people are told of; new failures are told of whatever their number."""


def tell_both(before: SavedResults, after: SavedResults, args: Namespace, environ: Mapping[str, str]) -> int:
    """Compare, tell, and give the exit code. Raises: UserProblem if a file is spoilt or cannot be written."""
    say = printer(people("-" if args.json else None, args.junit, args.html))
    lines, objects = _Lines(say), _Objects(before, after) if args.json else None
    page = _Page(args.html, lang_of(args, environ)) if args.html is not None else None
    reports, failures = Reports(None, None, sys.stdout), 0

    def see(compared: Compared) -> None:
        nonlocal failures
        failures += not compared.result.is_fine
        lines.add(compared)
        reports.add_again(compared.result)
        if objects is not None:
            objects.add(compared)
        if page is not None:
            page.add(compared)

    with reports.opened(Wanted(junit=args.junit, others=github(args, environ, say))):
        comparison = compare(before, after, see)
    lines.close(comparison)
    if objects is not None:
        objects.close(comparison)
    if page is not None:
        page.close(before, after, comparison)
    return Exit.FAULT if args.fail_on & _found(comparison, failures) else Exit.FINE


def _found(comparison: Comparison, failures: int) -> set[str]:
    """Give what there is of what can be failed on."""
    slower = [shift for shift in comparison.shifts if shift.is_significant and shift.shift > 0]
    is_there = {
        "new-failures": comparison.counts["new_failure"],
        "failures": failures,
        "changed-answers": comparison.counts["changed"],
        "missing": comparison.counts["missing"],
        "slower": len(slower),
    }
    return {what for what, count in is_there.items() if count}


class _Lines:
    """Tells people of cases as they come, and of the rest at the end."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._told, self._left = say, 0, 0

    def add(self, compared: Compared) -> None:
        if not compared.changes or compared.changes == ("script_changed",):
            return
        if self._told >= MOST_TOLD and "new_failure" not in compared.changes:
            self._left += 1
            return
        self._told += 1
        for line in case_lines(compared):
            self._say(line)

    def close(self, comparison: Comparison) -> None:
        if self._left:
            self._say(f"… {self._left} more cases changed; see them with --html or --json")
        for name in comparison.missing[:MOST_TOLD]:
            self._say(f"MISSING: {clean(name)}")
        if len(comparison.missing) > MOST_TOLD:
            self._say(f"… {len(comparison.missing) - MOST_TOLD} more are missing")
        for line in shift_lines(comparison.shifts):
            self._say(line)
        self._say(summary(comparison))


class _Objects:
    """Prints one JSON object, a line a case that changed, so that none needs to be kept."""

    def __init__(self, before: SavedResults, after: SavedResults) -> None:
        files = json.dumps({"before": str(before.path), "after": str(after.path)}, ensure_ascii=False)
        sys.stdout.write(f'{files[:-1]}, "changed": [')
        self._between = "\n"

    def add(self, compared: Compared) -> None:
        if compared.changes:
            sys.stdout.write(self._between + json.dumps(case_json(compared), ensure_ascii=False))
            self._between = ",\n"

    def close(self, comparison: Comparison) -> None:
        sys.stdout.write(f"\n], {json.dumps(comparison_json(comparison), ensure_ascii=False)[1:]}\n")


class _Page:
    """The page of the newer run, with what changed."""

    def __init__(self, path: Path, lang: Lang) -> None:
        self._file = sys.stdout if path == STANDARD else begun(path)
        self._html = Html(self._file, lang, now())

    def add(self, compared: Compared) -> None:
        self._html.add(compared.result, compared.changes, before_json(compared))

    def close(self, before: SavedResults, after: SavedResults, comparison: Comparison) -> None:
        files = {"before": str(before.path), "after": str(after.path)}
        self._html.close(files | comparison_json(comparison))
        if self._file is not sys.stdout:
            self._file.close()
