"""The forms of expectations: subjects, and what each can be asked. Judging them is `subjects`' part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, get_args

from simulator.domain.completion import Usage
from simulator.domain.cost import Cost
from simulator.domain.event_json import KINDS
from simulator.domain.events import Outcome, Route
from simulator.domain.faults import FaultKind
from simulator.replay.forms import Choice, Flag, Form, ListOf, Record, Schema, Text, Words, kind_of
from simulator.replay.matchers import MATCHERS, MEASURED, NAMES, NUMBERS, PATTERN, QUANTITY, TEXTS, Checks
from simulator.replay.places import Complaints, near, shown
from simulator.replay.script import Part, Question
from simulator.replay.yaml_tree import Node, Pairs, Scalar


def _names(known: Sequence[str]) -> Checks:
    """Give the form of a name; "none" is that there is none."""

    def check(text: str) -> None:
        if text not in known:
            raise ValueError(near(text, known))

    return Checks(NAMES, form=Text("one of the known names", check, {"enum": list(known)}))


_ANYTHING = Checks(tuple(MATCHERS))


@dataclass(frozen=True, slots=True)
class Parts:
    """Something with keys: matchers of all of it where `whole` is given, or of its `keys`, which may be nested."""

    keys: Sequence[str]
    whole: Checks | None = None
    forms: Mapping[str, Checks] = field(default_factory=dict)

    def read(self, node: Node, key: str, said: Complaints) -> tuple[Part, ...] | None:
        """Give what must hold of each key."""
        if self.whole is not None and not (isinstance(node, Pairs) and self._has_keys(node)):
            checks = self.whole.read(node, key, said)
            return None if checks is None else (("", checks),)
        if not isinstance(node, Pairs):
            said.add(node.place, key, f"is {kind_of(node)}", f"write a mapping with {', '.join(self.keys)}")
            return None
        return tuple(self._parts(node, "", key, said)) or None

    def _has_keys(self, node: Pairs) -> bool:
        allowed = self.whole.allowed if self.whole else ()
        return any(name.text in self.keys for name, _ in node.pairs) and not all(
            name.text in allowed for name, _ in node.pairs
        )

    def _parts(self, node: Pairs, path: str, key: str, said: Complaints) -> list[Part]:
        parts: list[Part] = []
        for name, value in node.pairs:
            inner = f"{path}.{name.text}" if path else name.text
            if self.keys and inner.split(".")[0] not in self.keys:
                said.add(name.place, f"{key}.{name.text}", "is no key of it", near(name.text, self.keys))
            elif isinstance(value, Pairs) and not any(item.text in MATCHERS for item, _ in value.pairs) and value.pairs:
                parts += self._parts(value, inner, f"{key}.{name.text}", said)
            elif checks := self.forms.get(inner, _ANYTHING).read(value, f"{key}.{name.text}", said):
                parts.append((inner, checks))
        return parts

    def schema(self) -> Schema:
        """Give the schema."""
        inner: Schema = {"anyOf": [_ANYTHING.schema(), {"type": "object"}]}
        known = {name: self.forms[name].schema() if name in self.forms else inner for name in self.keys}
        mapping: Schema = {"type": "object", "properties": known, "minProperties": 1}
        mapping |= {"additionalProperties": False} if self.keys else {}
        return mapping if self.whole is None else {"anyOf": [self.whole.schema(), mapping]}


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its name, or `{name: {key: matcher}}`; `known` gives the keys of each name, None allows any name."""

    known: Mapping[str, Sequence[str]] | None

    def read(self, node: Node, key: str, said: Complaints) -> tuple[str, tuple[Part, ...]] | None:
        """Give the name and what must hold of its keys."""
        if isinstance(node, Scalar) and not node.is_null:
            return (node.text, ()) if self._is_known(node, key, said) else None
        if not isinstance(node, Pairs) or len(node.pairs) != 1:
            said.add(node.place, key, f"is {kind_of(node)}", "write a name, or one name and its keys")
            return None
        ((name, value),) = node.pairs
        if not self._is_known(name, key, said):
            return None
        keys = () if self.known is None else self.known[name.text]
        parts = Parts(keys).read(value, f"{key}.{name.text}", said)
        return None if parts is None else (name.text, parts)

    def _is_known(self, name: Scalar, key: str, said: Complaints) -> bool:
        if self.known is None or name.text in self.known:
            return True
        said.add(name.place, key, f"is {shown(name.text)}", near(name.text, self.known))
        return False

    def schema(self) -> Schema:
        """Give the schema."""
        if self.known is None:
            inner: Schema = {"additionalProperties": Parts(()).schema()}
            name: Schema = {"type": "string"}
        else:
            inner = {"properties": {kind: _keys_schema(keys) for kind, keys in self.known.items()}}
            name, inner["additionalProperties"] = {"enum": list(self.known)}, False
        return {"anyOf": [name, {"type": "object", "minProperties": 1, "maxProperties": 1} | inner]}


