"""What 500 vendor folders cost: to list, to load, and to choose one of, beside reading their TOML alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.bundled import folder as bundled
from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.find import folder_source

TITLE = "500 vendor folders (CPU ms, best of 7 in turn; what a process pays once is told apart)"

MANY, FEW, ROUNDS, TIMES = 500, 10, 7, 20
SCHEMA = "import time; t = time.process_time(); import simulator.catalogue.load; print(time.process_time() - t)"


def write_vendors(place: Path, number: int) -> None:
    """Write so many vendor folders: copies of the bundled ones in turn, under ids of their own."""
    originals = [path.read_text("utf-8") for path in sorted(bundled("vendors").glob("*/profile.toml"))]
    for at in range(number):
        text = originals[at % len(originals)]
        id = f"vendor{at:03}"
        lines = [f'id = "{id}"' if line.startswith("id = ") else line for line in text.splitlines()]
        (place / id).mkdir(parents=True)
        (place / id / "profile.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def parse(place: Path) -> None:
    """Do the least: find the profiles of a folder, read them and parse them with tomllib."""
    for path in sorted(place.glob("*/profile.toml")):
        tomllib.loads(path.read_text("utf-8"))


def load_all(catalogue: Catalogue) -> None:
    """Load every vendor, and make sure that none is broken."""
    if any(isinstance(vendor, Exception) for _, vendor in catalogue.vendors()):
        raise SystemExit("a vendor of the benchmark is broken")


def best(jobs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Give the least CPU milliseconds of each job over `rounds` rounds, in which the jobs take turns."""
    taken = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            started = time.process_time()
            job()
            taken[name] = min(taken[name], (time.process_time() - started) * 1000)
    return taken


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    with TemporaryDirectory() as temporary:
        place, few = Path(temporary, "many"), Path(temporary, "few")
        write_vendors(place, MANY)
        write_vendors(few, FEW)
        many_source, numbers = [folder_source(place, "path")], count()
        kept = Catalogue(many_source, Path(temporary, "memos"))
        load_all(kept)
        whole = best(
            {
                "tomllib": lambda: parse(place),
                "list": kept.listings,
                "check": lambda: load_all(Catalogue(many_source)),
                "first": lambda: load_all(Catalogue(many_source, Path(temporary, f"memos{next(numbers)}"))),
                "again": lambda: load_all(kept),
            }
        )
        return [*_whole_rows(whole), *_one_rows(few, place)]


def _whole_rows(taken: dict[str, float]) -> list[tuple[str, str, str, str]]:
    floor = taken["tomllib"]
    names = {
        "list": ("list all", "≤ 2×"),
        "check": ("load all, each profile checked", "≤ 2×"),
        "first": ("… and kept: what the first load of all costs, 500 files written", ""),
        "again": ("load all again, from what was kept", "≤ 2×"),
    }
    against = f"of tomllib alone ({floor:.0f} ms)"
    rows = [
        (name, f"{taken[key]:.0f} ms", f"{taken[key] / floor:.2f}× {against}", target)
        for key, (name, target) in names.items()
    ]
    schema = float(subprocess.run([sys.executable, "-c", SCHEMA], capture_output=True, text=True, check=True).stdout)
    note = f"{schema * 1000 / floor:.2f}× {against}, on top, once a process"
    return [*rows, ("the schema, imported where a profile is checked", f"{schema * 1000:.0f} ms", note, "")]


def _one_rows(few: Path, many: Path) -> list[tuple[str, str, str, str]]:
    """Choose the same vendor among 10 and among 500; the listing of names is what a larger folder costs anybody."""
    one = "vendor007"

    def chooser(place: Path) -> Callable[[], object]:
        return lambda: [Catalogue([folder_source(place, "path")]).load(one) for _ in range(TIMES)]

    def lister(place: Path) -> Callable[[], object]:
        return lambda: [os.listdir(place) for _ in range(TIMES)]  # noqa: PTH208 (the bare listing is what is meant)

    taken = best(
        {"few": chooser(few), "many": chooser(many), "names of few": lister(few), "names of many": lister(many)}
    )
    each = {name: value / TIMES for name, value in taken.items()}
    plain = each["many"] - each["names of many"] + each["names of few"]
    return [
        (
            f"choose one of {MANY}",
            f"{each['many']:.2f} ms",
            f"{each['many'] / each['few']:.2f}× of one of {FEW} ({each['few']:.2f} ms)",
            "",
        ),
        (
            "… without reading the folder's names",
            f"{plain:.2f} ms",
            f"{plain / each['few']:.2f}× of one of {FEW}; {MANY} names take {each['names of many']:.2f} ms",
            "1×",
        ),
    ]
