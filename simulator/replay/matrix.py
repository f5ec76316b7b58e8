"""Makes cases of scripts: every combination of a matrix's axes and a table's rows that there can be.

What the command line says of vendors, releases and backends goes before the matrix.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from simulator.domain.problem import UserProblem
from simulator.replay.case import Case
from simulator.replay.filling import fill, names_in
from simulator.replay.grammar import ALL
from simulator.replay.lab import Known
from simulator.replay.phones_check import check_phones
from simulator.replay.places import Complaints, Place, near, shown
from simulator.replay.script import Axis, Script

VENDOR = "xiaoyi"
"""The phone of a script that names none."""
BACKEND = "mock"
"""The backend of a script that names none: a replay must not depend on whose machine it runs on."""
MOST_CASES = 1_000_000
IN_NAMES = ("vendor", "release", "backend")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the command line chose, each empty where it chose nothing.

    `exactly` puts them in the place of what a script says of vendors and releases; else they go to scripts that say
    nothing of them, and leave out the other cases of those that do.
    """

    vendors: Sequence[str] = ()
    releases: Sequence[str] = ()
    backends: Sequence[str] = ()
    exactly: bool = True


def cases_of(script: Script, chosen: Chosen, known: Known, said: Complaints, names: set[str]) -> Iterator[Case]:
    """Give the cases of a script, in the order of its matrix; what is wrong with the matrix is a complaint.

    `names` are those that cases of other scripts have; those of these cases are added.
    """
    axes = _axes(script, chosen, known, said)
    check_phones(script, axes, known, said)
    if _count(script, axes, known) > MOST_CASES:
        said.add(_place(script), "matrix", f"makes more than {MOST_CASES} cases", "split it, or leave axes out")
    if said.are_of(script.file):
        return
    labels: set[str] = set()
    # A case goes to other processes, and has no use for all the values that made it and a thousand others.
    played = replace(script, axes=(), rows=())
    for values in product(*axes.values()):
        cell = dict(zip(axes, values, strict=True))
        if not _is_of_vendor(cell, script, known):
            continue
        for row in script.rows or ({},):
            case = _case(script, cell, row, known, said)
            if case is None:
                return
            if _is_left_out(case, chosen):
                continue
            if len(names) >= MOST_CASES:
                said.add(_place(script), "matrix", f"makes more than {MOST_CASES} cases", "split it, or leave axes out")
                return
            label = _unique(case.name, labels)
            yield replace(case, script=played, label=label, name=_unique(label, names))


def _count(script: Script, axes: Mapping[str, Sequence[str]], known: Known) -> int:
    """Give how many cases there are at most: looking at each takes minutes where there are too many."""
    others = prod(len(values) for name, values in axes.items() if name not in ("vendor", "release"))
    vendors, releases = axes.get("vendor", ()), axes.get("release", ())
    pairs = sum(len({*known.releases(vendor)} & {*releases}) for vendor in vendors if vendor in known.vendors())
    phones = pairs if vendors and releases else max(len(vendors), len(releases), 1)
    return phones * others * max(1, len(script.rows))


def _axes(script: Script, chosen: Chosen, known: Known, said: Complaints) -> dict[str, list[str]]:
    """Give the axes with their values, checked, and `all` written out."""
    stated = {axis.name: axis for axis in script.axes}
    free = _free(script, stated, chosen)
    axes: dict[str, list[str]] = {"vendor": _vendors(stated, chosen, free, known, said)}
    axes["release"] = _releases(stated, chosen, free, axes["vendor"] or _of_phone(script, known), known, said)
    if chosen.backends:
        axes["backend"] = list(chosen.backends)
    for axis in script.axes:
        if axis.name not in axes:
            axes[axis.name] = [text for text, _ in axis.values]
    _check_backends(stated.get("backend"), chosen, known, said)
    ordered = [axis.name for axis in script.axes]
    return {name: axes[name] for name in sorted(axes, key=lambda name: _order(name, ordered)) if axes[name]}


def _free(script: Script, stated: Mapping[str, Axis], chosen: Chosen) -> set[str]:
    """Give the axes that the command line may set: all of them, or those that a script says nothing of."""
    if chosen.exactly:
        return {"vendor", "release"}
    told = stated.keys() | script.phone.keys()
    decides_release = {"date", "os", "device", "app"} & told or any(names_in(script.phone.get("vendor", "")))
    return {"vendor"} - told | (set() if decides_release else {"release"} - told)


