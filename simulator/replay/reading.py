"""Reads a script: from a file to what is played, or to all that is wrong in it. What keys there are is `grammar`."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.replay.filling import names_in
from simulator.replay.forms import Fields, Words
from simulator.replay.grammar import MOST_ROWS, SCRIPT, setup_of
from simulator.replay.places import Complaints, Place, near
from simulator.replay.room import Room
from simulator.replay.sampling import sampled, sampling_of
from simulator.replay.script import Axis, Expectation, Script
from simulator.replay.steps import Source, steps_of
from simulator.replay.yaml_tree import LARGEST_BYTES, read_tree
from simulator.toml_file.problem import FileError

OF_EVERY_CASE = ("vendor", "release", "backend", "seed", "i", "wire")
"""Names that every case has; `i` counts the repetitions of a step from 1, `wire` is live or replayed."""


def read_script(path: Path, name: str, said: Complaints) -> Script | None:
    """Read the script at `path`, which people call `name`.

    What is wrong in it is added to the complaints; None if nothing can be made of it.
    """
    try:
        script = _script(path, name, said)
    except FileError as error:
        said.take(error.problems)
        return None
    if script is None:
        return None
    return replace(script, digest=hashlib.sha256(repr(script).encode("utf-8", "surrogatepass")).hexdigest())


def _script(path: Path, name: str, said: Complaints) -> Script | None:
    tree = read_tree(path, name, said)
    if tree is None:
        if not said.are_of(name):
            said.add(Place(name, 1, 1), "", "is empty", "a script has script: TITLE and turns:")
        return None
    fields: Fields | None = SCRIPT.read(tree, "", said)
    if fields is None:
        return None
    phones = {key: setup_of(phone) for key, phone in _values(fields.get("phones"))}
    steps = tuple(steps_of(fields.get("turns", ()), Source(path, name, Room()), tuple(phones), said))
    steps = tuple(sampled(steps, sampling_of(fields), said))
    if "script" not in fields.values:
        return None
    script = Script(
        file=name,
        place=fields.place,
        title=fields.values["script"].text.strip() or path.stem,
        tags=tuple(words.text for words in fields.get("tags", ())),
        axes=tuple(_axes(fields.get("matrix"))),
        names={key: words.text for key, words in _values(fields.get("vars"))},
        rows=tuple(_rows(fields, path, name, said)),
        seed=fields.get("seed"),
        phone=setup_of(fields.get("phone")),
        phone_place=fields.places.get("phone"),
        phones=phones,
        faults=tuple(words.text for words in fields.get("faults", ())),
        steps=steps,
    )
    if script.rows or "table" not in fields.places:
        _check_names(script, said)
    return script


def _values(fields: Fields | None) -> Iterable[tuple[str, Any]]:
    return () if fields is None else fields.values.items()


def _axes(matrix: Fields | None) -> Iterator[Axis]:
    for name, values in _values(matrix):
        unique = {words.text: words.place for words in values}
        yield Axis(name, tuple(unique.items()))


def _rows(fields: Fields, path: Path, name: str, said: Complaints) -> Sequence[Mapping[str, str]]:
    table = fields.get("table")
    if table is None:
        return ()
    if isinstance(table, Words):
        return _of_csv(path.parent / table.text, table, said)
    rows = [{key: words.text for key, words in row.values.items()} for row in table]
    for row, there in zip(rows, table, strict=True):
        if set(row) != set(rows[0]):
            said.add(there.place, "table", f"has {', '.join(row) or 'nothing'}", f"each row has {', '.join(rows[0])}")
    return rows


def _of_csv(path: Path, named: Words, said: Complaints) -> Sequence[Mapping[str, str]]:
    try:
        if path.exists() and not path.is_file():
            raise ValueError("it is no file")
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(f"it is larger than {LARGEST_BYTES // 1024 // 1024} MiB")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True, restkey=""))
    except (OSError, ValueError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        said.add(named.place, "table", f'"{named.text[:60]}" cannot be read: {reason}', "name a CSV file in UTF-8")
        return ()
    if not rows or len(rows) > MOST_ROWS:
        said.add(named.place, "table", f'"{named.text[:60]}" has {len(rows)} rows', f"it has 1 to {MOST_ROWS}")
        return ()
    for number, row in enumerate(rows, 2):
        if "" in row or None in row.values():
            said.add(named.place, "table", f'line {number} of "{named.text[:60]}" has other columns than line 1')
            return ()
    wrong = [column for column in rows[0] if not column.isidentifier()]
    if wrong:
        said.add(named.place, "table", f'"{wrong[0][:40]}" is no name', "a column is letters, digits and _")
        return ()
    return rows


def _check_names(script: Script, said: Complaints) -> None:
    """Complain of names in braces, and of conditions on names, that nothing gives a value.

    Of a table that could not be read nobody knows what names it gives.
    """
    known = list(dict.fromkeys((*OF_EVERY_CASE, *(axis.name for axis in script.axes), *script.phone, *script.names)))
    known += [name for name in (script.rows[0] if script.rows else ()) if name not in known]
    known += [save.name for step in script.steps for save in step.save if save.name not in known]
    for place, text in _texts(script):
        for name in names_in(text):
            if name not in known:
                said.add(place, "", f"{{{name}}} has no value", f"{near(name, known)}; {{{{{name}}}}} is a plain brace")
    for step in script.steps:
        for when in (*step.when, *(item for expected in step.expect for item in expected.when)):
            if when.name not in known:
                said.add(step.place, "when", f'is of "{when.name[:40]}", which has no value', near(when.name, known))


def _texts(script: Script) -> Iterator[tuple[Place, str]]:
    """Give all texts into which names are filled, with the places of what they are of."""
    for step in script.steps:
        for text in (step.user, step.wait, step.interrupt_after, *(step.phone or {}).values()):
            if text is not None:
                yield step.place, text
        for expected in step.expect:
            yield from ((expected.place, text) for text in _of_expectation(expected))
    for setup in (script.phone, *script.phones.values()):
        yield from ((script.place, text) for text in setup.values())


def _of_expectation(expected: Expectation) -> Iterator[str]:
    if expected.question is not None:
        yield expected.question.text
    for _, checks in expected.parts:
        for check in checks:
            yield from check.texts
