"""The formats that a session is given in, by name. What each looks like is its own module; no file is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.export.telling import Recorded


@dataclass(frozen=True, slots=True)
class Format:
    """The module of `simulator.export` that knows a format, the function there, and how such a file's name ends."""

    module: str
    function: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "md": Format("markdown", "as_markdown", ".md"),
    "json": Format("as_json", "as_json", ".json"),
    "html": Format("as_html", "as_html", ".html"),
    "svg": Format("svg", "as_svg", ".svg"),
    "cast": Format("cast", "as_cast", ".cast"),
    "script": Format("script", "as_script", ".sim.yaml"),
    "cassette": Format("cassette", "as_cassette", ".jsonl"),
}


def made(form: str, recorded: Recorded, **more: int) -> str:
    """Give a session in a format; `more` is what only some take. Raises: UserProblem if the format has no use of it."""
    wanted = FORMATS[form]
    whole: str = getattr(import_module(f"simulator.export.{wanted.module}"), wanted.function)(recorded, **more)
    return whole
