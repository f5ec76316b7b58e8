"""Keeps vendors that were checked, so that an unchanged profile is not checked again. Checking one is `load`.

Checking needs pydantic, whose import is a third of a short command; reading a vendor back takes 2 ms.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.domain import limit, release
from simulator.texts import bilingual

_CODE = Path(__file__).resolve().parents[1]
_CHECKERS = (
    *(_CODE / "plugin.py", _CODE / "domain" / "release.py"),
    *sorted(Path(__file__).parent.glob("*.py")),
    *sorted((_CODE / "texts").glob("*/labels.ftl")),
)
"""What a vendor is checked and built by: when one of these changes, nothing kept counts any more."""

_KINDS = {
    kind.__name__: kind
    for module in (release, limit, bilingual)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
}
_PARTS = {kind: tuple(item.name for item in fields(kind)) for kind in _KINDS.values()}
_KIND = "="


def memo_name(profile: bytes, folder: str) -> str:
    """Give the file name under which the vendor of this profile is kept: another one after any change."""
    known_by = hashlib.sha256(profile)
    for part in (folder, __version__, _stamps()):
        known_by.update(b"\0" + part.encode("utf-8", "surrogateescape"))
    return f"{known_by.hexdigest()}.json"


def kept(memo: Path) -> release.Vendor | None:
    """Give the vendor that is kept in the file, or None if there is none that can be read."""
    try:
        vendor = _read(json.loads(memo.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return vendor if isinstance(vendor, release.Vendor) else None


def keep(memo: Path, vendor: release.Vendor) -> None:
    """Keep a vendor, whole or not at all; a folder that cannot be written is left alone."""
    part = memo.with_name(f"{memo.name}.{os.getpid()}")
    try:
        if not memo.parent.is_dir():
            memo.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(json.dumps(_plain(vendor), ensure_ascii=False).encode())
        part.replace(memo)
    except OSError:
        return


@cache
def _stamps() -> str:
    """Give what changes when a checker does. Looked at once: the code that runs is that of the process's start."""
    stats = [(file.name, file.stat()) for file in _CHECKERS]
    return "\0".join(f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in stats)


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PARTS:
        return {_KIND: kind.__name__} | {name: _plain(getattr(value, name)) for name in _PARTS[kind]}
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return {_KIND: "moment", "iso": value.isoformat()}
    if isinstance(value, Mapping):
        return {_KIND: "table", "items": [[key, _plain(item)] for key, item in value.items()]}
    return value


def _read(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_read(item) for item in data)
    if not isinstance(data, dict):
        return data
    kind = data.pop(_KIND)
    if kind == "moment":
        return datetime.fromisoformat(data["iso"]).astimezone(release.SHANGHAI)
    if kind == "table":
        return {key: _read(item) for key, item in data["items"]}
    return _KINDS[kind](**{name: _read(item) for name, item in data.items()})
