"""Makes steps and expectations of what a script's turns say, included files among them. No key is read here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.replay.expecting import OF_ANY_STEP, SUBJECTS
from simulator.replay.forms import Fields, ListOf, Words
from simulator.replay.grammar import STEP, setup_of
from simulator.replay.places import Complaints, near, shown
from simulator.replay.room import Room
from simulator.replay.sampling import sampling_of
from simulator.replay.script import Expectation, Save, Step, When
from simulator.replay.yaml_tree import Node, Pairs, read_tree

DEEPEST_INCLUDE = 8
ACTIONS = ("user", "wait", "phone", "new_conversation", "sleep", "include")
_OF_WHAT_IS_SAID = ("spoken", "interrupt_after", "faults", "save", "samples", "pass_rate")


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose steps are read: where it is, what people call it, and the files that it is included from.

    `room` is what is left for all files of a script together.
    """

    path: Path
    name: str
    room: Room
    above: tuple[Path, ...] = ()

    def included(self, name: str) -> Source:
        """Give a file that it includes, found beside it."""
        named = str(Path(self.name).parent / name)
        return Source(self.path.parent / name, named, self.room, (*self.above, self.path.resolve()))


def steps_of(turns: Sequence[Fields], source: Source, phones: Sequence[str], said: Complaints) -> Iterator[Step]:
    """Give the steps in order, those of included files in their place."""
    for turn in turns:
        actions = [name for name in ACTIONS if name in turn.places]
        if not actions:
            said.add(turn.place, "turns", "does nothing", f"write one of {', '.join(ACTIONS)}")
        elif "include" in turn.values:
            yield from _included(turn, source, phones, said)
        else:
            step = _step(turn, phones, said)
            source.room.take_step(turn.place, step.repeat)
            yield step


def _step(turn: Fields, phones: Sequence[str], said: Complaints) -> Step:
    on: Words | None = turn.get("on")
    if on is not None and on.text not in phones:
        said.add(
            on.place, "turns.on", f'is "{on.text[:40]}"', near(on.text, phones) if phones else "there are no phones"
        )
    speaks = "user" in turn.places
    for key in _OF_WHAT_IS_SAID:
        if key in turn.places and not speaks:
            said.add(turn.places[key], f"turns.{key}", "is of a step in which nobody says anything", "add user: TEXT")
    return Step(
        place=turn.place,
        on=on.text if on else "",
        when=when_of(turn.get("when")),
        wait=_text(turn.get("wait")),
        phone=setup_of(turn.get("phone")) if "phone" in turn.values else None,
        new_conversation=turn.get("new_conversation", False),
        sleep=turn.get("sleep", False),
        faults=tuple(words.text for words in turn.get("faults", ())),
        user=_text(turn.get("user")),
        spoken=turn.get("spoken", False),
        interrupt_after=_text(turn.get("interrupt_after")),
        repeat=turn.get("repeat", 1),
        save=tuple(_saves(turn.get("save"), said)),
        expect=tuple(_expectations(turn.get("expect", ()), speaks, said)),
        sampling=sampling_of(turn),
        caption=_text(turn.get("caption")) or "",
        note=_text(turn.get("note")) or "",
    )


def _expectations(expected: Sequence[Fields], speaks: bool, said: Complaints) -> Iterator[Expectation]:
    for fields in expected:
        subjects = [name for name in fields.places if name in SUBJECTS]
        if not set(fields.places) - {"when"}:
            said.add(fields.place, "expect", "expects nothing", f"write one of {', '.join(SUBJECTS)}")
        when = when_of(fields.get("when"))
        for subject in subjects:
            if subject in fields.values:
                yield _expectation(subject, fields, when, speaks, said)


def _expectation(subject: str, fields: Fields, when: tuple[When, ...], speaks: bool, said: Complaints) -> Expectation:
    read, place = fields.values[subject], fields.places[subject]
    if not speaks and subject not in OF_ANY_STEP:
        said.add(
            place, f"expect.{subject}", "is of a turn, and nobody says anything here", "expect an event, or add user:"
        )
    made: dict[str, Any]
    if subject in ("event", "no_event", "skill"):
        made = {"target": read[0], "parts": read[1]}
    elif subject == "golden":
        made = {"target": read[0], "masks": read[1]}
    elif subject == "judge":
        made = {"question": read}
    elif subject in ("fault", "usage", "cost"):
        made = {"parts": read}
    else:
        made = {"parts": (("", read),)}
    return Expectation(place=place, subject=subject, when=when, **made)


def when_of(fields: Fields | None) -> tuple[When, ...]:
    """Give the conditions of a `when`; all of them must hold."""
    if fields is None:
        return ()
    return tuple(When(name, tuple(word.text for word in words)) for name, words in fields.values.items())


def _saves(fields: Fields | None, said: Complaints) -> Iterator[Save]:
    for name, how in fields.values.items() if fields is not None else ():
        matches, path = _text(how.get("matches")), _text(how.get("path"))
        if (matches is None) == (path is None):
            said.add(how.place, f"save.{name}", "says not what is saved", "write either matches: REGEX or path: KEY")
        yield Save(how.place, name, matches, path)


def _text(words: Words | None) -> str | None:
    return None if words is None else words.text


def _included(turn: Fields, source: Source, phones: Sequence[str], said: Complaints) -> Iterator[Step]:
    """Give the steps of an included file, each under the conditions of the step that includes it."""
    words: Words = turn.values["include"]
    for key in turn.places:
        if key not in ("include", "when", "repeat"):
            said.add(turn.places[key], f"turns.{key}", "stands beside include", "an include has only when and repeat")
    inner = source.included(words.text)
    if not inner.path.is_file():
        said.add(words.place, "turns.include", f"{shown(words.text)} is no file", "name a file relative to this one")
        return
    if inner.path.resolve() in inner.above:
        said.add(words.place, "turns.include", f"{shown(words.text)} includes itself", "leave it out")
        return
    if len(inner.above) > DEEPEST_INCLUDE:
        found = f"{shown(words.text)} is the {len(inner.above)}th file that includes another"
        said.add(words.place, "turns.include", found, "write its turns in the file that includes it")
        return
    inner.room.take_file(words.place, inner.path.stat().st_size)
    when, repeat = when_of(turn.get("when")), turn.get("repeat", 1)
    steps = tuple(steps_of(turns_in(read_tree(inner.path, inner.name, said), said), inner, phones, said))
    inner.room.take_step(words.place, (repeat - 1) * sum(step.repeat for step in steps))
    for _ in range(repeat):
        for step in steps:
            yield _under(step, when)


def turns_in(tree: Node | None, said: Complaints) -> Sequence[Fields]:
    """Give the turns of an included file: a list of steps, or a mapping whose `turns` they are."""
    if tree is None:
        return ()
    if isinstance(tree, Pairs):
        tree = next((value for name, value in tree.pairs if name.text == "turns"), tree)
    return ListOf(STEP).read(tree, "turns", said) or ()


def _under(step: Step, when: tuple[When, ...]) -> Step:
    return replace(step, when=(*when, *step.when)) if when else step
