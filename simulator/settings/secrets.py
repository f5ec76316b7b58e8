"""Reads an API key from the environment or the system's keyring. It is never printed, logged, recorded or exported."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.domain.problem import UserProblem

SERVICE = "simulator"
"""The keyring's service where an entry names only a user."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def is_variable(text: str) -> bool:
    """Say whether `text` can be the name of an environment variable."""
    return _NAME.fullmatch(text) is not None


def api_key(variable: str | None, environ: Mapping[str, str]) -> str | None:
    """Give the key that the named variable holds; None if no variable was named.

    Raises: UserProblem if the variable is unset or empty, or the text is no variable's name: that may be a key given
    by mistake, so it is not repeated.
    """
    if variable is None:
        return None
    if not is_variable(variable):
        raise UserProblem(
            "--api-key-env takes the name of a variable, such as DEEPSEEK_API_KEY, and never the key itself"
        )
    key = environ.get(variable, "").strip()
    if not key:
        name = variable if variable.isupper() else "NAME"
        raise UserProblem(f"--api-key-env {name}: this variable is not set; export {name}=… and try again")
    return key


def keyring_key(entry: str) -> str:
    """Give the key that the system's keyring holds for `entry`, a service/user or a user of ours.

    Raises: UserProblem with the remedy if the extra is not installed, there is no keyring, or it holds nothing there.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise UserProblem(
            f"api_key_keyring {entry!r} needs the extra keyring; pip install 'phone-assistant-simulator[keyring]'"
        ) from None
    service, _, user = entry.rpartition("/")
    service = service or SERVICE
    try:
        key = keyring.get_password(service, user)
    except (KeyringError, RuntimeError) as error:
        # Of a keyring's own error only the kind is told: its text is not ours to answer for.
        reason = type(error).__name__
        raise UserProblem(
            f"api_key_keyring {entry!r}: no keyring of this system can be used ({reason}); use api_key_env instead"
        ) from None
    if not (key or "").strip():
        raise UserProblem(f"api_key_keyring {entry!r}: holds no key; store it with `keyring set {service} {user}`")
    return str(key).strip()
