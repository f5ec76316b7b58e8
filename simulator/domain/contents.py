"""What is kept on a simulated phone: alarms, entries, notes. Who changes it is a skill; when, the conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Value = str | int | float | bool | None
Fields = Mapping[str, Value]

_NOTHING: Mapping[int, Fields] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was put on the phone, or changed there; `fields` None means that it was deleted.

    `kind` is the sort of thing, such as `alarm`; `id` counts from 1 within its kind. A moment among the fields is
    ISO 8601 with its offset.
    """

    kind: str
    id: int
    fields: Fields | None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything on the phone, by kind and then by id, in the order in which it was put there."""

    items: Mapping[str, Mapping[int, Fields]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[int, Fields]:
        """Give the things of one kind by their id."""
        return self.items.get(kind, _NOTHING)

    def next_id(self, kind: str) -> int:
        """Give the id that the next thing of this kind takes."""
        return max(self.of(kind), default=0) + 1


EMPTY = Contents()
"""A phone on which nothing is kept."""


def changed(contents: Contents, changes: Iterable[Change]) -> Contents:
    """Give the contents after the changes; deleting what is not there changes nothing."""
    items = {kind: dict(things) for kind, things in contents.items.items()}
    for change in changes:
        things = items.setdefault(change.kind, {})
        if change.fields is None:
            things.pop(change.id, None)
        else:
            things[change.id] = change.fields
    return Contents({kind: things for kind, things in items.items() if things})
