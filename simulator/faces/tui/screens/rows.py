"""How releases, backends, sessions and formats look in a list to pick from. The list itself is `picker`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.domain.labels import channel_label, day_label
from simulator.domain.limit import Lang
from simulator.domain.release import Release
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.screens.picker import Row
from simulator.faces.tui.texts import text
from simulator.replay.filling import fill

if TYPE_CHECKING:
    from simulator.faces.tui.presenting.cues import Cue
    from simulator.store.sqlite import Summary


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


def session_rows(summaries: Sequence[Summary], now: str, lang: Lang) -> list[Row]:
    """Give a row a recorded session: its name, phone, release, turns, and the day on which it was last used."""
    return [(summary.name, _session(summary, now, lang)) for summary in summaries]


def _session(summary: Summary, now: str, lang: Lang) -> Content:
    opened, last = summary.opened, summary.changed or summary.opened
    phone = f"{opened.vendor} · {last.release} · " if opened and last else ""
    turns = text("session.turns", lang, turns=summary.turns)
    used = f" · {summary.used[:10]}" if summary.used else ""
    return Content.assemble(
        (_marked(summary.name, now), "bold"), (f"\n  {harmless(f'{phone}{turns}{used}')}", "$foreground 60%")
    )


def format_rows(names: Sequence[str], lang: Lang) -> list[Row]:
    """Give a row a format of the export, by its name."""
    shown = [Content.assemble((f"  {name:10}", "bold"), text(f"format.{name}", lang)) for name in names]
    return list(zip(names, shown, strict=True))


def cue_rows(cues: Sequence[Cue], names: Mapping[str, str], now: str, lang: Lang) -> list[Row]:
    """Give a row a cue of a presentation, by its number from 1: what is said, or what happens."""
    return [(str(number), _cue(number, cue, names, now, lang)) for number, cue in enumerate(cues, 1)]


def _cue(number: int, cue: Cue, names: Mapping[str, str], now: str, lang: Lang) -> Content:
    said = fill(cue.step.user, cue.names(names)) if cue.step.user is not None else ""
    caption = cue.caption(names, lang)
    first, second = (said, caption) if said else (caption, "")
    small = (f"\n       {harmless(second)}", "$foreground 60%") if second else ""
    return Content.assemble(
        (f"{'●' if str(number) == now else ' '} {number:>3}", "bold"), f"  {harmless(first)}", small
    )


def _marked(name: str, now: str) -> str:
    return f"{'●' if name == now else ' '} {harmless(name)}"
