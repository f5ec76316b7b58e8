"""Checks one simulator.toml against the schema, in the house's words. What holds between files is `rules`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from simulator.settings.schema import ConfigFile
from simulator.toml_file.explain import Explainer, once
from simulator.toml_file.problem import Finding
from simulator.toml_file.schema import file_schema

_EXPLAINER = Explainer(ConfigFile, "the configuration", {})
_KEYS_OF_KEYS = frozenset({"api_key", "apikey", "key", "token", "secret", "password"})


def findings(data: Mapping[str, Any]) -> list[Finding]:
    """Give all that the schema refuses; a key that stands in the file is not repeated."""
    try:
        ConfigFile.model_validate(data)
    except ValidationError as error:
        return once([_hidden(_EXPLAINER.explain(item)) for item in error.errors(include_url=False)])
    return []


def config_schema() -> dict[str, Any]:
    """Give the JSON Schema of simulator.toml, for editors."""
    return file_schema(ConfigFile, "simulator.toml")


def _hidden(finding: Finding) -> Finding:
    if str(finding.path[-1]).casefold().replace("-", "_") in _KEYS_OF_KEYS and finding.at_key:
        remedy = 'a key never stands in a file; write api_key_env = "NAME" for the variable that holds it'
        return Finding(finding.path, finding.message, remedy, at_key=True)
    return finding
