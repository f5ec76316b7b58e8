"""The program's own environment variables, and those that look as if they were. What they mean is their readers'."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.toml_file.naming import nearest, shown

PREFIX = "SIMULATOR_"
VARIABLES = tuple(
    PREFIX + name for name in ("BACKEND", "LANG", "MOTION", "CONFIG", "CONFIG_DIR", "DATA_DIR", "CACHE_DIR")
)


def variable_warnings(environ: Mapping[str, str]) -> list[str]:
    """Give a line for each variable of this program's prefix that it does not know."""
    unknown = [name for name in environ if name.startswith(PREFIX) and name not in VARIABLES]
    return [_misspelt(name) for name in sorted(unknown)]


def _misspelt(name: str) -> str:
    guess = nearest(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in VARIABLES])
    meant = f"did you mean {PREFIX}{guess}?" if guess else f"known: {', '.join(VARIABLES)}"
    return f"{shown(name)[1:-1]}: no such variable, so it does nothing; {meant}"
