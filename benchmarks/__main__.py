"""Run every benchmark and print one table: `python -m benchmarks [NAME…] [--OPTION…]`."""

from __future__ import annotations

import platform
import sys
from importlib import import_module

NAMES = (
    "start",
    "first_frame",
    "tui",
    "conversation",
    "growth",
    "decode",
    "dialects",
    "long_stream",
    "crowd",
    "catalogue",
    "pacing",
    "load",
    "mock_servers",
    "replay",
    "reports",
)


def main(words: list[str]) -> None:
    """Run the named benchmarks, or all, and print a Markdown table each; options are for those named."""
    options = [word for word in words if word.startswith("--")]
    names = [word for word in words if word not in options]
    if options and not names:
        raise SystemExit(f"name the benchmarks that {' '.join(options)} is for: {', '.join(NAMES)}")
    print(f"Python {platform.python_version()}, {platform.machine()}; compare ratios, not seconds.")
    for name in names or NAMES:
        benchmark = import_module(f"benchmarks.{name}")
        print(f"\n### {benchmark.TITLE}\n\n| what | measured | compared with | target |\n| --- | --- | --- | --- |")
        for row in benchmark.run(*options):
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
