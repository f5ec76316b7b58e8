"""`simulator tui --script`: a script as a demo. Its options are read in `tui`, the screen is `simulator.faces.tui`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from simulator.bundled import folder
from simulator.clocks import StageClock
from simulator.domain.problem import UserProblem
from simulator.domain.release import Looks
from simulator.faces.cli.options import is_still, lang_of
from simulator.faces.parts import Parts
from simulator.ports import Clock
from simulator.replay.acting import filled
from simulator.replay.case import Case
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.lab import LabChoice, Laboratory
from simulator.replay.places import Complaints

_OF_THE_SCRIPT = ("compare", "session", "date", "device", "os", "app", "region", "entry", "seed", "backend_url")
"""What the script itself says of its phones."""


def chosen_case(args: Namespace, parts: Parts, clock: Clock) -> tuple[Case, Laboratory]:
    """Give the first case of the script that the options leave, and the lab of its phones.

    Raises: UserProblem with all that is wrong in the script, or with an option that the script decides.
    """
    for option in _OF_THE_SCRIPT:
        if getattr(args, option) is not None:
            flag = option.replace("_", "-")
            raise UserProblem(f"--{flag} is what a script says of its phones; leave it out beside --script")
    choice = LabChoice(vendors_paths=tuple(args.vendors_path), config=args.config, timeout=args.timeout)
    lab, said = parts.stage(choice, clock), Complaints()
    scripts = read_all(scripts_at([args.script], folder("fixtures") / "scripts"), said)
    wanted = Choice(vendors=_named(args.vendor), releases=_named(args.release), backends=_named(args.backend))
    case = cases_in(scripts, wanted, lab, said)[0]
    lab.try_out(case.setup)
    return case, lab


def present_script(args: Namespace, parts: Parts, environ: Mapping[str, str]) -> int:
    """Play a script and give the exit code. Raises: as `chosen_case`."""
    clock, rate = StageClock(), _rate(args.clock)
    case, lab = chosen_case(args, parts, clock)
    from simulator.faces.tui.presenting.performance import Performance
    from simulator.faces.tui.run import present

    performance = Performance(case, lab, lang_of(args, environ), clock, loops=args.loop)
    performance.set_rate(rate)
    return present(performance, _looks(case, parts, args), is_still=is_still(args, environ))


def _named(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _rate(clock: str) -> float:
    try:
        rate = 1.0 if clock == "real" else float(clock.removeprefix("x"))
    except ValueError:
        rate = 0.0
    if not 0.1 <= rate <= 100:
        raise UserProblem(f"--clock {clock} is no pace of a demo; write real, or a rate such as x2")
    return rate


def _looks(case: Case, parts: Parts, args: Namespace) -> list[Looks]:
    """Give the looks of the case's phones, the main one's first."""
    catalogue, main = parts.catalogue(args.vendors_path), case.setup["vendor"]
    others = [filled(setup, case.names).get("vendor", main) for setup in case.script.phones.values()]
    return [catalogue.load(vendor).looks for vendor in (main, *others)]
