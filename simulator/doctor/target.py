"""What is probed: a server with its key and its way there, and what is known of it. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.backends.http import httpx
from simulator.backends.network import USUAL, Network
from simulator.backends.timeouts import Timeouts
from simulator.dialects.request import PLAIN, RequestShape
from simulator.domain.limit import Bilingual
from simulator.settings.presets import PresetEra

PATIENCE = Timeouts(connect=10.0, idle=30.0, event=60.0, total=60.0)
"""The clocks of a request of the probe, which asks for less than a phone does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A backend to probe. The key is in no repr; `key_problem` says why there is none although there should be.

    `transport` replaces the network, and then nothing of the network is probed. `era` is what is known of the server,
    None where nothing is; `shape` is how the phone would ask it. `deadline` is in seconds, for all steps together.
    """

    name: str
    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    key_source: str | None = None
    key_problem: Bilingual | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    network: Network = USUAL
    shape: RequestShape = PLAIN
    era: PresetEra | None = None
    timeouts: Timeouts = PATIENCE
    deadline: float = 180.0
    transport: httpx.AsyncBaseTransport | None = None
