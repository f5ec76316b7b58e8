"""Where the user's files are. The environment comes in as a mapping, so that a test can bring its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

APP = "simulator"


def data_dir(environ: Mapping[str, str]) -> Path:
    """Give the folder of recordings: `SIMULATOR_DATA_DIR`, else the platform's place for a user's data."""
    named = environ.get("SIMULATOR_DATA_DIR")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir(environ: Mapping[str, str]) -> Path:
    """Give the folder of what can be made again: `SIMULATOR_CACHE_DIR`, else the platform's place for caches."""
    named = environ.get("SIMULATOR_CACHE_DIR")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def config_dir(environ: Mapping[str, str]) -> Path:
    """Give the folder of the user's configuration: `SIMULATOR_CONFIG_DIR`, else the platform's place for it."""
    named = environ.get("SIMULATOR_CONFIG_DIR")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def user_vendors(environ: Mapping[str, str]) -> Path:
    """Give the folder of the user's own vendors, in that of the configuration."""
    return config_dir(environ) / "vendors"
