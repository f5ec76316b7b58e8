"""`simulator calibrate`: its options. What the recordings say is fitted in `simulator.calibrate`, shown in its page."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of, parser
from simulator.texts import Texts

_TEXTS = Texts("cli")

if TYPE_CHECKING:
    from simulator.calibrate.fit import Fit
    from simulator.calibrate.output import Written
    from simulator.domain.memory import Count
    from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator run calibration-probe --vendor xiaoyi --release 11.2.10.310 --jsonl probe.jsonl
  simulator calibrate probe.jsonl                                    what the recording tells, and what it does not
  simulator calibrate probe.jsonl -o my-vendors/acme/profile.toml    a vendor of its own, for --vendors-path my-vendors
  simulator calibrate notes.csv --vendor xiaoyi --release 11.2.10.310 -o my-vendors/xiaoyi/profile.toml
  simulator calibrate probe.jsonl --probe next.sim.yaml              the script that narrows the memory window"""

DESCRIPTION = """\
Fit a release's limits and pacing from recordings of a phone or a service: events (`ask --json`, `run --jsonl`,
`sessions export --format json`), cassettes (`--record-wire`), or a CSV of utterance, answer and times. Each figure
has its 95 % interval; what the recordings cannot tell is said, with what would. docs/calibrate.md has the columns."""

WROTE = _TEXTS["calibrate.wrote"]


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Read the captures, fit, tell and write."""
    args = _options().parse_args(argv)
    lang = lang_of(args, environ)
    if args.json and str(args.output) == "-":
        raise UserProblem("calibrate: --json and -o - both want standard output; write the profile to a file")
    # Only now: reading and fitting pull in the tokenizer and the schema, which the help page must not wait for.
    from simulator.calibrate.captures.capture import read_capture
    from simulator.calibrate.fit import chosen, fit
    from simulator.faces.cli.calibrate_page import as_json, page
    from simulator.faces.cli.wrapping import page_width
    from simulator.tokenizer.deepseek import LazyTokenizer

    count = LazyTokenizer().count
    talks = [talk for path in args.captures for talk in read_capture(path, count)]
    fitted = fit(chosen(talks, args.vendor, args.release), count)
    made = _profile(fitted, args, parts)
    if args.json:
        print(as_json(fitted, None if made is None else made.id))
    else:
        print("\n".join(page(fitted, lang, page_width())), file=sys.stderr)
    if made is not None:
        _put(made, args.output, lang)
    if args.probe is not None:
        _put_probe(fitted, args, count, lang)
    return Exit.FINE


def _options() -> argparse.ArgumentParser:
    options = parser("calibrate", DESCRIPTION, EXAMPLES)
    options.add_argument(
        "captures", metavar="CAPTURE", nargs="+", type=Path, help="a recording; several count together"
    )
    options.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the profile.toml to write, or to change if it is there; - prints it",
    )
    options.add_argument("--vendor", metavar="V", help="recordings of this vendor only, and its profile as the base")
    options.add_argument(
        "--release", metavar="R", help="recordings of this release only, and the release that is changed"
    )
    options.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")
    options.add_argument(
        "--probe", metavar="FILE", type=Path, help="write the script that narrows the memory window next"
    )
    options.add_argument("--json", action="store_true", help="print one object for programs, in place of the table")
    return options


def _profile(fitted: Fit, args: argparse.Namespace, parts: Parts) -> Written | None:
    if args.output is None:
        return None
    from simulator.calibrate.output import place_of, written

    place = None if str(args.output) == "-" else place_of(args.output)
    return written(fitted, place, args.vendor, args.release, parts.catalogue(args.vendors_path))


def _put(made: Written, output: Path, lang: Lang) -> None:
    if str(output) == "-":
        print(made.text, end="")
        return
    from simulator.calibrate.output import place_of, write

    place = place_of(output)
    write(place, made.text)
    print(WROTE.text(lang).format(file=place), file=sys.stderr)
    folder, above = (shlex.quote(str(it)) for it in (place.parent, place.parent.parent))
    if place.name == "profile.toml":
        print(f"  simulator vendors check {folder}", file=sys.stderr)
        print(f"  simulator vendors show {made.id} --vendors-path {above}", file=sys.stderr)


def _put_probe(fitted: Fit, args: argparse.Namespace, count: Count, lang: Lang) -> None:
    from simulator.calibrate.output import write
    from simulator.calibrate.probe import next_probe

    write(args.probe, next_probe(fitted, count))
    print(WROTE.text(lang).format(file=args.probe), file=sys.stderr)
    command = ["simulator", "run", str(args.probe), *(f"--vendors-path={path}" for path in args.vendors_path)]
    print(f"  {shlex.join([*command, '--jsonl', 'more.jsonl'])}", file=sys.stderr)
