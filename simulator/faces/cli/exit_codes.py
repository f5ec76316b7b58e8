"""The exit codes of every command, with their reasons. Who gives which is the commands' business."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a shell or a CI job learns from a command."""

    FINE = 0
    FAULT = 1
    """An expectation failed, or a turn ended in a fault of its backend."""
    WRONG = 2
    """The command, its configuration, a profile or a script is wrong; nothing was run."""
    INTERRUPTED = 130
    """The user stopped it; what was done so far is kept and reported."""
