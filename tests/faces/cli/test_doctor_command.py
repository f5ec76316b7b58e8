"""`simulator doctor` as a process: its page, its JSON, its exit codes, and the backend that it saves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from simulator.doctor.finding import CHECKS
from simulator.domain.cells import width
from tests.faces.cli.conftest import Simulator

FILE = '# 我的\nlang = "zh"  # 语言\n\n[backends.other]  # 别的\npreset = "vllm"\n'


@pytest.fixture
def config(environ: Mapping[str, str]) -> Path:
    path = Path(environ["SIMULATOR_CONFIG_DIR"], "simulator.toml")
    path.parent.mkdir(parents=True)
    path.write_text(FILE, "utf-8")
    return path


def test_the_embedded_mock_is_fine_on_a_page_of_eighty_columns(simulator: Simulator) -> None:
    for lang in ("zh", "en"):
        ran = simulator("doctor", "--lang", lang, COLUMNS="80", NO_COLOR="1")
        assert (ran.code, ran.err) == (0, "")
        assert "✓" in ran.out and "✗" not in ran.out and "\x1b" not in ran.out
        assert max(map(width, ran.out.splitlines())) <= 80


def test_json_is_one_object_with_every_check(simulator: Simulator) -> None:
    ran = simulator("doctor", "--json")
    report = json.loads(ran.out)
    assert [finding["id"] for finding in report["findings"]] == list(CHECKS)
    assert (report["fine"], ran.err) == (True, "")
    assert report["requests"] <= 10
    assert report["counts"]["fail"] == 0


def test_a_failed_check_ends_with_one_and_wrong_options_with_two(simulator: Simulator) -> None:
    dead = simulator("doctor", "--backend-url", "http://127.0.0.1:9", "--lang", "en")
    assert (dead.code, "✗ connection" in dead.out) == (1, True)
    for argv in (("--backend", "nope"), ("--deadline", "0"), ("--force",), ("--save", "a b"), ("--replay-wire", "x")):
        ran = simulator("doctor", *argv)
        assert (ran.code, ran.out) == (2, ""), argv


def test_the_faults_of_the_embedded_mock_are_found(simulator: Simulator) -> None:
    ran = simulator("doctor", "--fault", "busy@stream=true", "--json")
    found = {finding["id"]: finding for finding in json.loads(ran.out)["findings"]}
    assert (ran.code, found["stream"]["status"], found["errors"]["facts"]["status"]) == (1, "fail", 503)


def test_a_key_that_is_not_set_is_a_finding_and_no_end(simulator: Simulator, mock_url: Callable[..., str]) -> None:
    ran = simulator("doctor", "--backend-url", mock_url(), "--api-key-env", "NO_KEY", "--json")
    found = {finding["id"]: finding["status"] for finding in json.loads(ran.out)["findings"]}
    assert (ran.code, found["key"], found["stream"]) == (1, "fail", "ok")


def test_a_saved_backend_answers_and_the_file_keeps_its_comments(
    simulator: Simulator, mock_url: Callable[..., str], config: Path
) -> None:
    url = mock_url("--api-key", "sk-secret-123456")
    options = ("--backend", "deepseek@2025-02", "--backend-url", url, "--api-key-env", "MY_KEY")
    ran = simulator("doctor", *options, "--save", "mine", MY_KEY="sk-secret-123456")
    text = config.read_text("utf-8")
    assert ran.code == 0
    assert text.startswith(FILE)
    assert 'api_key_env = "MY_KEY"' in text
    assert "sk-secret-123456" not in text + ran.out + ran.err
    asked = simulator("ask", "你好", "--backend", "mine", "--clock", "virtual", MY_KEY="sk-secret-123456")
    assert (asked.code, bool(asked.out.strip())) == (0, True)
    assert simulator("doctor", "--backend", "mine", "--save", "mine", MY_KEY="sk-secret-123456").code == 0
    assert config.read_text("utf-8") == text


def test_another_backend_is_replaced_by_force_alone(simulator: Simulator, config: Path) -> None:
    refused = simulator("doctor", "--save", "other")
    assert (refused.code, config.read_text("utf-8")) == (2, FILE)
    assert "--force" in refused.err
    assert simulator("doctor", "--save", "other", "--force").code == 0
    assert 'preset = "mock"' in config.read_text("utf-8")


def test_a_broken_backend_is_not_saved(simulator: Simulator, config: Path) -> None:
    ran = simulator("doctor", "--backend-url", "http://127.0.0.1:9", "--save", "dead")
    assert (ran.code, config.read_text("utf-8")) == (1, FILE)


def test_the_list_of_backends_shows_the_users_own_with_their_file(simulator: Simulator, config: Path) -> None:
    lines = simulator("backends").out.splitlines()
    assert (lines[0].startswith("other"), len(lines)) == (True, 14)
    assert f"{config}:4" in lines[0] or f"{config}:5" in lines[0]
    page = simulator("backends", "show", "other", "--lang", "en").out
    assert "preset vllm@" in page and "chat_template_kwargs" in page
    assert json.loads(simulator("backends", "--json").out)[0]["own"] is True
