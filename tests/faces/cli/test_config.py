"""The configuration from the command line: begun, shown, checked, and used over a real socket."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from simulator.faces.cli.options import is_still
from tests.faces.cli.conftest import Simulator


@pytest.fixture
def own(environ: Mapping[str, str]) -> Callable[[str], Path]:
    """Write the user's file."""

    def own(text: str) -> Path:
        path = Path(environ["SIMULATOR_CONFIG_DIR"], "simulator.toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return own


def test_init_writes_a_sound_file_once(simulator: Simulator, environ: Mapping[str, str]) -> None:
    assert simulator("config", "init").code == 0
    path = Path(environ["SIMULATOR_CONFIG_DIR"], "simulator.toml")
    text = path.read_text("utf-8")
    assert simulator("config", "check").code == 0
    again = simulator("config", "init")
    assert (again.code, path.read_text("utf-8")) == (2, text)
    assert "not overwritten" in again.err


def test_show_says_where_each_value_is_from_and_hides_the_key(simulator: Simulator, own: Callable[[str], Path]) -> None:
    path = own('backend = "work"\n[backends.work]\npreset = "deepseek"\napi_key_env = "K"\n')
    ran = simulator("config", "show", "--json", "--model", "m", K="sk-0123456789")
    rows = {row["key"]: (row["value"], row["from"]) for row in json.loads(ran.out)}
    assert rows["backend"] == ("work", f"{path}:1")
    assert rows["backends.work.model"] == ("m", "--model")
    assert rows["backends.work.base_url"] == ("https://api.deepseek.com", "preset deepseek@2026-11")
    assert rows["backends.work.api_key"][1] == "K"
    assert "sk-0123456789" not in ran.out + ran.err


def test_check_tells_all_mistakes_and_ends_with_two(simulator: Simulator, own: Callable[[str], Path]) -> None:
    path = own("a = 1\nb = 2\n[vendors.xiaoyi]\nlimits = { turns = 3 }\n")
    ran = simulator("config", "check")
    assert ran.code == 2
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == [f"{path}:1:1", f"{path}:2:1", f"{path}:4:12"]
    assert simulator("config", "path").code == 0


def test_an_unknown_vendor_is_refused_with_the_nearest(simulator: Simulator, own: Callable[[str], Path]) -> None:
    own("[vendors.xiaoy]\nlimits = { turns_per_conversation = 3 }\n")
    ran = simulator("ask", "你好", "--clock", "virtual")
    assert ran.code == 2
    assert 'vendors.xiaoy is no vendor; did you mean "xiaoyi"?' in ran.err


def test_a_limit_of_the_configuration_bites_as_an_experiment(simulator: Simulator, own: Callable[[str], Path]) -> None:
    own("[vendors.xiaoyi]\nlimits = { turns_per_conversation = 1 }\n")
    ran = simulator("ask", "你好", "讲个笑话", "--clock", "virtual", "--json")
    (limit,) = ran.all("limit_reached")
    assert (limit["limit"], limit["value"], limit["evidence"]) == ("turns_per_conversation", 1, "config")


def test_a_backend_of_the_configuration_answers_over_a_socket(
    simulator: Simulator, own: Callable[[str], Path], mock_url: Callable[..., str]
) -> None:
    url = mock_url("--api-key", "sk-right-0001")
    own(f'backend = "本地"\n[backends."本地"]\npreset = "deepseek@2025-02"\nbase_url = "{url}"\napi_key_env = "K"\n')
    ran = simulator("ask", "你好", "--clock", "virtual", "--json", K="sk-right-0001")
    assert (ran.code, ran.all("session_started")[0]["backend"]) == (0, "本地")
    assert "sk-right" not in ran.out + ran.err
    assert simulator("ask", "你好", "--clock", "virtual").code == 2


def test_the_language_of_the_configuration_is_spoken(simulator: Simulator, own: Callable[[str], Path]) -> None:
    own('lang = "en"\n')
    assert "Huawei" in simulator("vendors").out
    assert "华为" in simulator("vendors", "--lang", "zh").out


def test_a_misspelt_variable_is_told_in_one_line(simulator: Simulator) -> None:
    ran = simulator("vendors", SIMULATOR_LANGG="en")
    assert ran.err.splitlines() == [
        "SIMULATOR_LANGG: no such variable, so it does nothing; did you mean SIMULATOR_LANG?"
    ]


def test_a_missing_keyring_names_the_remedy(simulator: Simulator, own: Callable[[str], Path]) -> None:
    own('[backends.deepseek]\napi_key_keyring = "simulator/work"\n')
    ran = simulator("ask", "你好", "--backend", "deepseek", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "use api_key_env instead" in ran.err


def test_the_schema_is_for_editors(simulator: Simulator) -> None:
    assert "backends" in json.loads(simulator("config", "schema").out)["properties"]


def test_without_a_file_nothing_is_paid_for_the_schema(simulator: Simulator, environ: Mapping[str, str]) -> None:
    assert simulator("ask", "你好", "--clock", "virtual").code == 0
    code = (
        "import os, sys; from simulator.faces.cli.main import main;"
        "main(['ask', '你好', '--clock', 'virtual'], os.environ); print('pydantic' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=dict(environ))
    assert done.stderr.splitlines()[-1] == "False"


@pytest.mark.parametrize(("named", "expected"), [({}, True), ({"SIMULATOR_MOTION": "full"}, False)], ids=str)
def test_a_still_screen_is_asked_for_by_variable_or_file(
    own: Callable[[str], Path], environ: Mapping[str, str], named: Mapping[str, str], expected: bool
) -> None:
    own('motion = "reduced"\n')
    assert is_still(Namespace(config=None), {**environ, **named}) is expected