def _keys_schema(keys: Sequence[str]) -> Schema:
    return {"type": "object", "properties": {key: {} for key in keys}, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class GoldenForm:
    """`golden: answer`, or `golden: {of: events, mask: [REGEX]}`."""

    names: Sequence[str] = ("answer", "thinking", "events")

    def read(self, node: Node, key: str, said: Complaints) -> tuple[str, tuple[str, ...]] | None:
        """Give what is kept, and the masks of what varies in it."""
        keys: dict[str, Any] = {"of": node}
        if isinstance(node, Pairs):
            keys = {name.text: value for name, value in node.pairs}
        of, masks = keys.pop("of", None), keys.pop("mask", None)
        if not isinstance(of, Scalar) or of.text not in self.names or keys:
            found = "is no golden" if keys else f"is {kind_of(of if of is not None else node)}"
            said.add(node.place, key, found, f"write one of {', '.join(self.names)}, or {{of: answer, mask: [REGEX]}}")
            return None
        read = ListOf(PATTERN, or_one=True).read(masks, f"{key}.mask", said) if masks is not None else ()
        return of.text, tuple(words.text for words in read or ())

    def schema(self) -> Schema:
        """Give the schema."""
        of: Schema = {"enum": list(self.names)}
        keys = {"of": of, "mask": ListOf(PATTERN, or_one=True).schema()}
        both = {"type": "object", "properties": keys, "required": ["of"], "additionalProperties": False}
        return {"anyOf": [of, both]}


@dataclass(frozen=True, slots=True)
class JudgeForm:
    """`judge: QUESTION`, or a mapping with the question and how it is asked."""

    both = Record(
        {
            "question": Text("a question that is answered with yes or no"),
            "backend": Text("the name of a backend", may_fill=False),
            "expect": Choice(("yes", "no", "true", "false")),
            "votes": Choice(tuple(map(str, range(1, 10, 2)))),
            "optional": Flag(),
        },
        needs=("question",),
        says={
            "question": "what the judge is asked about the turn",
            "backend": "who judges, unless --judge names another",
            "expect": "what it must say; yes without it",
            "votes": "how often it is asked; what most say counts",
            "optional": "true leaves it out where no judge is there",
        },
    )

    def read(self, node: Node, key: str, said: Complaints) -> Question | None:
        """Give the question."""
        if not isinstance(node, Pairs):
            words = Text("a question that is answered with yes or no").read(node, key, said)
            return None if words is None else Question(text=words.text)
        fields = self.both.read(node, key, said)
        if fields is None or "question" not in fields.values:
            return None
        given = {name: words.text for name, words in fields.values.items() if isinstance(words, Words)}
        return Question(
            text=given["question"],
            backend=given.get("backend", ""),
            is_yes=given.get("expect", "yes") in ("yes", "true"),
            votes=int(given.get("votes", "1")),
            is_optional=fields.get("optional", False),
        )

    def schema(self) -> Schema:
        """Give the schema."""
        made = self.both.schema()
        made["properties"]["votes"] = {"enum": [1, 3, 5, 7, 9]} | {"description": self.both.says["votes"]}
        made["properties"]["expect"] = {"enum": ["yes", "no", True, False], "description": self.both.says["expect"]}
        return {"anyOf": [{"type": "string"}, made]}


_EVENTS = {kind: [item.name.rstrip("_") for item in fields(made)] for kind, made in KINDS.items()}
_TEXT = Checks(TEXTS, plain="contains")
_NUMBER = Checks(NUMBERS, form=MEASURED)
_KINDS = (*get_args(FaultKind), "none")

SUBJECTS: Mapping[str, Form] = {
    "answer": _TEXT,
    "thinking": _TEXT,
    "event": Named(_EVENTS),
    "no_event": Named(_EVENTS),
    "outcome": _names(get_args(Outcome)),
    "route": _names((*get_args(Route), "none")),
    "limit": Checks(NAMES),
    "fault": Parts(("kind", "message"), _names(_KINDS), {"kind": _names(_KINDS), "message": _TEXT}),
    "first_token": _NUMBER,
    "seconds": _NUMBER,
    "thinking_seconds": _NUMBER,
    "usage": Parts(tuple(item.name for item in fields(Usage)), None, {item.name: _NUMBER for item in fields(Usage)}),
    "cost": Parts(tuple(item.name for item in fields(Cost)), _NUMBER),
    "citations": Checks((*NUMBERS, "contains", "lacks", "matches"), form=QUANTITY),
    "skill": Named(None),
    "golden": GoldenForm(),
    "sent": _TEXT,
    "judge": JudgeForm(),
}
"""What can be asked of a step, each with its form."""

OF_ANY_STEP = ("event", "no_event")
"""The subjects of a step in which nobody says anything."""
