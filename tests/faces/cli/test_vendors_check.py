"""`simulator vendors check`: a line a rule, an exit code for a script, and JSON with the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from simulator.bundled import folder
from tests.faces.cli.conftest import Simulator

IDS = sorted(path.parent.name for path in folder("vendors").glob("*/profile.toml"))
NAMES = ["profile", "gates", "evidence", "wake_words", "looks", "words", "hooks", "conversation"]


@pytest.fixture
def acme(simulator: Simulator, tmp_path: Path) -> Path:
    """A new vendor's folder."""
    simulator("vendors", "new", "acme", str(tmp_path / "mine"), "--with-plugin")
    return tmp_path / "mine" / "acme"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("id", IDS)
def test_every_bundled_vendor_keeps_the_rules(simulator: Simulator, id: str):
    ran = simulator("vendors", "check", str(folder("vendors") / id), "--json")
    (report,) = json.loads(ran.out)
    broken = [(item["check"], item["failures"]) for item in report["checks"] if not item["kept"]]
    assert broken == []
    assert (ran.code, ran.err, report["vendor"], report["kept"]) == (0, "", id, True)
    assert [item["check"] for item in report["checks"]] == NAMES


def test_a_line_a_rule_in_both_languages(simulator: Simulator, acme: Path):
    for lang, title, end in (
        ("zh", "✓ 唤醒词互不混淆", "1 个厂商全部合规。"),
        ("en", "✓ wake words are told apart", "All of 1 vendors keep the rules."),
    ):
        ran = simulator("vendors", "check", str(acme), "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert title in ran.out and ran.out.splitlines()[-1] == end
        assert sum(line.startswith("  ✓ ") for line in ran.out.splitlines()) == len(NAMES)


def test_a_profile_that_cannot_be_loaded_is_told_whole_and_the_rest_waits(simulator: Simulator, acme: Path):
    change(acme / "profile.toml", '"beta"', '"bata"')
    change(acme / "profile.toml", "prompt_tokens", "promt_tokens")
    ran = simulator("vendors", "check", str(acme), "--lang", "en")
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert 'releases[1.0.0].channel is "bata"; did you mean "beta"?' in told
    assert "releases[1.0.0].limits.promt_tokens is not a key of a profile" in told
    assert ran.out.count("  – ") == len(NAMES) - 1 == ran.out.count("mend what stands above first")
    (report,) = json.loads(simulator("vendors", "check", str(acme), "--json").out)
    assert [item["kept"] for item in report["checks"]] == [False, *[None] * (len(NAMES) - 1)]


@pytest.mark.parametrize(
    ("file", "old", "new", "check", "told"),
    [
        ("profile.toml", '"小新小新"', '"你好"', "wake_words", '"你好吗？" wakes it'),
        ("profile.toml", "#1d6b4a", "#5fd0a0", "looks", "accent_light #5fd0a0 cannot be read on #fafbfc"),
        ("profile.toml", "（用时 {seconds} 秒）", "", "looks", "looks.thought.zh has no {seconds}"),
        ("profile.toml", 'app = { value = "1.1.0"', 'app = { value = "0"', "gates", "gate app of 1.1.0 (0) refuses no"),
        ("plugin.py", "def context(", "def contxt(", "hooks", 'contxt is no hook; did you mean "context"?'),
        ("plugin.py", "return (Skill(DAYS_UNTIL, _days_until),)", "return None", "hooks", "skills gave nothing"),
        ("plugin.py", "except ValueError:", "except KeyError:", "hooks", "days_until (plugin.py:"),
        ("plugin.py", "from datetime import date", "raise SystemExit(0)", "hooks", "SystemExit: 0"),
        ("profile.toml", "value = 4096", "value = 2", "conversation", '"你好" ends limited (prompt_tokens)'),
    ],
)
def test_a_broken_rule_is_told_under_its_name(
    simulator: Simulator, acme: Path, file: str, old: str, new: str, check: str, told: str
):
    change(acme / file, old, new)
    ran = simulator("vendors", "check", str(acme), "--json")
    assert (ran.code, ran.err) == (1, "")
    (report,) = json.loads(ran.out)
    failures = {item["check"]: item["failures"] for item in report["checks"] if not item["kept"]}
    assert told in "\n".join(failure["en"] for failure in failures[check])
    assert all(failure["zh"] for failures in failures.values() for failure in failures)


def test_a_folder_of_vendors_is_checked_vendor_by_vendor(simulator: Simulator, acme: Path):
    shutil.copytree(folder("vendors") / "apple", acme.parent / "apple")
    (acme / "profile.toml").write_text("id = 1\n", encoding="utf-8")
    ran = simulator("vendors", "check", str(acme.parent), "--lang", "en")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith(("acme", "apple"))] == [
        f"acme · {acme}",
        f"apple · {acme.parent / 'apple'}",
    ]
    assert ran.out.splitlines()[-1] == "1 of 2 vendors break a rule."


@pytest.mark.parametrize("place", ["nowhere", "empty", "file"])
def test_a_place_without_a_profile_is_no_vendor(simulator: Simulator, tmp_path: Path, place: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    ran = simulator("vendors", "check", str(tmp_path / place))
    assert (ran.code, ran.out) == (2, "")
    assert "`simulator vendors new acme " in ran.err


def test_the_check_leaves_the_folder_as_it_was(simulator: Simulator, acme: Path):
    before = {path: path.read_bytes() for path in acme.rglob("*")}
    simulator("vendors", "check", str(acme))
    assert {path: path.read_bytes() for path in acme.rglob("*")} == before
