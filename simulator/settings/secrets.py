"""Reads an API key from the environment. A key is never printed, logged, recorded or exported by anybody."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.problem import UserProblem


def api_key(variable: str | None, environ: Mapping[str, str]) -> str | None:
    """Give the key that the named variable holds; None if no variable was named.

    Raises: UserProblem if the variable is unset or empty.
    """
    if variable is None:
        return None
    key = environ.get(variable, "").strip()
    if not key:
        raise UserProblem(f"--api-key-env {variable}: this variable is not set; export {variable}=… and try again")
    return key
