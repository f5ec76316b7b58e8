"""The page on pytest: its project is the one in examples/, and passes as whoever installed the program runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "examples" / "pytest-project"
PAGE = (ROOT / "docs" / "pytest.md").read_text("utf-8")


def test_the_page_shows_the_files_of_the_example():
    shown = dict(re.findall(r"^`([\w./]+)`\n\n```\w+\n(.*?)```\n", PAGE, re.MULTILINE | re.DOTALL))
    files = {str(path.relative_to(PROJECT)): path.read_text("utf-8") for path in PROJECT.rglob("*.*") if path.is_file()}
    assert {name: text for name, text in files.items() if not name.endswith((".pyc", ".TAG", "schema.json"))} == shown


def test_the_example_passes_and_so_does_the_code_of_the_page(tmp_path):
    shutil.copytree(
        PROJECT, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache")
    )
    code = PAGE.rpartition("```python\n")[2].partition("```")[0]
    (tmp_path / "tests" / "test_page.py").write_text("def test_page():\n    " + code.replace("\n", "\n    "), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:respx", "-p", "no:hypothesispytest"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "11 passed" in done.stdout) == (0, True), done.stdout + done.stderr
