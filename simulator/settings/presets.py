"""What is known of each kind of server, read from the files that come with the program. Using it is `resolve`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from simulator.bundled import folder
from simulator.domain.limit import Bilingual
from simulator.domain.problem import unknown

_SUFFIX = ".toml"

EMBEDDED = "mock"
"""The preset that needs no server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetModel:
    """A model id there. `thinks` is None where it can be turned on and off; sizes are tokens, None where not known.

    A parameter that it `rejects` ends in status 400; one that it `ignores` has no effect.
    """

    id: str
    thinks: bool | None = None
    context_tokens: int | None = None
    output_tokens: int | None = None
    rejects: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thinking:
    """How thinking is turned on and off: fields of the request body, and what holds without them."""

    default: Literal["on", "off", "by_model"]
    on: Mapping[str, Any] = field(default_factory=dict)
    off: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetEra:
    """How a server behaved in a season or a version of it.

    `model` is asked where the user names none. `dialect` is the field that thinking arrives in. `history` is what
    becomes of `reasoning_content` that is sent back: forbidden (status 400), ignored, or required beside tool calls.
    `max_tokens` is what the cap on an answer is called there; `ranges` are the least and the greatest value of a
    parameter.
    """

    name: str
    model: str
    dialect: str
    history: Literal["forbidden", "ignored", "required"]
    thinking: Thinking
    sources: tuple[str, ...]
    models: tuple[PresetModel, ...] = ()
    system_prompt: Literal["fine", "avoid"] = "fine"
    max_tokens: str = "max_tokens"
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def known(self, model: str) -> PresetModel:
        """Give what is known of a model id; of one that is not listed, nothing is."""
        return next((item for item in self.models if item.id == model), PresetModel(id=model))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A kind of server. Without a `base_url` each user's is another, or there is none; eras are oldest first."""

    id: str
    name: Bilingual
    eras: tuple[PresetEra, ...]
    base_url: str | None = None
    api_key_env: str | None = None
    needs_key: bool = False
    note: Bilingual | None = None

    def era(self, name: str) -> PresetEra:
        """Give the era of that name, the newest for "". Raises: UserProblem if there is none."""
        found = [era for era in self.eras if name in ("", era.name)]
        if not found:
            raise unknown(f"era of {self.id}", name, [era.name for era in self.eras])
        return found[-1]


@cache
def preset_ids() -> tuple[str, ...]:
    """Give the ids of all presets, in order. Opens no file."""
    return tuple(sorted(file.name.removesuffix(_SUFFIX) for file in _folder().glob(f"*{_SUFFIX}")))


@cache
def preset(id: str) -> Preset:
    """Give the preset of an id of `preset_ids`. Read once a process: it comes with the program."""
    return _preset(tomllib.loads((_folder() / f"{id}{_SUFFIX}").read_text("utf-8")))


def find_era(name: str) -> PresetEra | None:
    """Give the era that `deepseek` or `deepseek@2025-02` names, the newest without one; None if there is none."""
    id, _, era = name.partition("@")
    if id not in preset_ids():
        return None
    return next((item for item in reversed(preset(id).eras) if era in ("", item.name)), None)


def preset_named(name: str) -> tuple[Preset, PresetEra]:
    """Give the preset of `deepseek` or `deepseek@2025-02`. Raises: UserProblem with the nearest name."""
    id, _, era = name.partition("@")
    if id not in preset_ids():
        raise unknown("preset", name, preset_ids(), "; see `simulator backends`")
    return preset(id), preset(id).era(era)


def _folder() -> Path:
    return folder("fixtures") / "presets"


def _preset(data: Mapping[str, Any]) -> Preset:
    made = dict(data) | {"name": Bilingual(**data["name"]), "eras": tuple(map(_era, data["eras"]))}
    if "note" in data:
        made["note"] = Bilingual(**data["note"])
    return Preset(**made)


def _era(data: Mapping[str, Any]) -> PresetEra:
    made = dict(data) | {"thinking": Thinking(**data["thinking"]), "sources": tuple(data["sources"])}
    made["models"] = tuple(PresetModel(**_tupled(item)) for item in data.get("models", ()))
    made["ranges"] = {name: tuple(ends) for name, ends in data.get("ranges", {}).items()}
    return PresetEra(**made)


def _tupled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