def _order(name: str, ordered: Sequence[str]) -> int:
    return ordered.index(name) if name in ordered else IN_NAMES.index(name) - len(IN_NAMES)


def _of_phone(script: Script, known: Known) -> list[str]:
    """Give the vendors that a script without an axis of them may have: any, if its name is filled in."""
    vendor = script.phone.get("vendor", VENDOR)
    return list(known.vendors()) if any(names_in(vendor)) else [vendor]


def _vendors(
    stated: Mapping[str, Axis], chosen: Chosen, free: Collection[str], known: Known, said: Complaints
) -> list[str]:
    """Give the vendors; `free` are the axes that the command line may set."""
    if chosen.vendors and "vendor" in free:
        return list(chosen.vendors)
    if "vendor" not in stated:
        return []
    return _listed(stated["vendor"], known.vendors(), said)


def _releases(
    stated: Mapping[str, Axis],
    chosen: Chosen,
    free: Collection[str],
    vendors: Sequence[str],
    known: Known,
    said: Complaints,
) -> list[str]:
    if chosen.releases and "release" in free:
        return list(chosen.releases)
    if "release" not in stated:
        return []
    everything = [release for vendor in vendors if vendor in known.vendors() for release in known.releases(vendor)]
    of_others = chosen.vendors and chosen.exactly
    if of_others and not {text for text, _ in stated["release"].values} & {*everything, ALL}:
        return []
    return _listed(stated["release"], everything, said if not of_others else Complaints())


def _listed(axis: Axis, known: Sequence[str], said: Complaints) -> list[str]:
    """Give the values of an axis; one that there is not is a complaint."""
    listed: dict[str, None] = {}
    for text, place in axis.values:
        if text == ALL:
            listed |= dict.fromkeys(known)
        elif text in known:
            listed[text] = None
        else:
            said.add(place, f"matrix.{axis.name}", f"is {shown(text)}", near(text, [*dict.fromkeys(known), ALL]))
    return list(listed)


def _check_backends(axis: Axis | None, chosen: Chosen, known: Known, said: Complaints) -> None:
    if axis is not None and not chosen.backends:
        for text, place in axis.values:
            if text not in known.backends():
                said.add(place, "matrix.backend", f"is {shown(text)}", near(text, known.backends()))


def _is_of_vendor(cell: Mapping[str, str], script: Script, known: Known) -> bool:
    """Say whether the release is one of the vendor's: a matrix may name the releases of several."""
    release, vendor = cell.get("release"), cell.get("vendor") or script.phone.get("vendor", VENDOR)
    return release is None or any(names_in(vendor)) or release in known.releases(vendor)


def _is_left_out(case: Case, chosen: Chosen) -> bool:
    """Say whether a case of a script that was not named itself is of another vendor or release than those chosen."""
    if chosen.exactly:
        return False
    told = (("vendor", chosen.vendors), ("release", chosen.releases))
    return any(values and case.cell[name] not in values for name, values in told)


def _case(
    script: Script, cell: Mapping[str, str], row: Mapping[str, str], known: Known, said: Complaints
) -> Case | None:
    names = {**script.names, **cell, **row}
    seed = {"seed": str(script.seed)} if script.seed is not None else {}
    start = {key: fill(value, names) for key, value in script.phone.items()}
    setup = {"vendor": VENDOR, "backend": BACKEND, **seed, **start, **cell}
    try:
        release = known.release_on(setup)
        evidence = known.evidence_of(setup["vendor"], release)
    except (UserProblem, ValueError) as error:
        said.add(script.phone_place or _place(script), "phone", f"cannot be had: {error}")
        return None
    names = {"wire": known.wire, **start, **names, "vendor": setup["vendor"], "release": release}
    names |= {"backend": setup["backend"], "seed": setup.get("seed", "0")}
    told = {key: names[key] for key in IN_NAMES}
    told |= {key: value for key, value in (*cell.items(), *row.items()) if key not in told}
    name = f"{script.title}[{','.join(f'{key}={value}' for key, value in told.items())}]"
    return Case(name=name, script=script, cell=told, names=names, setup=setup, evidence=evidence)


def _place(script: Script) -> Place:
    return next((place for axis in script.axes for _, place in axis.values), script.place)


def _unique(wanted: str, names: set[str]) -> str:
    """Give a name a number if another has it, a script of the same title or a row that is there twice, and keep it."""
    name, number = wanted, 1
    while name in names:
        number += 1
        name = f"{wanted}#{number}"
    names.add(name)
    return name
