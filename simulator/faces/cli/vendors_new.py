"""`simulator vendors new`: begins a vendor. What is written is `catalogue.scaffold`."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.faces.cli.exit_codes import Exit
from simulator.faces.cli.options import lang_of, parser
from simulator.faces.parts import Parts
from simulator.texts import Texts

_TEXTS = Texts("cli")

EXAMPLES = """\
  simulator vendors new acme ./my-vendors
  simulator vendors new acme ./my-vendors --with-plugin"""

WRITTEN = _TEXTS["new.written"]
NEXT = (
    ('simulator ask "你好" --vendor {id} --vendors-path {place} --clock virtual', _TEXTS["new.talk"]),
    ("simulator vendors check {folder}", _TEXTS["new.check"]),
    ("simulator vendors show {id} --vendors-path {place}", _TEXTS["new.look"]),
)


def run(argv: Sequence[str], parts: Parts, environ: Mapping[str, str]) -> int:
    """Write the folder and say what to do next."""
    options = parser(
        "vendors new", "Write a vendor folder DIR/ID that works as it is, to be changed by hand.", EXAMPLES
    )
    options.add_argument("id", metavar="ID", help="the vendor's id, such as acme; the folder gets this name")
    options.add_argument("place", metavar="DIR", type=Path, help="the folder of your vendors; made if it is not there")
    options.add_argument("--with-plugin", action="store_true", help="add a plugin.py with an example of each hook")
    args = options.parse_args(argv)
    lang = lang_of(args, environ)
    # Only now: the schema of a profile is pydantic's, which the help page must not wait for.
    from simulator.catalogue.scaffold import check_id, scaffold

    check_id(args.id)
    _check_free(args.id, parts)
    files = scaffold(args.id, args.place, with_plugin=args.with_plugin)
    place, folder = (shlex.quote(str(path)) for path in (args.place, args.place / args.id))
    print(WRITTEN.text(lang).format(folder=folder, files=", ".join(files)))
    for command, what in NEXT:
        print(f"  {command.format(id=args.id, place=place, folder=folder)}    # {what.text(lang)}")
    return Exit.FINE


def _check_free(id: str, parts: Parts) -> None:
    """Refuse the id of a vendor that is found without being named, since the new one would hide it."""
    taken = next((item for item in parts.catalogue(()).listings() if item.id == id), None)
    if taken is not None:
        place = f" ({taken.folder})" if taken.folder else ""
        raise UserProblem(
            f"vendors new: there is a vendor {id} already{place}; choose another id, or copy that folder to change it"
        )
