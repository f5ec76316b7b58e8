"""Writes one backend's table into a simulator.toml, all else of it left as it is. What goes in is the caller's."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.domain.problem import UserProblem
from simulator.settings.presets import preset_ids
from simulator.settings.resolve import DEFAULT, Server
from simulator.settings.rules import is_backend_name

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def table_of(server: Server) -> dict[str, Any]:
    """Give what a table has to say to name this backend: what was set of it, and not what its preset knows.

    The model is always said, because a preset's may change. A key never is: only where it is.
    """
    preset = server.preset.id if server.preset else None
    origins = (f"preset {preset}@", str(DEFAULT))
    stated = {key: item.value for key, item in server.values.items() if not item.origin.name.startswith(origins)}
    if preset is not None and "preset" not in stated:
        stated["preset"] = server.name if server.name.partition("@")[0] in preset_ids() else preset
    if "ca" in stated and server.ca is not None:
        stated["ca"] = str(server.ca.resolve())
    stated["model"] = server.model
    if server.api_key_env is not None and "api_key_keyring" not in stated:
        stated.setdefault("api_key_env", server.api_key_env)
    order = ("preset", "base_url", "model", "api_key_env", "api_key_keyring")
    return {key: stated[key] for key in (*order, *stated) if key in stated}


def check_name(name: str) -> None:
    """Let a name pass that a backend's table can have. Raises: UserProblem for any other."""
    if not is_backend_name(name):
        raise UserProblem(f"--save {name[:40]!r}: is no name; write letters, digits, - . _, at most 40")


def save_backend(path: Path, name: str, table: Mapping[str, Any], *, force: bool = False) -> None:
    """Write `[backends.NAME]` into the file, which is made if it is not there; comments and order stay.

    A table of the same backend is brought up to date, its other keys kept; with `force` another one is replaced. The
    file is replaced whole or not at all. Raises: UserProblem if the name is none, another backend has it, or the file
    cannot be read or written.
    """
    check_name(name)
    try:
        # A link in a folder of dotfiles stays one: what it points to is replaced.
        place = path.resolve()
        text = place.read_bytes().decode("utf-8-sig") if place.exists() else ""
        changed = with_backend(text, name, _beside(place, table), force=force, file=str(path))
        if changed != text:
            _replace(place, changed)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UserProblem(f"{path}: cannot be written ({reason or error})") from None


def with_backend(text: str, name: str, table: Mapping[str, Any], *, force: bool, file: str) -> str:
    """Give the text of a file with the backend's table in it. Raises: UserProblem as `save_backend` does."""
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(text)
    except ParseError as error:
        raise UserProblem(f"{file}:{error.line}:{error.col}: is no TOML; see `simulator config check`") from None
    backends = _backends(document)
    there = backends.get(name)
    if there is not None and not force and _identity(name, there) != _identity(name, table):
        raise UserProblem(
            f"{file}: [backends.{name}] is another backend already; choose another name, or replace it with --force"
        )
    if there is None or force:
        backends[name] = tomlkit.item(dict(table))
    else:
        for key, value in table.items():
            if there.get(key) != value:
                there[key] = value
    return tomlkit.dumps(document)


def _beside(file: Path, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the table with a certificate below the file's folder as seen from there: that is how it is read."""
    ca = Path(table["ca"]) if "ca" in table else None
    if ca is None or not ca.is_relative_to(file.parent):
        return table
    return {**table, "ca": str(ca.relative_to(file.parent))}


def _identity(name: str, table: Mapping[str, Any]) -> tuple[object, object]:
    """Give what makes two tables the same backend: its kind, which may be in the table's name, and its address."""
    return table.get("preset", name if name in preset_ids() else None), table.get("base_url")


def _backends(document: TOMLDocument) -> Any:
    """Give the table of tables; it has no line of its own in the file."""
    import tomlkit

    if "backends" not in document:
        document["backends"] = tomlkit.table(is_super_table=True)
    return document["backends"]


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
