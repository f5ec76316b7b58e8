"""`simulator vendors check`: whether vendor folders keep the rules. The rules are `simulator.contract`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of, parser
from simulator.faces.cli.wrapping import indented, page_width
from simulator.faces.parts import Parts
from simulator.texts import Texts

_TEXTS = Texts("cli")

if TYPE_CHECKING:  # a help page must not wait for the schema, the event loop and the phones
    from simulator.catalogue.find import Found
    from simulator.contract.run import Report
    from simulator.contract.verdict import Verdict

EXAMPLES = """\
  simulator vendors check ./my-vendors/acme       one vendor
  simulator vendors check ./my-vendors --json     all vendors of a folder, for a script"""

ALL_KEPT = _TEXTS["check.all_kept"]
SOME_BROKEN = _TEXTS["check.some_broken"]
NOT_TRIED = _TEXTS["check.not_tried"]
_MARKS = {True: "✓", False: "✕"}
_FAILURE = " " * 8


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Check every vendor of the folder; exit 1 if one of them breaks a rule, 2 if there is none."""
    options = parser("vendors check", "Try a vendor folder, or each in a folder of them, against the rules.", EXAMPLES)
    options.add_argument("place", metavar="DIR", type=Path, help="a folder with a profile.toml, or a folder of such")
    options.add_argument("--json", action="store_true", help="print JSON")
    args = options.parse_args(argv)
    lang = lang_of(args, environ)
    reports = []
    for found in _found(args.place):
        reports.append(_checked(found, parts))
        if not args.json:
            print("\n".join(_lines(reports[-1], lang, page_width())), flush=True)
    broken = sum(not report.is_kept for report in reports)
    if args.json:
        print(json.dumps([_as_json(report) for report in reports], ensure_ascii=False, indent=2))
    else:
        print((SOME_BROKEN if broken else ALL_KEPT).text(lang).format(vendors=len(reports), broken=broken))
    return Exit.FAULT if broken else Exit.FINE


def _found(place: Path) -> Sequence[Found]:
    from simulator.catalogue.find import vendor_folders

    found = vendor_folders(place, "path")
    if not found:
        what = "holds no profile.toml" if place.is_dir() else "is no folder"
        raise UserProblem(f"vendors check: {place} {what}; `simulator vendors new acme {place}` begins a vendor there")
    return found


def _checked(found: Found, parts: Parts) -> Report:
    from simulator.contract.run import check_vendor
    from simulator.contract.verdict import PhoneInHand
    from simulator.domain.phone import PhoneWishes
    from simulator.pronounce import syllables
    from simulator.settings.choices import BackendChoice, PhoneChoice

    def open_phone(wishes: PhoneWishes) -> PhoneInHand:
        choice = PhoneChoice(vendor=found.id, wishes=wishes, vendors_paths=(found.folder,), clock="virtual", lang="zh")
        opened = parts.open_phone(choice, BackendChoice(), None)
        return PhoneInHand(conversation=opened.conversation, put_away=opened.put_away)

    return check_vendor(found.folder, found.id, open_phone, syllables)


def _lines(report: Report, lang: Lang, cells: int) -> Iterator[str]:
    yield f"{report.id} · {report.folder}"
    titles = max(width(verdict.title.text(lang)) for verdict in report.verdicts)
    for verdict in report.verdicts:
        yield from _line(verdict, lang, titles, cells)


def _line(verdict: Verdict, lang: Lang, titles: int, cells: int) -> Iterator[str]:
    remark = NOT_TRIED if verdict.seen is None else verdict.seen.remark
    mark = "–" if verdict.seen is None else _MARKS[verdict.is_kept]
    head = f"  {mark} {pad(verdict.title.text(lang), titles)}  "
    yield from (line.rstrip() for line in indented(remark.text(lang), cells, head, " " * width(head)))
    for failure in verdict.seen.failures if verdict.seen else ():
        yield from indented(failure.text(lang), cells, f"      · {''}", _FAILURE)


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "vendor": report.id,
        "folder": str(report.folder),
        "kept": report.is_kept,
        "checks": [_verdict_json(verdict) for verdict in report.verdicts],
    }


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    failures = verdict.seen.failures if verdict.seen else ()
    remark = verdict.seen.remark if verdict.seen else NOT_TRIED
    return {
        "check": verdict.name,
        "kept": verdict.is_kept if verdict.seen else None,
        "failures": [{"zh": failure.zh, "en": failure.en} for failure in failures],
        "remark": {"zh": remark.zh, "en": remark.en},
    }
