"""The form of a script: its keys, and those of steps, phones and the matrix. Making a script of them is `reading`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.domain.problem import UserProblem
from simulator.mock.faults.spec import parse_rule
from simulator.patterns import compiled
from simulator.replay import sampling
from simulator.replay.expecting import SUBJECTS
from simulator.replay.forms import Choice, Fields, Flag, Form, ListOf, MapOf, Record, Schema, Text, Whole, Words
from simulator.replay.places import Complaints
from simulator.replay.quantities import DURATION_PATTERN, HOW_LONG, seconds
from simulator.replay.setups import moment, region, seed, system, version
from simulator.replay.yaml_tree import Node, Scalar

MOST_REPEATS = 10_000
MOST_ROWS = 100_000
ALL = "all"
"""On the axes of vendors and releases: every one that there is."""

_ANY = Text()
_NAME = Text("a name")


def _fault(text: str) -> None:
    try:
        parse_rule(text)
    except UserProblem as problem:
        raise ValueError(str(problem)) from None


def _a_name(text: str) -> None:
    if not text.isidentifier():
        raise ValueError("write a name of letters, digits and _ that does not begin with a digit")


@dataclass(frozen=True, slots=True)
class _FlagText:
    """A flag that may be filled in from the matrix or a table: "true" or "false"."""

    def read(self, node: Node, key: str, said: Complaints) -> Words | None:
        """Give the flag as a text."""
        flag = Flag().read(node, key, said)
        return None if flag is None else Words("true" if flag else "false", node.place)

    def schema(self) -> Schema:
        """Give the schema."""
        return Flag().schema()


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows that make cases: written out, or a CSV file."""

    rows = ListOf(MapOf(_ANY, _a_name))

    def read(self, node: Node, key: str, said: Complaints) -> object:
        """Give the rows, or the name of the file."""
        return _NAME.read(node, key, said) if isinstance(node, Scalar) else self.rows.read(node, key, said)

    def schema(self) -> Schema:
        """Give the schema."""
        return {"anyOf": [{"type": "string"}, self.rows.schema()]}


DURATION = Text(HOW_LONG, seconds, {"type": "string", "pattern": DURATION_PATTERN})
_PHONE: Mapping[str, Form] = {
    "release": _NAME,
    "date": Text("a day like 2025-02-05", moment, {"type": "string"}),
    "device": _NAME,
    "os": Text("a system like HarmonyOS 5.0", system, {"type": "string"}),
    "app": Text("a version like 11.2.10.340", version, {"type": ["string", "number"]}),
    "region": Text("a country like CN", region, {"type": "string"}),
    "enrolled": _FlagText(),
    "logged_in": _FlagText(),
    "first_buyer": _FlagText(),
    "airplane": _FlagText(),
}
_SAYS_PHONE = {
    "release": "the assistant's release on it",
    "date": "the simulated day or moment, Shanghai's where it has no offset",
    "device": "its model",
    "os": "its system and version",
    "app": "the assistant app's version",
    "region": "the country it was built for",
    "enrolled": "part of an internal test",
    "logged_in": "somebody is logged in to the maker's account",
    "first_buyer": "of the first batch sold",
    "airplane": "without a network",
}
_START: Mapping[str, Form] = {
    **_PHONE,
    "vendor": _NAME,
    "backend": _NAME,
    "entry": Choice(("deepseek", "assistant")),
    "lang": Choice(("zh", "en")),
    "wake": _FlagText(),
    "seed": Text("a whole number", seed, {"type": "integer", "minimum": 0}),
}
_SAYS_START = _SAYS_PHONE | {
    "vendor": "whose phone: an id of `simulator vendors`",
    "backend": "a name of `simulator backends`",
    "entry": "where turns enter: the DeepSeek entry, or the assistant, which routes them",
    "lang": "the phone's language",
    "wake": "it sleeps first and needs its wake word",
    "seed": "what chance is drawn from",
}
CHANGE = Record(_PHONE, says=_SAYS_PHONE)
PHONE = Record(_START, says=_SAYS_START)
AXES = tuple(name for name in _START if name not in ("airplane",))
"""What a matrix may vary; a table varies names."""

