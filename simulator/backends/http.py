"""httpx, imported in one place: `from simulator.backends.http import httpx`. What is done with it is its importers'."""

from __future__ import annotations

import sys

_COMMAND_LINE = "httpx._main"
_is_first = "httpx" not in sys.modules and _COMMAND_LINE not in sys.modules

if _is_first:
    # httpx offers its own command line if click and rich can be imported, and then imports both: 30 ms of every start.
    # None in sys.modules makes that import fail, as it does where they are not installed.
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]

import httpx as httpx  # noqa: E402 (what precedes it is the point of this module)

if _is_first:
    del sys.modules[_COMMAND_LINE]

__all__ = ["httpx"]
