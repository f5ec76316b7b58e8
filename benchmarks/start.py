"""How long a command takes from nothing to its end, beside what its HTTP client alone costs to import."""

from __future__ import annotations

from benchmarks.processes import medians, python, script

TITLE = "Start of a command (whole process, median of 15)"


def run() -> list[tuple[str, str, str, str]]:
    """Give the rows: what, measured, compared with, target."""
    floor = 'python -c "import httpx"'
    taken = medians(
        {
            floor: python("import httpx"),
            "simulator --version": [script(), "--version"],
            "simulator vendors list": [script(), "vendors", "list"],
            "simulator ask 你好 --clock virtual": [script(), "ask", "你好", "--clock", "virtual"],
        }
    )
    targets = {"simulator --version": "≤ 1.5×", "simulator ask 你好 --clock virtual": "≤ 2.5×"}
    base = taken.pop(floor)
    return [
        (
            name,
            f"{seconds * 1000:.0f} ms",
            f"{seconds / base:.2f}× of `{floor}` ({base * 1000:.0f} ms)",
            targets.get(name, ""),
        )
        for name, seconds in taken.items()
    ]
