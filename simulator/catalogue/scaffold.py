"""Writes a new vendor folder that works as it is. What is in it is the template's; checking one is `load`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from simulator.catalogue.plugin_code import PLUGIN
from simulator.catalogue.read import PROFILE
from simulator.catalogue.schema import profile_schema
from simulator.domain.problem import UserProblem
from simulator.plugin import IDENTITY

SCHEMA = "profile.schema.json"
"""Written beside the profile, whose first line points editors at it, so that they need neither this program nor a
network; `simulator vendors schema` prints a newer one."""

LONGEST_ID = 40

_TEMPLATE = Path(__file__).parent / "template"
_WITHOUT = 'phone_skills = { value = false, evidence = "assumed", note = "it does nothing on the phone" }'
_WITH = 'phone_skills = { value = true, evidence = "assumed", note = "the model may call what plugin.py offers" }'


def scaffold(id: str, place: Path, *, with_plugin: bool) -> tuple[str, ...]:
    """Write the folder `id` into `place`, which is made if it is not there, and give the names of its files.

    `with_plugin` adds a plugin.py with an example of each hook. Nothing that is there is ever changed.
    Raises: UserProblem if the id cannot be one, the folder is there already, or nothing can be written.
    """
    check_id(id)
    files = dict(_files(id, with_plugin))
    folder = place / id
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
    except FileExistsError as error:
        is_theirs = Path(error.filename) == folder
        remedy = "choose another id, or delete it first" if is_theirs else "give a folder"
        raise UserProblem(f"vendors new: {error.filename} is there already; {remedy}") from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _unwritable(folder, error) from None
    return tuple(files)


def check_id(id: str) -> None:
    """Refuse what cannot be a vendor's id. Raises: UserProblem with an id that could."""
    if re.fullmatch(IDENTITY, id) is not None and len(id) <= LONGEST_ID:
        return
    meant = re.sub(r"[^a-z0-9_]+", "-", id.casefold()).strip("-_0123456789")[:LONGEST_ID].strip("-_")
    raise UserProblem(
        f"vendors new: {id[:LONGEST_ID]!r} is no id; write at most {LONGEST_ID} lower-case letters, digits, _ and -, a "
        f'letter first, like "{meant or "acme"}"'
    )


def _files(id: str, with_plugin: bool) -> Mapping[str, str]:
    profile = _written(PROFILE, id)
    schema = json.dumps(profile_schema(), ensure_ascii=False, indent=2) + "\n"
    if not with_plugin:
        return {PROFILE: profile, SCHEMA: schema}
    # Hooks are those of a release that works the phone; the template's releases only chat.
    return {PROFILE: profile.replace(_WITHOUT, _WITH), SCHEMA: schema, PLUGIN: _written(PLUGIN, id)}


def _written(name: str, id: str) -> str:
    """Give a file of the template, which is that of a vendor acme, for another id."""
    shown = " ".join(re.split("[-_]+", id)).title().strip()
    return (_TEMPLATE / name).read_text("utf-8").replace("acme", id).replace("Acme", shown)


def _unwritable(folder: Path, error: OSError) -> UserProblem:
    return UserProblem(f"vendors new: {folder} cannot be written ({error.strerror or error}); give another folder")
