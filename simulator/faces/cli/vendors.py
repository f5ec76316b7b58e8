"""`simulator vendors`: the catalogue, for people and as JSON. What is in it is `simulator.catalogue`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.catalogue.listing import Listing
from simulator.domain.cells import pad, width
from simulator.domain.limit import Lang
from simulator.domain.problem import UserProblem
from simulator.domain.release import Vendor
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import Parser, lang_of, parser
from simulator.faces.cli.profile_page import page
from simulator.faces.cli.texts import text
from simulator.faces.parts import Parts

EXAMPLES = """\
  simulator vendors
  simulator vendors show xiaoyi
  simulator vendors show yoyo --json
  simulator vendors list --vendors-path ./my-vendors"""


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """List the vendors, or show one with its limits and their evidence."""
    args = _options().parse_args(argv)
    lang = lang_of(args, environ)
    catalogue = parts.catalogue(args.vendors_path)
    if args.action == "show":
        if args.vendor is None:
            raise UserProblem("vendors show: which one? name it, such as: simulator vendors show xiaoyi")
        vendor = catalogue.load(args.vendor)
        print(json.dumps(as_json(vendor), ensure_ascii=False, indent=2) if args.json else page(vendor, lang))
        return Exit.FINE
    listings = catalogue.listings()
    if args.json:
        print(json.dumps([as_json(listing) for listing in listings], ensure_ascii=False, indent=2))
    else:
        print(_table(listings, lang))
    return Exit.FINE


def _options() -> Parser:
    options = parser("vendors", "The phones, their releases and limits, and how each figure is known.", EXAMPLES)
    options.add_argument("action", nargs="?", choices=("list", "show"), default="list", help="list is the default")
    options.add_argument("vendor", nargs="?", metavar="V", help="the vendor to show")
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
