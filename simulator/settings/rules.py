"""What must hold between the values of a configuration, beyond their types. Types are checked by `check`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from simulator.settings.layers import Settings, Stated
from simulator.settings.presets import EMBEDDED, PresetEra, find_era, preset_ids
from simulator.settings.resolve import known_backends
from simulator.settings.secrets import is_variable
from simulator.toml_file.naming import among, shown
from simulator.toml_file.problem import Problem

_NAME = re.compile(r"[\w.-]{1,40}")
_SECRET_HEADERS = re.compile(r"authorization|cookie|.*(key|token|secret).*", re.IGNORECASE)
_OURS = frozenset({"model", "messages", "stream", "stream_options", "tools"})
_OF_SERVERS = frozenset({"api_key_env", "api_key_keyring", "headers", "proxy", "ca", "http2", "extra_body", "dialect"})
_LEAVE = "leave it out"
_SCHEMES = {"base_url": ("http", "https"), "proxy": ("http", "https", "socks5", "socks5h")}


def is_backend_name(text: str) -> bool:
    """Say whether a table of `backends` can have this name."""
    return _NAME.fullmatch(text) is not None


def broken_rules(settings: Settings) -> list[Problem]:
    """Give all that does not fit together, with the place of each value."""
    problems = list(_references(settings))
    for name in settings.names("backends"):
        problems += _table(settings, name)
    return problems


def _references(settings: Settings) -> Iterator[Problem]:
    chosen = settings.get("backend")
    if chosen is not None and (wrong := _unknown(settings, chosen.value)):
        if chosen.origin.line is None:
            yield Problem(file=f"{chosen.origin} {shown(chosen.value)}", message="no such backend", remedy=wrong)
        else:
            yield chosen.origin.problem("backend", f"is {shown(chosen.value)}, and there is no such backend", wrong)


def _unknown(settings: Settings, name: object) -> str | None:
    known = known_backends(settings)
    if name in known or find_era(str(name)) is not None:
        return None
    return among(name, known)


def _table(settings: Settings, name: str) -> Iterator[Problem]:
    table, key = settings.below("backends", name), f"backends.{name}"
    first = next(iter(table.values()), None) or settings.get("backends", name)
    if first is None:
        return
    if not is_backend_name(name):
        yield first.origin.problem(f"backends.{shown(name)}", "is no name", "write letters, digits, - . _, at most 40")
        return
    preset = table.get("preset")
    if preset is not None and find_era(str(preset.value)) is None:
        yield preset.origin.problem(f"{key}.preset", f"is {shown(preset.value)}", among(preset.value, preset_ids()))
        return
    if preset is None and "base_url" not in table and name not in preset_ids():
        yield first.origin.problem(key, "says neither preset nor base_url", 'write preset = "deepseek" or an address')
    if (str(preset.value) if preset else name) == EMBEDDED and "base_url" not in table:
        for item in sorted(_OF_SERVERS & table.keys()):
            yield table[item].origin.problem(f"{key}.{item}", "is for a server, and the embedded mock is none", _LEAVE)
    yield from _key(table, key)
    yield from _dialect(table.get("dialect"), f"{key}.dialect")
    for item, schemes in _SCHEMES.items():
        if item in table:
            yield from _address(table[item], f"{key}.{item}", schemes)
    yield from _headers(table.get("headers"), key)
    yield from _fallback(settings, table.get("fallback"), name, key)
    yield from _extra(table, find_era(str(preset.value) if preset else name), key)


def _key(table: Mapping[str, Stated], key: str) -> Iterator[Problem]:
    variable, entry = table.get("api_key_env"), table.get("api_key_keyring")
    if variable is not None and not is_variable(str(variable.value)):
        # It may be the key itself, so it is not repeated.
        remedy = "write the name, such as DEEPSEEK_API_KEY, and never the key itself"
        yield variable.origin.problem(f"{key}.api_key_env", "is no name of a variable", remedy)
    if variable is not None and entry is not None:
        yield entry.origin.problem(f"{key}.api_key_keyring", "and api_key_env both name a key", "leave one of them out")


def _dialect(stated: Stated | None, key: str) -> Iterator[Problem]:
    if stated is None:
        return
    from simulator.dialects.reading import READINGS  # most configurations pin nothing

    if stated.value not in READINGS:
        yield stated.origin.problem(key, f"is {shown(stated.value)}", among(stated.value, list(READINGS)))


def _address(stated: Stated, key: str, schemes: tuple[str, ...]) -> Iterator[Problem]:
    if key.endswith(".proxy") and stated.value == "none":
        return
    try:
        parts = urlsplit(str(stated.value))
        is_sound = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        yield stated.origin.problem(key, "is no URL", f"write it like {schemes[0]}://host:8000")
        return
    if "@" in parts.netloc:
        yield stated.origin.problem(key, "holds a name or password", "leave it out: a secret never stands in a file")
    elif not is_sound:
        yield stated.origin.problem(key, f"is {shown(stated.value)}", f"write it like {schemes[0]}://host:8000")


def _headers(stated: Stated | None, key: str) -> Iterator[Problem]:
    for header, value in (stated.value if stated else {}).items():
        if stated and _SECRET_HEADERS.fullmatch(header):
            remedy = "a key never stands in a file; name its variable with api_key_env"
            yield stated.origin.problem(f"{key}.headers.{header}", "would hold a key", remedy)
        elif stated and not (header.isascii() and header.replace("-", "").isalnum() and _is_line(value)):
            remedy = "write a plain name and one line of ASCII"
            yield stated.origin.problem(f"{key}.headers.{shown(header)}", "cannot be sent", remedy)


def _is_line(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _fallback(settings: Settings, stated: Stated | None, name: str, key: str) -> Iterator[Problem]:
    for other in stated.value if stated else ():
        if stated and other == name:
            yield stated.origin.problem(f"{key}.fallback", "names the backend itself", _LEAVE)
        elif stated and (wrong := _unknown(settings, other)):
            yield stated.origin.problem(f"{key}.fallback", f"holds {shown(other)}, no such backend", wrong)


def _extra(table: Mapping[str, Stated], era: PresetEra | None, key: str) -> Iterator[Problem]:
    """Give what cannot be added to a request: fields that are the client's own, and what the model refuses."""
    stated = table.get("extra_body")
    if stated is None:
        return
    model = era.known(str(table["model"].value) if "model" in table else era.model) if era else None
    for field, value in stated.value.items():
        place = f"{key}.extra_body.{field}"
        if field in _OURS:
            yield stated.origin.problem(place, "is written by the program itself", _LEAVE)
        elif not _is_json(value):
            yield stated.origin.problem(place, "is nothing that JSON can say", "write a text, number, list or table")
        elif model and field in model.rejects:
            yield stated.origin.problem(place, f"is answered by {model.id} with status 400", _LEAVE)
        elif era and field in era.ranges and not _is_within(value, era.ranges[field]):
            low, high = era.ranges[field]
            yield stated.origin.problem(place, f"is {shown(value)}", f"write a number from {low} to {high}")


def _is_within(value: Any, ends: tuple[float, float]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and ends[0] <= value <= ends[1]


def _is_json(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(map(_is_json, value.values() if isinstance(value, dict) else value))
    is_odd = isinstance(value, float) and (value != value or value in (float("inf"), float("-inf")))
    return not is_odd and not isinstance(value, date | time)
