"""Breaks each rule of the domain, plays scripts against it, and prints who is left.

Usage: python -m tools.mutation [-j N] [--each N] [MODULE…]
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from tools.mutation.operators import Mutant, mutants_of
from tools.mutation.playing import Fate, Reached, cases, chosen, fates, trace

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "simulator" / "domain"
KNOWN = tomllib.loads((Path(__file__).parent / "known.toml").read_text("utf-8"))
SHOWN = frozenset(KNOWN["shown"]["modules"])
"""Modules of what faces show, which scripts do not look at."""
ELSEWHERE: dict[str, str] = KNOWN["elsewhere"]
"""Rules that are at work where no script looks, with the reason; they are not broken."""
EQUIVALENT: dict[str, str] = KNOWN["equivalent"]
"""Mutants that do the same as the rule in all that a script can see, with the reason."""


def main(argv: Sequence[str]) -> int:
    """Print a table, and the survivors; 1 if a rule has lived through all that was done to it."""
    options = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__.splitlines()[0])
    options.add_argument("modules", nargs="*", metavar="MODULE", help="such as wake; all rules without")
    options.add_argument("-j", "--jobs", type=int, default=2, help="forks at once (default: 2)")
    options.add_argument("--each", type=int, metavar="N", help="at most N mutants of a rule, drawn by chance")
    args = options.parse_args(argv)
    broken = [mutant for name in args.modules or _rules() for mutant in _mutants(name)]
    if args.each is not None:
        broken = list(_some(broken, args.each))
    played = cases()
    started = time.monotonic()
    print(f"{len(broken)} mutants, {len(played)} cases; they are traced first", file=sys.stderr)
    reached = trace(played, f"{DOMAIN}/")
    ends: dict[Mutant, Fate] = {}
    todo = ((mutant, [played[number] for number in _numbers(mutant, played, reached)]) for mutant in broken)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have begun it with the signal ignored
    with suppress(KeyboardInterrupt):  # what was found so far is told
        for mutant, fate in fates(todo, args.jobs):
            ends[mutant] = fate
            if _is_alive(mutant, fate):
                print(f"{fate:<10} {mutant.name}", flush=True)
            print(f"\r{len(ends)} of {len(broken)}", end="", file=sys.stderr, flush=True)
    print(f" in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return _report(ends)


def _rules() -> list[str]:
    names = (str(path.relative_to(DOMAIN).with_suffix("")).replace("/", ".") for path in sorted(DOMAIN.rglob("*.py")))
    return [name for name in names if not name.endswith("__init__") and name not in SHOWN]


def _mutants(name: str) -> Iterator[Mutant]:
    module = importlib.import_module(f"simulator.domain.{name}")
    found = mutants_of(module.__name__, Path(str(module.__file__)).read_text("utf-8"))
    return (mutant for mutant in found if f"{mutant.module}.{mutant.function}" not in ELSEWHERE)


def _some(mutants: Sequence[Mutant], each: int) -> Iterator[Mutant]:
    """Draw some mutants of each rule, the same ones as long as the rule is the same."""
    by_rule: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_rule[mutant.module, mutant.function].append(mutant)
    for rule, of in by_rule.items():
        yield from Random("".join(rule)).sample(of, min(each, len(of)))


def _numbers(mutant: Mutant, played: Sequence[object], reached: Reached) -> list[int]:
    """Give the cases that reach what was broken; a constant is reached by all that reach its module."""
    file = str(sys.modules[mutant.module].__file__)
    lines = mutant.lines or range(1, len(Path(file).read_text("utf-8").splitlines()) + 1)
    return chosen(reached.by(file, lines), played, reached)  # type: ignore[arg-type]


def _is_alive(mutant: Mutant, fate: Fate) -> bool:
    return fate in ("survived", "unreached") and mutant.name not in EQUIVALENT


def _report(ends: dict[Mutant, Fate]) -> int:
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, fate in ends.items():
        told = fate if fate in ("killed", "timeout") or _is_alive(mutant, fate) else "equivalent"
        by_module[mutant.module.removeprefix("simulator.domain.")][told] += 1
        by_rule[f"{mutant.module.removeprefix('simulator.domain.')}.{mutant.function}"][told] += 1
    print("\n| module | mutants | killed | timed out | survived | not reached | equivalent | score |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for module, counts in (*sorted(by_module.items()), ("all", sum(by_module.values(), Counter()))):
        print(f"| {module} | {_row(counts)} |")
    alive = [rule for rule, counts in by_rule.items() if not counts["killed"] + counts["timeout"]]
    print(f"\n{len(by_rule) - len(alive)} of {len(by_rule)} rules fail a script when they are broken")
    for rule in alive:
        print(f"alive: {rule}")
    return 1 if alive else 0


def _row(counts: Counter[str]) -> str:
    dead, judged = counts["killed"] + counts["timeout"], counts.total() - counts["equivalent"]
    score = f"{100 * dead / judged:.0f} %" if judged else "-"
    kinds = ("killed", "timeout", "survived", "unreached", "equivalent")
    return " | ".join((str(counts.total()), *(str(counts[kind]) for kind in kinds), score))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