WHEN = MapOf(ListOf(_ANY, or_one=True))
EXPECTATION = Record(
    {**SUBJECTS, "when": WHEN},
    says={
        "answer": "the answer; a bare text must be contained",
        "thinking": "the thinking; a bare text must be contained",
        "event": "an event that happened, with what must hold of its keys",
        "no_event": "an event that did not happen",
        "outcome": "completed, refused, limited, fault or interrupted",
        "route": "who answered: agent, in_house, skill or refusal",
        "limit": "the limit that bit, or none",
        "fault": "the kind of the fault that ended the turn, or none",
        "first_token": "from the question to the first text",
        "seconds": "the whole turn",
        "thinking_seconds": "from the first thinking to the answer",
        "usage": "tokens as the server counted them",
        "cost": "yuan, or its keys",
        "citations": "how many pages the answer links to, or their addresses",
        "skill": "what the phone did for its user, with its arguments",
        "golden": "the same as in the file of goldens beside the script",
        "sent": "the text of all messages that reached the backend, or none",
        "judge": "a question about the turn, which a model on a backend answers with yes or no",
        "when": "only in cases of which this holds",
    },
)
SAVE = Record(
    {"matches": Text("a regular expression", compiled, {"type": "string", "format": "regex"}), "path": _NAME},
    says={
        "matches": "what this finds in the answer: its first group, or all of it",
        "path": "a key of the turn's end, like usage.prompt_tokens",
    },
)
STEP = Record(
    {
        "user": _ANY,
        "expect": ListOf(EXPECTATION, or_one=True),
        "repeat": Whole(1, MOST_REPEATS),
        "when": WHEN,
        "on": _NAME,
        "wait": DURATION,
        "phone": CHANGE,
        "new_conversation": Flag(),
        "sleep": Flag(),
        "faults": ListOf(Text("a fault like busy", _fault, {"type": "string"}), or_one=True),
        "spoken": Flag(),
        "interrupt_after": DURATION,
        "save": MapOf(SAVE, _a_name),
        "include": _NAME,
        **sampling.KEYS,
        "caption": _ANY,
        "note": _ANY,
    },
    says={
        "user": "what the user says; names in braces are filled in",
        "expect": "what must hold after this step",
        "repeat": "how often it is done; each time must meet what is expected",
        "when": "only in cases of which this holds",
        "on": "the phone, a name of `phones`; without it the main one",
        "wait": "time that passes first, on the session's clock",
        "phone": "what changes on the phone first: an upgrade, another day, airplane mode",
        "new_conversation": "a new conversation begins first",
        "sleep": "the phone is put to sleep first",
        "faults": "what the embedded mock does wrong in this turn, as for --fault",
        "spoken": "the turn is spoken and not typed",
        "interrupt_after": "the user stops the turn after this time",
        "save": "parts of this turn that later steps use in braces",
        "include": "a file of steps, relative to this one, that stand here",
        **sampling.SAYS,
        "caption": "what a presentation says to the audience at this step",
        "note": "what it says to the presenter",
    },
)
SCRIPT = Record(
    {
        "script": _NAME,
        "about": _ANY,
        "tags": ListOf(_NAME, or_one=True, may_be_empty=True),
        "matrix": Record({name: ListOf(_START[name], or_one=True) for name in AXES}, says=_SAYS_START),
        "vars": MapOf(_ANY, _a_name),
        "table": _Table(),
        "seed": Whole(0, 10**18 - 1),
        "phone": PHONE,
        "phones": MapOf(PHONE, _a_name),
        "faults": ListOf(Text("a fault like busy:0.1", _fault, {"type": "string"}), or_one=True),
        **sampling.KEYS,
        "turns": ListOf(STEP),
    },
    needs=("script", "turns"),
    says={
        "script": "its title",
        "about": "what it is about",
        "tags": "what --tag chooses by",
        "matrix": "each combination of these is a case",
        "vars": "names that stand in braces",
        "table": "rows that make cases: a list of mappings, or a CSV file with a header",
        "seed": "what chance is drawn from, of all its cases",
        "phone": "the phone at the start",
        "phones": "further phones by name, for steps with `on`",
        "faults": "what the embedded mock does wrong all the time, as for --fault",
        **{name: f"{text}; of all turns that expect something" for name, text in sampling.SAYS.items()},
        "turns": "the steps, in order",
    },
)


def setup_of(fields: Fields | None) -> dict[str, str]:
    """Give what a phone's mapping said, as texts."""
    return {} if fields is None else {name: words.text for name, words in fields.values.items()}
