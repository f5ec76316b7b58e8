"""Makes recorded events fit to be shown and given away: no control characters, no keys. No format is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.domain.clean import clean
from simulator.domain.event_json import from_json, to_json
from simulator.domain.events import Event
from simulator.masking import Masker


def harmless(events: Iterable[Event], secrets: Iterable[str]) -> Iterator[Event]:
    """Yield the events with all their texts made harmless and every one of `secrets` masked."""
    masker = Masker(secrets)
    for event in events:
        yield from_json(_harmless(to_json(event), masker))


def _harmless(value: Any, masker: Masker) -> Any:
    if isinstance(value, str):
        return masker.mask_text(clean(value))
    if isinstance(value, Mapping):
        return {clean(str(key)): _harmless(item, masker) for key, item in value.items()}
    if isinstance(value, list):
        return [_harmless(item, masker) for item in value]
    return value
