"""A recorder that keeps nothing, for phones that nobody takes up again."""

from __future__ import annotations

from simulator.domain.events import Event


class Forgetful:
    """Takes every event and keeps none."""

    def record(self, event: Event) -> None:
        """Let the event go."""
