"""Brings the configuration to what it is about: a backend's client, a vendor's limits. Reading it is `settings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.domain.limit import Limit
from simulator.domain.release import Vendor
from simulator.settings.choices import BackendChoice
from simulator.settings.layers import Origin, Settings
from simulator.settings.load import load
from simulator.settings.presets import preset_ids
from simulator.settings.resolve import Flags, Server, resolve
from simulator.settings.resolve import server as named_server
from simulator.settings.secrets import api_key, keyring_key
from simulator.toml_file.naming import among
from simulator.toml_file.problem import Problem

if TYPE_CHECKING:
    from simulator.catalogue.catalogue import Catalogue
    from simulator.dialects.request import RequestShape

EVIDENCE = "config"
"""The evidence of a limit that the user set for an experiment."""


def settings_of(environ: Mapping[str, str], named: Path | None) -> Settings:
    """Give what files and variables say. Raises: UserProblem with all that is wrong in them."""
    return load(environ, Path.cwd(), named)


def server_for(settings: Settings, choice: BackendChoice) -> Server:
    """Give the backend that was chosen, all layers together. Raises: UserProblem if there is none such."""
    return resolve(settings, flags_of(choice))


def fallbacks_of(settings: Settings, server: Server) -> tuple[Server, ...]:
    """Give the backends that stand in for `server`, in their order. Raises: UserProblem if one cannot be used."""
    return tuple(named_server(settings, name, Origin("fallback")) for name in server.fallback)


def backend_names(settings: Settings) -> tuple[str, ...]:
    """Give the names that `--backend` takes: the user's own tables, then the presets."""
    return tuple(dict.fromkeys((*settings.names("backends"), *preset_ids())))


def flags_of(choice: BackendChoice) -> Flags:
    """Give what the command line says of the backend."""
    return Flags(name=choice.name, url=choice.url, model=choice.model, api_key_env=choice.api_key_env)


def key_of(server: Server, environ: Mapping[str, str]) -> str | None:
    """Give the server's key; None where it has none. Raises: UserProblem if it needs one and there is none."""
    if server.api_key_keyring is not None:
        return keyring_key(server.api_key_keyring)
    if server.needs_key:
        return api_key(server.api_key_env, environ)
    return environ.get(server.api_key_env or "", "").strip() or None


def shape_of(server: Server) -> RequestShape:
    """Give how the server wants its requests."""
    from simulator.dialects.request import RequestShape

    era = server.era
    if era is None:
        return RequestShape(extra=server.extra)
    return RequestShape(
        max_tokens=era.max_tokens,
        most_tokens=era.known(server.model).output_tokens,
        returns_thinking=era.history != "forbidden",
        extra=server.extra,
    )


def with_limits(vendor: Vendor, settings: Settings) -> Vendor:
    """Give the vendor with the limits that were set for it, in all its releases."""
    stated = settings.below("vendors", vendor.id, "limits")
    if not stated:
        return vendor
    limits = {name: Limit(item.value, EVIDENCE, str(item.origin)) for name, item in stated.items()}
    releases = (replace(release, limits=replace(release.limits, **limits)) for release in vendor.releases)
    return replace(vendor, releases=tuple(releases))


def unknown_vendors(settings: Settings, catalogue: Catalogue) -> list[Problem]:
    """Give a problem for each vendor that limits were set for and that is none. Lists the vendors only if any were."""
    names = settings.names("vendors")
    known = [listing.id for listing in catalogue.listings()] if names else []
    return [_unknown_vendor(settings, name, known) for name in names if name not in known]


def _unknown_vendor(settings: Settings, name: str, known: list[str]) -> Problem:
    origin = next(stated.origin for path, stated in settings.values.items() if path[:2] == ("vendors", name))
    return origin.problem(f"vendors.{name[:40]}", "is no vendor", among(name, known))
