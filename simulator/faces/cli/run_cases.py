"""The work of `simulator run`: scripts to cases to results to reports. The options are read in `run`."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from simulator.bundled import folder
from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of
from simulator.faces.cli.report_files import github, now, people, printer
from simulator.faces.cli.run import shuffle_seed
from simulator.faces.cli.run_interrupts import unhurried
from simulator.faces.cli.run_players import Play, players
from simulator.faces.parts import Parts
from simulator.replay.case import Case, Result
from simulator.replay.choosing import Choice, cases_in, check_tags, in_folder, read_all, scripts_at
from simulator.replay.golden_files import GoldenFiles
from simulator.replay.lab import JUDGE, LabChoice
from simulator.replay.last_run import LastRun
from simulator.replay.matrix import BACKEND
from simulator.replay.places import Complaints
from simulator.replay.reports.all_reports import Reports, Wanted
from simulator.replay.reports.progress import Progress
from simulator.replay.reports.terminal import Terminal
from simulator.replay.saved_run import taken_over
from simulator.replay.script import Script
from simulator.replay.watching import stamps, wait_for_change
from simulator.settings.places import cache_dir


def list_bundled() -> int:
    """Print the scripts that come with the program."""
    said = Complaints()
    for script, named in read_all(in_folder(folder("fixtures") / "scripts"), said):
        name = named.path.name.removesuffix(".sim.yaml")
        print(f"{name:<24} {script.title}  [{', '.join(script.tags)}]")
    print("play one with `simulator run NAME`, or your own with `simulator run FILE`", file=sys.stderr)
    return Exit.FINE


def play_again_and_again(args: Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    """Play what the options chose, and again whenever a file of the scripts changes, until Ctrl-C."""
    bundled = folder("fixtures") / "scripts"
    while True:
        folders = {script.path.parent for script in scripts_at(args.scripts, bundled)}
        before = stamps(folders)
        try:
            if play_scripts(args, parts, environ) == Exit.INTERRUPTED:
                return Exit.INTERRUPTED
        except UserProblem as problem:
            print(problem, file=sys.stderr)
        print("watching for changes; Ctrl-C ends it", file=sys.stderr, flush=True)
        wait_for_change(folders, before, time.sleep)


def play_scripts(args: Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    """Play what the options chose, report, and give the exit code."""
    bundled = folder("fixtures") / "scripts"
    said = Complaints()
    scripts = read_all(scripts_at(args.scripts, bundled), said)
    lab = parts.laboratory(_lab_choice(args, [script for script, _ in scripts]))
    last = LastRun(cache_dir(environ), Path.cwd())
    choice = _choice(args, last)
    if choice.shuffle is not None and args.shuffle_seed is None:
        print(f"shuffled as with --shuffle-seed {choice.shuffle}", file=sys.stderr)
    if not said.problems:  # else the tags of a script that cannot be read are missing
        check_tags(scripts, choice)
    cases = cases_in(scripts, choice, lab, said)
    if args.list:
        for case in cases:
            print(case.name)
        return Exit.FINE
    goldens = GoldenFiles({named.name: named.path for _, named in scripts}, update=args.update)
    cases = [goldens.given_to(case) for case in cases]
    with players(args, lab, cases) as play:
        return _Run(args, environ, cases, play, goldens, last).run()


def _lab_choice(args: Namespace, scripts: Sequence[Script]) -> LabChoice:
    backends = {*args.backend, *(BACKEND,)}
    for script in scripts if not args.backend else ():
        setups = (script.phone, *script.phones.values())
        backends |= {setup["backend"] for setup in setups if "backend" in setup}
        backends |= {text for axis in script.axes if axis.name == "backend" for text, _ in axis.values}
    expected = (it for script in scripts for step in script.steps for it in step.expect)
    backends |= {args.judge or it.question.backend or JUDGE for it in expected if it.question is not None}
    return LabChoice(
        vendors_paths=tuple(args.vendors_path),
        config=args.config,
        clock=args.clock,
        timeout=args.timeout,
        record=args.record,
        replay=args.replay,
        is_remote=backends != {BACKEND},
        judge=args.judge,
    )


def _choice(args: Namespace, last: LastRun) -> Choice:
    return Choice(
        vendors=args.vendor,
        releases=args.release,
        backends=args.backend,
        tags=tuple(args.tag),
        only=tuple(args.only),
        names=last.failed() if args.last_failed else None,
        shard=args.shard,
        shuffle=shuffle_seed(args),
    )


class _Run:
    """One run: its cases, and what becomes of their results."""

    def __init__(
        self,
        args: Namespace,
        environ: Mapping[str, str],
        cases: Sequence[Case],
        play: Play,
        goldens: GoldenFiles,
        last: LastRun,
    ) -> None:
        self._args, self._cases, self._play, self._goldens, self._last = args, cases, play, goldens, last
        self._environ, self._people = environ, people(args.jsonl, args.junit, args.html)
        is_plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
        self._terminal = Terminal(printer(self._people), colours=self._people.isatty() and not is_plain)
        self._is_drawn = sys.stderr.isatty() and not is_plain
        self._passed: dict[str, bool] = {}
        self._new_goldens: list[Result] = []

    def run(self) -> int:
        """Play, report, and give the exit code."""
        args, started = self._args, time.monotonic()
        over = taken_over(args.resume, self._cases) if args.resume else {}
        progress = self._drawn_progress(len(over))
        reports = Reports(self._terminal, progress, sys.stdout)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a CI system that gives up wants the reports too
        code, problem = Exit.FINE, None
        with reports.opened(self._wanted(started)):
            try:
                code = self._report_all(over, reports, progress)
            except KeyboardInterrupt:
                code = Exit.INTERRUPTED
            except UserProblem as ended:  # those who played are gone; what they played is told first
                problem = ended
        self._last.keep(self._passed)
        note = self._goldens.write(self._new_goldens)
        self._terminal.summary(time.monotonic() - started, len(self._cases), note)
        if problem is not None:
            raise problem
        return code

    def _drawn_progress(self, over: int) -> Progress | None:
        columns = shutil.get_terminal_size().columns
        return Progress(sys.stderr, len(self._cases), columns, time.monotonic, over) if self._is_drawn else None

    def _wanted(self, started: float) -> Wanted:
        args = self._args
        return Wanted(
            jsonl=args.jsonl,
            resumed=args.resume,
            junit=args.junit,
            html=args.html,
            lang=lang_of(args, self._environ),
            made=now(),
            took=lambda: time.monotonic() - started,
            others=github(args, self._environ, printer(self._people)),
        )

    def _report_all(self, over: Mapping[str, Result], reports: Reports, progress: Progress | None) -> Exit:
        code = Exit.FINE
        left = [case for case in self._cases if case.name not in over]
        with closing(self._play(left)) as results:
            for case in self._cases:
                if case.name not in over and progress is not None:
                    progress.draw(case.name)
                result = over[case.name] if case.name in over else next(results)
                with unhurried():
                    (reports.add_again if case.name in over else reports.add)(result)
                self._passed[result.case] = result.is_fine
                if self._args.update:
                    self._new_goldens.append(replace(result, events_json="[]"))
                code = code if result.is_fine else Exit.FAULT
                if code and self._args.fail_fast:
                    break
        return code
