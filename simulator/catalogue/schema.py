"""The JSON Schema of a profile.toml, for editors. What the program itself accepts, and why not, is `load`."""

from __future__ import annotations

from typing import Any

from simulator.plugin import Profile
from simulator.toml_file.schema import file_schema


def profile_schema() -> dict[str, Any]:
    """Give the schema as JSON types. Rules between the parts of a profile, such as its order, are not in it."""
    return file_schema(Profile, "profile.toml")
