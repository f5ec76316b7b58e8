"""Loads one vendor: reads, checks and builds it, or says everything that is wrong at once. Finding it is `find`."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from simulator.catalogue.explain import explain
from simulator.catalogue.problem import ProfileError
from simulator.catalogue.read import placed, read_profile
from simulator.catalogue.rules import broken_rules
from simulator.catalogue.to_domain import to_domain
from simulator.domain.release import Vendor
from simulator.plugin import Profile
from simulator.toml_file.explain import once
from simulator.toml_file.problem import Finding, Problem
from simulator.toml_file.read import TomlFile


def load_vendor(folder: Path, name: str) -> Vendor:
    """Load the vendor of a folder that was found under `name`.

    Raises: ProfileError with all problems of the file.
    """
    source = read_profile(folder)
    profile, refused = _checked(source)
    findings = once([*refused, *broken_rules(source.data, name)])
    if profile is None or findings:
        raise ProfileError(placed(source, findings))
    return to_domain(profile, str(folder))


def _checked(source: TomlFile) -> tuple[Profile | None, list[Finding]]:
    try:
        return Profile.model_validate(source.data), []
    except ValidationError as error:
        return None, [explain(details) for details in error.errors(include_url=False)]
    except RecursionError:
        problem = Problem(file=source.file, message="is nested too deeply", remedy="a profile needs five levels")
        raise ProfileError([problem]) from None
