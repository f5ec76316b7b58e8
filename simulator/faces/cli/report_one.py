"""Tells of one saved run: what failed, the figures of each release, other reports. Comparing is `report_two`'s part."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of
from simulator.faces.cli.report_files import github, now, people, printer
from simulator.replay.reports.all_reports import Reports, Wanted
from simulator.replay.reports.by_release import ByRelease
from simulator.replay.reports.saved_results import SavedResults
from simulator.replay.reports.terminal import Terminal


def tell(results: SavedResults, args: Namespace, environ: Mapping[str, str]) -> int:
    """Tell, and give the exit code. Raises: UserProblem if a file is spoilt or cannot be written."""
    stream = people("-" if args.json else None, args.junit, args.html)
    say, releases = printer(stream), ByRelease()
    terminal = Terminal(say, colours=stream.isatty() and not environ.get("NO_COLOR"), only_bad=True)
    reports = Reports(terminal, None, sys.stdout)
    bad: list[dict[str, Any]] = []
    wanted = Wanted(
        junit=args.junit,
        html=args.html,
        lang=lang_of(args, environ),
        made=now(),
        others=(releases, *github(args, environ, say)),
    )
    with reports.opened(wanted):
        for result in results:
            reports.add_again(result)
            if not result.is_fine:
                bad.append({"case": result.case, "verdict": result.verdict, "misses": len(result.misses)})
    if args.json:
        told = {"cases": len(results), "counts": dict(terminal.counts), "failures": bad, "releases": releases.as_json()}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in releases.lines():
            say(line)
    terminal.summary(None, len(results))
    return Exit.FAULT if bad and "failures" in args.fail_on else Exit.FINE
