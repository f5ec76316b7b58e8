"""Loads one vendor: reads, checks and builds it, or says everything that is wrong at once. Finding it is `find`."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from simulator.catalogue.explain import explain
from simulator.catalogue.naming import KeyPath
from simulator.catalogue.problem import Finding, Problem, ProfileError
from simulator.catalogue.read import ProfileFile, read_profile
from simulator.catalogue.rules import broken_rules
from simulator.catalogue.to_domain import to_domain
from simulator.domain.release import Vendor
from simulator.plugin import Profile


def load_vendor(folder: Path, name: str) -> Vendor:
    """Load the vendor of a folder that was found under `name`.

    Raises: ProfileError with all problems of the file.
    """
    source = read_profile(folder)
    profile, refused = _checked(source)
    findings = _once([*refused, *broken_rules(source.data, name)])
    if profile is None or findings:
        raise ProfileError(source.problems(findings))
    return to_domain(profile, str(folder))


def _checked(source: ProfileFile) -> tuple[Profile | None, list[Finding]]:
    try:
        return Profile.model_validate(source.data), []
    except ValidationError as error:
        return None, [explain(details) for details in error.errors(include_url=False)]
    except RecursionError:
        problem = Problem(file=source.file, message="is nested too deeply", remedy="a profile needs five levels")
        raise ProfileError([problem]) from None


def _once(findings: list[Finding]) -> list[Finding]:
    """Keep the first finding of each place, and none inside of what has a wrong key: these follow from the others."""
    wrong = {finding.path for finding in findings if finding.at_key}
    kept: dict[KeyPath, Finding] = {}
    for finding in findings:
        if not any(finding.path[:length] in wrong for length in range(len(finding.path))):
            kept.setdefault(finding.path, finding)
    return list(kept.values())
