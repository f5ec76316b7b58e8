"""Each mistake: one clear message on standard error, the right exit code, and nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces.cli.conftest import Simulator

WRONG = [
    (("ask", "你好", "--vendor", "xaioyi"), 'did you mean "xiaoyi"'),
    (("ask", "你好", "--release", "11.2.10.300"), "11.2.10.310"),
    (("ask", "你好", "--backend", "moc"), 'did you mean "mock"'),
    (("ask", "你好", "--backend-url", "ftp://example.org"), "http"),
    (("ask", "你好", "--backend-url", "http://127.0.0.1:9", "--api-key-env", "NO_SUCH_KEY"), "NO_SUCH_KEY"),
    (("ask", "你好", "--date", "2025-02-30"), "2025-02-30"),
    (("ask", "你好", "--os", "MagicOS"), "MagicOS 8.0"),
    (("ask", "你好", "--app", "new"), "11.2.10.310"),
    (("ask", "你好", "--clock", "fast"), "virtual"),
    (("ask", "你好", "--timeout", "soon"), "timeout"),
    (("ask", "你好", "--latency", "slow"), "none"),
    (("ask", "你好", "--session", ""), "--session"),
    (("ask", "你好", "--colour"), "--colour"),
    (("ask", "你好", "--vendors-path", "/no/such/folder"), "/no/such/folder"),
    (("ask",), "TEXT"),
    (("ask", ""), "empty"),
    (("ask", "你好", " \t"), "TEXT 2"),
    (("ask", "\x1b\x07"), "control"),
    (("ask", "-"), "standard input"),
    (("aks", "你好"), 'did you mean "ask"'),
    (("vendors", "show"), "which"),
    (("vendors", "show", "小易"), "xiaoyi"),
    (("mock", "--era", "2024"), "2025-02"),
    (("mock", "--port", "99999"), "port"),
]


@pytest.mark.parametrize(("argv", "hint"), WRONG, ids=[" ".join(argv)[:40] for argv, _ in WRONG])
def test_a_mistake_in_the_command_is_told_and_nothing_runs(
    simulator: Simulator, argv: tuple[str, ...], hint: str
) -> None:
    ran = simulator(*argv)
    assert ran.code == 2
    assert ran.out == ""
    assert hint in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 2


def test_a_broken_profile_is_told_with_file_line_and_key(simulator: Simulator, tmp_path: Path) -> None:
    profile = tmp_path / "acme" / "profile.toml"
    profile.parent.mkdir()
    profile.write_text('id = "acme"\nvendor = { zh = "艾", en = "A" }\ncolour = "red"\n', encoding="utf-8")
    ran = simulator("ask", "你好", "--vendor", "acme", "--vendors-path", str(tmp_path))
    assert ran.code == 2
    assert f"{profile}:3:1: colour" in ran.err
    assert "Traceback" not in ran.err


def test_a_novel_is_too_long_for_the_prompt_and_says_so(simulator: Simulator) -> None:
    ran = simulator(
        "ask", "-", "--release", "11.2.10.310", "--json", "--clock", "virtual", stdin=("讲" * 100_000).encode()
    )
    (reached,) = ran.all("limit_reached")
    assert (reached["limit"], reached["value"]) == ("prompt_tokens", 4096)
    assert ran.code == 0


def test_lone_surrogates_and_control_characters_are_left_out_and_told(simulator: Simulator) -> None:
    ran = simulator("ask", b"\xff\xfe 3 + 4 = ?\x1b[31m\x07", "--json", "--clock", "virtual")
    (heard,) = ran.all("heard")
    assert heard["text"] == "\ufffd\ufffd 3 + 4 = ?[31m"
    assert "4 control" in ran.err
    assert ran.code == 0


def test_a_language_that_the_environment_misspells_is_told(simulator: Simulator) -> None:
    ran = simulator("ask", "你好", SIMULATOR_LANG="de")
    assert ran.code == 2 and "SIMULATOR_LANG" in ran.err


def test_the_tui_without_a_terminal_points_to_ask(simulator: Simulator) -> None:
    ran = simulator()
    assert ran.code == 2 and "simulator ask" in ran.err
