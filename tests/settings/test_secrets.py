"""Keys from a keyring, and keys that nobody sees: each case is a process of its own, with a keyring of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import traceback
from pathlib import Path

import pytest

from simulator.backends.chat_completions import ChatCompletions
from simulator.settings.check import findings

KEYRING = """\
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        return {("simulator", "work"): " sk-ring-1\\n", ("team", "a/b"): None}.get((service, username))
    def set_password(self, service, username, password): ...
"""
ASK = """\
import sys
{before}
from simulator.domain.problem import UserProblem
from simulator.settings.secrets import keyring_key
try:
    print(keyring_key({entry!r}))
except UserProblem as problem:
    print(problem)
"""
CONFIG = (Path(__file__).parents[2] / "docs" / "config.md").read_text("utf-8")


@pytest.fixture
def asked(tmp_path):
    def asked(entry: str, before: str = "") -> str:
        (tmp_path / "own_ring.py").write_text(KEYRING, "utf-8")
        environ = {**os.environ, "PYTHON_KEYRING_BACKEND": "own_ring.Ring", "PYTHONPATH": str(tmp_path)}
        code = ASK.format(entry=entry, before=before)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environ)
        return done.stdout.strip() or done.stderr

    return asked


def test_a_key_comes_from_the_keyring_of_the_system(asked):
    assert asked("work") == asked("simulator/work") == "sk-ring-1"


def test_an_entry_without_a_key_says_how_to_store_one(asked):
    assert asked("team/x") == "api_key_keyring 'team/x': holds no key; store it with `keyring set team x`"


def test_a_missing_extra_is_named_with_its_command(asked):
    said = asked("work", before="sys.modules['keyring'] = None")
    assert said == "api_key_keyring 'work' needs the extra keyring; pip install 'phone-assistant-simulator[keyring]'"


def test_a_client_shows_its_key_to_nobody():
    """W4."""
    backend = ChatCompletions(name="a", base_url="https://a.example", model="m", api_key="sk-secret-1")
    try:
        raise RuntimeError(backend)
    except RuntimeError as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "sk-secret-1" not in told + repr(vars(vars(backend)["_way"])) + str(backend)


def test_the_file_of_the_page_is_a_sound_one():
    example = CONFIG.split("```toml\n")[1].split("```")[0]
    assert findings(tomllib.loads(example)) == []
