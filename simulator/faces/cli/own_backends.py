"""The user's own backends in lists and pages, each value with where it is from. Presets are `backends`'."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.domain.cells import pad, width
from simulator.domain.clean import clean
from simulator.domain.limit import Lang
from simulator.faces.cli.backend_texts import say
from simulator.faces.cli.wrapping import indented, page_width
from simulator.settings.layers import Stated
from simulator.settings.resolve import Server


@dataclass(frozen=True, slots=True)
class OwnBackend:
    """A table of the configuration, and the server that it adds up to; None where it lacks an address."""

    name: str
    table: Mapping[str, Stated]
    server: Server | None

    @property
    def file(self) -> str:
        """Where the table begins: a file and a line."""
        return next((str(stated.origin) for stated in self.table.values()), "")

    @property
    def values(self) -> Mapping[str, Stated]:
        """All that is set of it, what its preset says included."""
        return self.server.values if self.server else self.table


def own_row(own: OwnBackend, lang: Lang) -> tuple[str, str, str, str, str]:
    """Give the columns of the list: name, file, model, key and address."""
    server, table = own.server, own.table
    model = server.model if server else str(table["model"].value) if "model" in table else "?"
    address = server.base_url or say("embedded", lang) if server else say("no_address", lang)
    return clean(own.name), say("own", lang, file=own.file), clean(model), clean(_key(server, lang)), clean(address)


def _key(server: Server | None, lang: Lang) -> str:
    source = (server.api_key_env or server.api_key_keyring) if server else None
    if server is None or source is None:
        return say("no_key", lang)
    return source if server.needs_key or server.api_key_keyring else say("optional", lang, name=source)


def own_page(own: OwnBackend, lang: Lang) -> list[str]:
    """Give the lines of its page: every value with its origin, the user's and the preset's."""
    rows = [(f"{key} = {json.dumps(item.value, ensure_ascii=False)}", item) for key, item in own.values.items()]
    widest = min(max((width(text) for text, _ in rows), default=0), page_width() // 2)
    lines = [say("own_page", lang, name=clean(own.name))]
    for text, item in rows:
        lines += indented(f"{pad(clean(text), widest)}  {item.origin}", page_width(), "  ", "    ")
    return lines


def own_data(own: OwnBackend) -> dict[str, Any]:
    """Give it as JSON has it; `own` tells it from a preset."""
    server = own.server
    return {
        "id": own.name,
        "own": True,
        "file": own.file,
        "preset": server.preset.id if server and server.preset else None,
        "base_url": server.base_url if server else None,
        "model": server.model if server else None,
        "values": {key: {"value": item.value, "from": str(item.origin)} for key, item in own.values.items()},
    }
