"""How releases and backends look in a list to pick from. The list itself is `picker`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from simulator.domain.labels import channel_label, day_label
from simulator.domain.limit import Lang
from simulator.domain.release import Release
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.screens.picker import Row


def release_rows(releases: Sequence[Release], now: str, lang: Lang) -> list[Row]:
    """Give a row a release, oldest first: its version, day, channel and entry."""
    return [(release.version, _release(release, now, lang)) for release in releases]


def _release(release: Release, now: str, lang: Lang) -> Content:
    channel = channel_label(release.channel, lang)
    return Content.assemble(
        (_marked(release.version, now), "bold"),
        f"  {day_label(release.since, lang)}  {channel}",
        (f"\n  {harmless(release.entry.text(lang))}", "$foreground 60%"),
    )


def backend_rows(names: Sequence[str], now: str) -> list[Row]:
    """Give a row a backend, by its name."""
    return [(name, Content(_marked(name, now))) for name in names]


def _marked(name: str, now: str) -> str:
    return f"{'●' if name == now else ' '} {harmless(name)}"
