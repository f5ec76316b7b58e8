"""A turn that was had elsewhere, as somebody tells it: whether it counts is decided here, what it said is given."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.conversation.run import Run
from simulator.conversation.scene import Scene
from simulator.conversation.stages import UNTIL_ROUTED
from simulator.domain.events import BackendAsked, Event


def recalled(run: Run, scene: Scene, answer: str) -> Iterator[Event]:
    """Yield what happened in a turn that was answered `answer`; `run` gets the outcome.

    The phone's own stages decide who answered and whether a gate or a cap was in the way: such a turn is refused or
    limited again, whatever was said. An empty answer is a turn that was interrupted before it had one.
    """
    for stage in UNTIL_ROUTED:
        yield from stage(run, scene)
        if run.outcome is not None:
            return
    if run.route == "agent":
        backend = scene.ports.backend
        yield BackendAsked(**scene.common(run), backend=backend.name, model=backend.model, attempt=1)
    if answer:
        yield from scene.answer(run, answer)
    else:
        run.outcome = "interrupted"
