"""`simulator vendors`: the catalogue, for people and as JSON. What is in it is `simulator.catalogue`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.catalogue.listing import Listing
from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.phone import PhoneWishes, check
from simulator.domain.problem import UserProblem
from simulator.domain.release import Vendor
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import Parser, add_gate_options, lang_of, parser, phone_wishes
from simulator.faces.cli.profile_page import page
from simulator.faces.cli.texts import text
from simulator.faces.cli.wrapping import is_coloured, page_width
from simulator.faces.parts import Parts

if TYPE_CHECKING:
    from simulator.catalogue.catalogue import Catalogue

EXAMPLES = """\
  simulator vendors
  simulator vendors show xiaoyi
  simulator vendors timeline
  simulator vendors show breeno --date 2025-02-20T18:59
  simulator vendors show yoyo --date 2025-02-10 --os "MagicOS 7.2"
  simulator vendors show yoyo --json
  simulator vendors list --vendors-path ./my-vendors
  simulator vendors new acme ./my-vendors         a vendor of your own; `vendors new --help`
  simulator vendors check ./my-vendors            whether it keeps the rules; `vendors check --help`"""

OF_THEIR_OWN = ("new", "check")
"""The actions that are commands of their own: `vendors_new` and `vendors_check` have their options."""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """List the vendors, show one with its limits and their evidence, draw the weeks of all, begin or check one."""
    if argv and argv[0] in OF_THEIR_OWN:
        command = import_module(f"simulator.faces.cli.vendors_{argv[0]}")
        return int(command.run(argv[1:], parts, environ))
    args = _options().parse_args(argv)
    lang = lang_of(args, environ)
    wishes = phone_wishes(args, None)
    if args.action in OF_THEIR_OWN:
        raise UserProblem(
            f"vendors {args.action}: options stand after it; see `simulator vendors {args.action} --help`"
        )
    if args.action != "show" and (args.vendor is not None or wishes != PhoneWishes()):
        raise UserProblem(f"vendors {args.action}: a vendor and a phone belong to `simulator vendors show V`")
    match args.action:
        case "show":
            _show(args, parts.catalogue(args.vendors_path), wishes, lang)
        case "timeline":
            _timeline(args, parts.catalogue(args.vendors_path), lang, environ)
        case "schema":
            from simulator.catalogue.schema import profile_schema

            _print_json(profile_schema())
        case _:
            _list(args, parts.catalogue(args.vendors_path), lang)
    return Exit.FINE


def _list(args: Namespace, catalogue: Catalogue, lang: Lang) -> None:
    listings = catalogue.listings()
    if args.json:
        _print_json([as_json(item) for item in listings])
    else:
        print(_table(listings, lang))


def _show(args: Namespace, catalogue: Catalogue, wishes: PhoneWishes, lang: Lang) -> None:
    if args.vendor is None:
        raise UserProblem("vendors show: which one? name it, such as: simulator vendors show xiaoyi")
    vendor = catalogue.load(args.vendor)
    if wishes != PhoneWishes():
        _show_day(vendor, wishes, lang, is_json=args.json)
    elif args.json:
        _print_json(as_json(vendor))
    else:
        print(page(vendor, lang, page_width()))


def _show_day(vendor: Vendor, wishes: PhoneWishes, lang: Lang, *, is_json: bool) -> None:
    from simulator.faces.cli.day_page import day_json, day_of, day_page

    check(wishes)
    day = day_of(vendor, wishes)
    if is_json:
        _print_json(day_json(day))
    else:
        print(day_page(day, lang, page_width()))


def _timeline(args: Namespace, catalogue: Catalogue, lang: Lang, environ: Mapping[str, str]) -> None:
    """Draw all vendors that can be loaded; a broken one is told beside the drawing."""
    from simulator.faces.cli.timeline_page import timeline_json, timeline_page

    vendors = []
    for id, vendor in catalogue.vendors():
        if isinstance(vendor, UserProblem):
            first = str(vendor).partition("\n")[0]
            print(text("timeline.broken", lang, id=id, problem=first), file=sys.stderr)
        else:
            vendors.append(vendor)
    if args.json:
        _print_json(timeline_json(vendors))
    else:
        print(timeline_page(vendors, lang, page_width(), is_coloured=is_coloured(sys.stdout, environ)))


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _options() -> Parser:
    options = parser("vendors", "The phones, their releases and limits, and how each figure is known.", EXAMPLES)
    actions = ("list", "show", "timeline", "schema", *OF_THEIR_OWN)
    what = (
        "list (the default); show V; timeline: the weeks of February 2025; schema: of profile.toml, for editors; "
        "new ID DIR: begin a vendor of your own; check DIR: whether it keeps the rules"
    )
    options.add_argument("action", nargs="?", choices=actions, default="list", metavar="ACTION", help=what)
    options.add_argument("vendor", nargs="?", metavar="V", help="the vendor to show")
    add_gate_options(options.add_argument_group("show V on a day", "what is live for this phone, what is not and why"))
    options.add_argument("--vendors-path", metavar="DIR", type=Path, action="append", default=[], help="more vendors")
    options.add_argument("--json", action="store_true", help="print JSON")
    return options


def as_json(item: Vendor | Listing) -> dict[str, Any]:
    """Give a vendor or a listing as JSON types; a day or moment is ISO 8601."""
    return {name: _plain(value) for name, value in asdict(item).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _table(listings: Sequence[Listing], lang: Lang) -> str:
    """Give a line a vendor, in columns; a broken one shows its problem, and one that hides others says so."""
    rows = [_row(listing, lang) for listing in listings]
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    lines = ["  ".join([*map(pad, row[:-1], widths), row[-1]]) for row in rows]
    notes = [text("shadows", lang, id=item.id, folder=folder) for item in listings for folder in item.shadows]
    return "\n".join([*lines, *notes])


def _row(listing: Listing, lang: Lang) -> tuple[str, ...]:
    named = (listing.id, listing.assistant.text(lang), listing.name.text(lang))
    if listing.problem is not None:
        return (*named, "✕", "", "", listing.problem)
    channel = text(f"channel.{listing.channel}", lang) if listing.channel else ""
    return (*named, listing.release, channel, listing.date, listing.origin)
