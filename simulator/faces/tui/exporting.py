"""Writes a session into a folder, in one of the export's formats. Which session and which format is the user's."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.problem import UserProblem
from simulator.export.formats import FORMATS, made

if TYPE_CHECKING:
    from simulator.export.telling import Recorded

_NO_NAME = re.compile(r"[^\w-]+")
_LONGEST_NAME = 60


def export_to(folder: Path, form: str, recorded: Recorded) -> Path:
    """Write the session and give the file; a script has its cassette beside it. No file is written over.

    Raises: UserProblem if the session has nothing for the format, or the folder cannot be written.
    """
    contents = {FORMATS[form].ending: made(form, recorded)}
    if form == "script":
        contents[FORMATS["cassette"].ending] = made("cassette", recorded)
    stem = _NO_NAME.sub("-", recorded.name)[:_LONGEST_NAME].strip("-") or "phone"
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        if not any((folder / f"{name}{ending}").exists() for ending in contents):
            return _written(folder, name, contents)
    raise AssertionError("numbers do not end")


def _written(folder: Path, name: str, contents: Mapping[str, str]) -> Path:
    """Write files for their owner alone, since they hold what was said."""
    paths = [folder / f"{name}{ending}" for ending in contents]
    try:
        for path, content in zip(paths, contents.values(), strict=True):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with open(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 (the flags)
                file.write(content)
    except OSError as error:
        raise UserProblem(f"{path}: {error.strerror or error}") from None
    return paths[0]
