"""Makes one server of a preset, the settings and the flags, the later over the earlier. Reaching it is `backends`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.settings.layers import Origin, Settings, Stated
from simulator.settings.presets import EMBEDDED, Preset, PresetEra, preset_ids, preset_named
from simulator.toml_file.naming import nearest, shown

DEFAULT_MODEL = "deepseek-reasoner"
"""R1's id on DeepSeek's API in February 2025, for a server of which nothing is known."""

DEFAULT = Origin("default")

DETECTED = "auto"
"""The dialect that is found out from each answer. A preset says what to expect, and never pins it: versions differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What the command line says of the backend; None where it says nothing."""

    name: str | None = None
    url: str | None = None
    model: str | None = None
    api_key_env: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One backend, all layers together. It knows where its key is, and never the key.

    Without a `base_url` it is the embedded mock. `era` is None for a server of which nothing is known. `dialect` is
    where thinking is read, "auto" where nobody pinned it. `timeout` holds the clocks that were set. `extra` is what is
    added to the request body: the fields that turn thinking on or off, and the user's own. `fallback` are the names of
    the backends that stand in for it, in their order; `values` is every set value with its origin, for people.
    """

    name: str
    base_url: str | None
    model: str
    preset: Preset | None = None
    era: PresetEra | None = None
    dialect: str = DETECTED
    api_key_env: str | None = None
    api_key_keyring: str | None = None
    needs_key: bool = False
    timeout: Mapping[str, float] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    proxy: str | None = None
    ca: Path | None = None
    http2: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)
    fallback: tuple[str, ...] = ()
    values: Mapping[str, Stated] = field(default_factory=dict)


def known_backends(settings: Settings) -> list[str]:
    """Give the names that `--backend` takes: those of the tables and of the presets."""
    return sorted({*settings.names("backends"), *preset_ids()})


def resolve(settings: Settings, flags: Flags) -> Server:
    """Give the backend that flags, environment and files choose; the embedded mock where none does.

    An address on the command line without a name is a server of which nothing is known. Raises: UserProblem for a
    name that is none, or an address that is missing.
    """
    if flags.url is not None and flags.name is None:
        return Server(
            name=_place(flags.url),
            base_url=flags.url,
            model=flags.model or DEFAULT_MODEL,
            api_key_env=flags.api_key_env,
            needs_key=flags.api_key_env is not None,
            values=_flagged(flags),
        )
    chosen = settings.get("backend")
    if flags.name is not None:
        return server(settings, flags.name, Origin("--backend"), flags)
    if chosen is not None:
        return server(settings, str(chosen.value), chosen.origin, flags)
    return server(settings, EMBEDDED, DEFAULT, flags)


def server(settings: Settings, name: str, origin: Origin, flags: Flags | None = None) -> Server:
    """Give the backend of that name; `origin` is who named it. Raises: UserProblem as `resolve` does."""
    flags = flags or Flags()
    table = settings.below("backends", name)
    preset, era = _preset(settings, name, table, origin)
    values = {**_preset_values(preset, era), **table, **_flagged(flags)}

    def value(key: str, default: Any = None) -> Any:
        return values[key].value if key in values else default

    # The key of a preset belongs to the preset's own address: elsewhere only a key that was named is sent.
    is_elsewhere = preset is not None and preset.base_url is not None and value("base_url") != preset.base_url
    keys = {**table, **_flagged(flags)} if is_elsewhere or "api_key_keyring" in table else values
    if preset is not None and value("base_url") is None and preset.id != EMBEDDED:
        note = f" ({preset.note.en})" if preset.note else ""
        raise UserProblem(f"{origin} {name}: has no address of its own; give --backend-url or base_url{note}")
    is_named = "api_key_env" in table or "api_key_keyring" in table or flags.api_key_env is not None
    switch = _switch(era, value("thinking"))
    ca = values.get("ca")
    return Server(
        name=name,
        preset=preset,
        era=era,
        base_url=value("base_url"),
        model=_model(value, table, flags, switch),
        api_key_env=keys["api_key_env"].value if "api_key_env" in keys else None,
        api_key_keyring=None if flags.api_key_env else value("api_key_keyring"),
        dialect=value("dialect", DETECTED),
        needs_key=is_named or (preset is not None and preset.needs_key and not is_elsewhere),
        timeout=value("timeout", {}),
        headers=value("headers", {}),
        proxy=value("proxy"),
        ca=_beside(ca) if ca is not None else None,
        http2=value("http2", False),
        extra=_merged({key: item for key, item in switch.items() if key != "model"}, value("extra_body", {})),
        fallback=tuple(value("fallback", ())),
        values=values,
    )


def _preset(
    settings: Settings, name: str, table: Mapping[str, Stated], origin: Origin
) -> tuple[Preset | None, PresetEra | None]:
    named = table.get("preset")
    if named is not None:
        return preset_named(str(named.value))
    if name.partition("@")[0] in preset_ids():
        return preset_named(name)
    if "base_url" in table:
        return None, None
    if name in settings.names("backends"):
        raise UserProblem(f"backends.{name}: says neither preset nor base_url, so nothing says where it is")
    known = known_backends(settings)
    guess = nearest(name, known)
    meant = f'; did you mean "{guess}"?' if guess else ""
    word = name if name.isalnum() else shown(name)
    place = f"{origin} {word}" if origin.line is None else f"{origin}: backend {word}"
    raise UserProblem(f"{place}: no such backend{meant} (known: {', '.join(known)}; see `simulator backends`)")


def _preset_values(preset: Preset | None, era: PresetEra | None) -> dict[str, Stated]:
    if preset is None or era is None:
        return {"model": Stated(DEFAULT_MODEL, DEFAULT)}
    origin = Origin(f"preset {preset.id}@{era.name}")
    said = {"base_url": preset.base_url, "model": era.model, "api_key_env": preset.api_key_env}
    return {key: Stated(value, origin) for key, value in said.items() if value is not None}


def _flagged(flags: Flags) -> dict[str, Stated]:
    said = {"base_url": flags.url, "model": flags.model, "api_key_env": flags.api_key_env}
    names = {"base_url": "--backend-url", "model": "--model", "api_key_env": "--api-key-env"}
    return {key: Stated(value, Origin(names[key])) for key, value in said.items() if value is not None}


def _switch(era: PresetEra | None, thinking: bool | None) -> Mapping[str, Any]:
    """Give the fields that turn thinking on or off; none where nobody asked, or the server is not known (W7)."""
    if era is None or thinking is None:
        return {}
    return era.thinking.on if thinking else era.thinking.off


def _model(value: Any, table: Mapping[str, Stated], flags: Flags, switch: Mapping[str, Any]) -> str:
    """Give the model's id: one that the user named, else the one that thinks as asked, else the preset's."""
    if flags.model is None and "model" not in table and "model" in switch:
        return str(switch["model"])
    return str(value("model"))


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Give both tables as one; where both hold a table, it is merged too, and else `other` wins."""
    both = dict(one)
    for key, item in other.items():
        below = both.get(key)
        both[key] = _merged(below, item) if isinstance(below, Mapping) and isinstance(item, Mapping) else item
    return both


def _beside(ca: Stated) -> Path:
    """Give the file of certificates; a relative one is beside the file that names it."""
    return Path(ca.origin.name).parent / Path(str(ca.value)).expanduser()


def _place(url: str) -> str:
    """Give the host and port of a URL, which is how a server without a name is called."""
    return url.split("://", 1)[-1].split("/", 1)[0].rpartition("@")[2] or url
