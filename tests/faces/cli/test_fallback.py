"""A chain of backends by configuration: what fails before it says anything is left to the next."""

from __future__ import annotations

from pathlib import Path

from tests.faces.cli.conftest import Simulator

NOBODY = "http://127.0.0.1:9"


def config(environ: dict[str, str], text: str) -> None:
    folder = Path(environ["SIMULATOR_CONFIG_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "simulator.toml").write_text(text, encoding="utf-8")


def test_the_mock_answers_where_the_configured_server_is_not_there(
    simulator: Simulator, environ: dict[str, str]
) -> None:
    config(environ, f'backend = "work"\n[backends.work]\nbase_url = "{NOBODY}"\nfallback = ["mock"]\n')
    ran = simulator("ask", "你好", "--json", "--clock", "virtual")
    (fallback,) = ran.all("fallback_used")
    assert (ran.code, fallback["from"], fallback["to"]) == (0, "work", "mock")
    assert fallback["reason"].startswith("connection: ")
    assert [event["backend"] for event in ran.all("backend_asked")] == ["work"] * 3 + ["mock"]


def test_a_chain_that_ends_badly_ends_with_a_fault(simulator: Simulator, environ: dict[str, str]) -> None:
    tables = f'[backends.a]\nbase_url = "{NOBODY}"\nfallback = ["b"]\n[backends.b]\nbase_url = "{NOBODY}/v1"\n'
    config(environ, tables)
    ran = simulator("ask", "你好", "--backend", "a", "--clock", "virtual")
    assert ran.code == 1
    assert "a 不行，改用 b" in ran.err and "connection" in ran.err


def test_a_fallback_that_is_none_is_told_before_anything_is_asked(
    simulator: Simulator, environ: dict[str, str]
) -> None:
    config(environ, f'[backends.a]\nbase_url = "{NOBODY}"\nfallback = ["mokc"]\n')
    ran = simulator("ask", "你好", "--backend", "a", "--clock", "virtual")
    assert ran.code == 2 and "mokc" in ran.err and "mock" in ran.err
