"""Reads an API key from the environment. A key is never printed, logged, recorded or exported by anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.domain.problem import UserProblem

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def api_key(variable: str | None, environ: Mapping[str, str]) -> str | None:
    """Give the key that the named variable holds; None if no variable was named.

    Raises: UserProblem if the variable is unset or empty, or the text is no variable's name: that may be a key given
    by mistake, so it is not repeated.
    """
    if variable is None:
        return None
    if _NAME.fullmatch(variable) is None:
        raise UserProblem(
            "--api-key-env takes the name of a variable, such as DEEPSEEK_API_KEY, and never the key itself"
        )
    key = environ.get(variable, "").strip()
    if not key:
        name = variable if variable.isupper() else "NAME"
        raise UserProblem(f"--api-key-env {name}: this variable is not set; export {name}=… and try again")
    return key
