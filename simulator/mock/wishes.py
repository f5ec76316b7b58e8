"""Faults, dialect and latency that one request asks for itself (M22, M23). Carrying them out is not here.

Three headers, `X-Mock-Fault`, `X-Mock-Dialect` and `X-Mock-Latency`, and a fault behind the model's id, as in
`deepseek-reasoner+cut`. An id that the era has is never taken apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from simulator.dialects.shape import Shape
from simulator.dialects.shapes import SHAPES
from simulator.domain.problem import UserProblem, unknown
from simulator.mock.brain.thought import Thought
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.faults.rule import Rule
from simulator.mock.latencies import latency_named
from simulator.mock.latency import Latency

FAULT, DIALECT, LATENCY = "x-mock-fault", "x-mock-dialect", "x-mock-latency"
SUFFIX = "+"

PRESETS = {"ark": "volcano-ark"}
"""Backend presets that are called otherwise than their dialect."""

_SUFFIXED = re.compile(rb'"model"\s*:\s*"[^"]*\+')

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a request asks for beside its answer; None leaves it to the server.

    `brought` are the faults that it names, `struck` those that it gets, the server's own among them. `said` is the
    prepared reply that it gets in place of the brain's.
    """

    shape: Shape | None = None
    latency: Latency | None = None
    brought: FaultPlan = NO_FAULTS
    struck: tuple[Rule, ...] = ()
    said: Thought | None = None

    @property
    def ending(self) -> Rule | None:
        """Give the fault that stands in place of the answer or breaks it off; None if there is none."""
        return next((rule for rule in self.struck if not rule.definition.manner), None)

    def manner(self, kind: str) -> Rule | None:
        """Give the fault of this kind that changes how the bytes come; None if there is none."""
        return next((rule for rule in self.struck if rule.kind == kind), None)


NO_WISHES = Wishes()


def read_wishes(headers: Mapping[str, str]) -> Wishes:
    """Read the headers. Raises: UserProblem that names the header, what is wrong with it and what is known."""
    if FAULT not in headers and DIALECT not in headers and LATENCY not in headers:
        return NO_WISHES
    return Wishes(
        shape=_read(headers, DIALECT, shape_named),
        latency=_read(headers, LATENCY, latency_named),
        brought=_read(headers, FAULT, lambda spec: FaultPlan.parse([spec])) or NO_FAULTS,
    )


def shape_named(name: str) -> Shape:
    """Give the dialect of this name, or of the backend preset of this name.

    Raises: UserProblem with the nearest and all known ones.
    """
    name = PRESETS.get(name, name)
    if name not in SHAPES:
        raise unknown("dialect", name, SHAPES)
    return SHAPES[name]


def without_suffix(body: Mapping[str, Any], exists: Callable[[str], bool]) -> tuple[Mapping[str, Any], FaultPlan]:
    """Take faults off a model's id: give the body without them, and what they are.

    Only an id that does not exist, in front of which one does, is taken apart. Raises: UserProblem for a suffix that is
    no fault.
    """
    model = body.get("model")
    if not isinstance(model, str) or SUFFIX not in model or exists(model):
        return body, NO_FAULTS
    id, *specs = model.split(SUFFIX)
    if not exists(id):
        return body, NO_FAULTS
    return {**body, "model": id}, FaultPlan.parse(specs)


def may_have_suffix(body: bytes) -> bool:
    """Say whether a body may name a model with a suffix, which is quicker to know than which one."""
    return SUFFIX.encode() in body and _SUFFIXED.search(body) is not None


def json_object(body: bytes) -> Mapping[str, Any]:
    """Read a body as far as faults look at it; one that is no JSON object is empty."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def dumped(body: Mapping[str, Any]) -> bytes:
    """Write a body anew; in ASCII, so that a lone surrogate that came as an escape goes on as one."""
    return json.dumps(body).encode()


def _read(headers: Mapping[str, str], name: str, read: Callable[[str], T]) -> T | None:
    if name not in headers:
        return None
    try:
        return read(_utf8(headers[name].strip()))
    except (UserProblem, ValueError) as error:
        raise UserProblem(f"header {name.title()}: {error}") from None


def _utf8(text: str) -> str:
    """Read a header's value as the UTF-8 that it was written in; HTTP gives it as Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
