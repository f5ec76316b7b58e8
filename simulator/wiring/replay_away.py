"""The laboratory on another machine: configuration and vendors come with it, keys do not. Sending it is `replay`."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from simulator.catalogue.catalogue import Catalogue, standard_sources
from simulator.catalogue.find import Source, folder_source
from simulator.catalogue.listing import Listing
from simulator.domain.problem import UserProblem
from simulator.replay.lab import LabChoice
from simulator.settings.layers import Settings
from simulator.wiring.replay import ReplayLab

MOST_BYTES = 4 * 1024 * 1024
"""Most bytes of vendors that are sent; they go along with each batch of cases."""

Files = Mapping[str, bytes]
"""Contents by the path below the folder of vendors."""


def away(choice: LabChoice, settings: Settings, catalogue: Catalogue) -> Callable[[], ReplayLab]:
    """Give a function that makes the same laboratory where the program is installed and keys are in the environment.

    Raises: UserProblem if wires are recorded or replayed, which are files here, or the vendors are too large.
    """
    if choice.record is not None or choice.replay is not None:
        option = "--record" if choice.record is not None else "--replay"
        raise UserProblem(f"{option} needs a folder of this machine; use --executor process")
    vendors = dict(_files(catalogue.listings()))
    return partial(_arrived, replace(choice, vendors_paths=(), config=None), settings, vendors)


def _files(listings: Sequence[Listing]) -> Iterator[tuple[str, bytes]]:
    """Give the files of all vendors that do not come with the program."""
    left = MOST_BYTES
    for listing in listings:
        if listing.origin == "bundled" or not listing.folder:
            continue
        folder = Path(listing.folder)
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            left -= path.stat().st_size
            if left < 0:
                raise UserProblem(
                    f"{folder}: vendors of more than {MOST_BYTES // 1024 // 1024} MiB are not sent; {_LESS}"
                )
            yield f"{listing.id}/{path.relative_to(folder).as_posix()}", path.read_bytes()


_LESS = "keep profile.toml and plugin.py in it, or install it on the workers"


def _arrived(choice: LabChoice, settings: Settings, vendors: Files) -> _AwayLab:
    return _AwayLab(os.environ, choice, settings, vendors)


class _AwayLab(ReplayLab):
    """A laboratory to which nothing that the machine's user configured counts."""

    def __init__(self, environ: Mapping[str, str], choice: LabChoice, settings: Settings, vendors: Files) -> None:
        super().__init__(environ, choice)
        self._sent_settings = settings
        self._folder = Path(tempfile.mkdtemp(prefix="simulator-vendors-")) if vendors else None
        if self._folder is not None:
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            _write(vendors, self._folder)

    def _read_settings(self) -> Settings:
        return self._sent_settings

    def _sources(self) -> Sequence[Source]:
        sent = () if self._folder is None else (folder_source(self._folder, "path"),)
        return (*sent, *standard_sources((), None))

    def _memos(self) -> None:
        """Keep no vendor that was checked: its folder is never the same again."""


def _write(files: Files, folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
