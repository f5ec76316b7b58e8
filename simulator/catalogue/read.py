"""Reads a profile.toml into plain data, whatever is in the file. Whether they make a vendor is checked elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from simulator.catalogue.naming import key_name
from simulator.catalogue.problem import ProfileError
from simulator.toml_file.problem import FileError, Finding, Problem
from simulator.toml_file.read import TomlFile, read_bytes, read_toml

PROFILE = "profile.toml"
"""The file that makes a folder a vendor."""

_MISSING = f"a vendor folder holds a {PROFILE}"


def read_profile(folder: Path) -> TomlFile:
    """Read the profile of a vendor folder. Raises: ProfileError if it cannot be read as TOML."""
    try:
        return read_toml(folder / PROFILE, "a profile", _MISSING)
    except FileError as error:
        raise ProfileError(error.problems) from None


def read_file(path: Path) -> bytes:
    """Read a file of a vendor folder. Raises: ProfileError if it is missing, no plain file, or too large."""
    try:
        return read_bytes(path, _MISSING if path.name == PROFILE else "")
    except FileError as error:
        raise ProfileError(error.problems) from None


def placed(source: TomlFile, findings: Sequence[Finding]) -> list[Problem]:
    """Give the findings with their places in a profile, named as a person names them."""
    return source.problems(findings, partial(key_name, data=source.data))
