"""All rules of faults that a mock follows, read from texts, JSON or a file. Following them is `strikes`' part."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from simulator.domain.problem import UserProblem
from simulator.mock.faults.rule import Rule
from simulator.mock.faults.spec import parse_rule, rule_from

LARGEST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """Rules in their order: of those that strike, the first counts, and every manner.

    `FaultPlan.parse(specs)`, `FaultPlan.from_json(value)` and `FaultPlan.from_file(path)` make one and raise
    UserProblem with what is wrong and how to write it.
    """

    rules: tuple[Rule, ...] = ()

    @classmethod
    def parse(cls, specs: Iterable[str]) -> FaultPlan:
        """Read rules as the command line gives them."""
        return cls(tuple(parse_rule(spec) for spec in specs))

    @classmethod
    def from_json(cls, value: object) -> FaultPlan:
        """Read `{"faults": [...]}`, or the list alone, of texts and objects as for `spec.rule_from`."""
        if isinstance(value, dict):
            if set(value) != {"faults"}:
                raise UserProblem('faults are an object with one key, like {"faults": ["busy:0.1"]}')
            value = value["faults"]
        if not isinstance(value, list):
            raise UserProblem('faults are a list, like ["busy:0.1", {"kind": "cut", "at": "thinking"}]')
        return cls(tuple(rule_from(entry) for entry in value))

    @classmethod
    def from_file(cls, path: Path) -> FaultPlan:
        """Read a TOML or JSON file of the same form, told apart by its ending."""
        try:
            with path.open("rb") as file:
                text = file.read(LARGEST_BYTES).decode("utf-8-sig")
            return cls.from_json(json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text))
        except OSError as error:
            raise UserProblem(f"{path} cannot be read: {error.strerror or error}; check --fault-file") from None
        except (ValueError, RecursionError) as error:
            raise UserProblem(f"{path} is neither TOML nor JSON in UTF-8: {str(error)[:120]}") from None
        except UserProblem as problem:
            raise UserProblem(f"{path}: {problem}") from None

    def to_json(self) -> dict[str, list[str]]:
        """Give what `from_json` reads, each rule as the text of the command line."""
        return {"faults": [str(rule) for rule in self.rules]}

    def __add__(self, more: FaultPlan) -> FaultPlan:
        """Put the rules of another plan behind these."""
        return FaultPlan(self.rules + more.rules)


NO_FAULTS = FaultPlan()
