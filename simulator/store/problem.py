"""What is wrong with recordings, as one exception. Where they are kept is `sqlite`'s."""

from __future__ import annotations

from simulator.domain.problem import UserProblem


class RecordingsProblem(UserProblem):
    """The file of recordings, or its folder, cannot be used; the text names it, so that it is for its owner alone."""
