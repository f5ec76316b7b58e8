"""`simulator vendors new`: a folder that works as it is, and nothing of anybody's changed."""

from __future__ import annotations

import json
import os
import shlex
import tomllib
from pathlib import Path

import pytest

from tests.faces.cli.conftest import Simulator


def next_commands(out: str) -> list[list[str]]:
    """Give the commands that the output names, as a shell would read them, without the program."""
    lines = [line for line in out.splitlines() if line.startswith("  simulator ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.mark.parametrize("more", [(), ("--with-plugin",)])
@pytest.mark.parametrize("place", ["vendors", "my own/vendors"])
def test_what_it_says_to_do_next_works(simulator: Simulator, tmp_path: Path, place: str, more: tuple[str, ...]):
    ran = simulator("vendors", "new", "acme-one", str(tmp_path / place), *more)
    assert (ran.code, ran.err) == (0, "")
    ask, check, show = next_commands(ran.out)
    assert (ask[0], check[:2], show[:2]) == ("ask", ["vendors", "check"], ["vendors", "show"])
    asked = simulator(*ask)
    assert asked.code == 0 and asked.out.strip()
    assert "Acme One 助手 · 1.1.0 · 正式版 · Acme One One · 2025-02-20" in asked.err
    checked = simulator(*check)
    assert (checked.code, checked.err) == (0, "")
    assert "✕" not in checked.out
    assert "Acme One 助手 · Acme One · acme-one" in simulator(*show).out


def test_the_profile_points_editors_at_the_schema_beside_it(simulator: Simulator, tmp_path: Path):
    simulator("vendors", "new", "acme", str(tmp_path))
    first = (tmp_path / "acme" / "profile.toml").read_text("utf-8").splitlines()[0]
    assert first == "#:schema ./profile.schema.json"
    schema = json.loads((tmp_path / "acme" / "profile.schema.json").read_text("utf-8"))
    assert schema == json.loads(simulator("vendors", "schema").out)


def test_the_profile_is_whole_assumed_and_in_both_languages(simulator: Simulator, tmp_path: Path):
    simulator("vendors", "new", "acme", str(tmp_path))
    text = (tmp_path / "acme" / "profile.toml").read_text("utf-8")
    data = tomllib.loads(text)
    assert len(data["releases"]) == 2
    assert {line.split('evidence = "')[1].split('"')[0] for line in text.splitlines() if 'evidence = "' in line} == {
        "assumed"
    }
    assert all({"zh", "en"} == set(both) for both in (data["vendor"], data["assistant"], *data["looks"]["suggestions"]))
    ran = simulator(
        "ask", "你好", "--vendor", "acme", "--vendors-path", str(tmp_path), "--clock", "virtual", "--lang", "en"
    )
    assert "Acme Assistant · 1.1.0 · official" in ran.err


def test_the_hooks_of_the_example_are_used(simulator: Simulator, tmp_path: Path):
    ran = simulator("vendors", "new", "acme", str(tmp_path), "--with-plugin")
    assert "profile.toml, profile.schema.json, plugin.py" in ran.out
    checked = simulator("vendors", "check", str(tmp_path / "acme"))
    assert "context、days_until" in checked.out


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("Acme", "acme"),
        ("acme phone", "acme-phone"),
        ("../acme", "acme"),
        ("2go", "go"),
        ("", "acme"),
        ("小新", "acme"),
        ("a" * 41, "a" * 40),
        ("a/b", "a-b"),
    ],
)
def test_an_id_that_cannot_be_one_is_answered_with_one_that_could(
    simulator: Simulator, tmp_path: Path, id: str, meant: str
):
    ran = simulator("vendors", "new", id, str(tmp_path / "vendors"))
    assert (ran.code, ran.out) == (2, "")
    assert "is no id; write at most 40 lower-case letters" in ran.err and f'like "{meant}"' in ran.err
    assert not (tmp_path / "vendors").exists()


def test_nothing_that_is_there_is_changed(simulator: Simulator, tmp_path: Path):
    (tmp_path / "acme").mkdir()
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for id, place, told in (
        ("acme", tmp_path, f"{tmp_path / 'acme'} is there already; choose another id, or delete it first"),
        ("link", tmp_path, f"{tmp_path / 'link'} is there already; choose another id, or delete it first"),
        ("acme", tmp_path / "file", f"{tmp_path / 'file'} is there already; give a folder"),
        ("acme", tmp_path / "file" / "inside", "cannot be written (Not a directory)"),
    ):
        ran = simulator("vendors", "new", id, str(place))
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
    assert sorted(path.name for path in tmp_path.iterdir() if path.name in ("acme", "file", "link", "inside")) == [
        "acme",
        "file",
        "link",
    ]
    assert not list((tmp_path / "acme").iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_a_folder_that_cannot_be_written_is_told(simulator: Simulator, tmp_path: Path):
    (tmp_path / "closed").mkdir(mode=0o500)
    ran = simulator("vendors", "new", "acme", str(tmp_path / "closed"))
    assert (ran.code, "cannot be written" in ran.err) == (2, True)


def test_the_id_of_a_vendor_that_is_there_is_refused_with_its_folder(simulator: Simulator, tmp_path: Path):
    ran = simulator("vendors", "new", "xiaoyi", str(tmp_path))
    assert ran.code == 2
    assert "there is a vendor xiaoyi already (" in ran.err and "copy that folder to change it" in ran.err


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("vendors", "new"), "ID, DIR; see `simulator vendors new --help`"),
        (("vendors", "new", "acme"), "DIR"),
        (("vendors", "new", "acme", "x", "y"), "unrecognized arguments: y"),
        (("vendors", "--lang", "en", "new"), "options stand after it"),
        (("vendors", "nwe"), "new"),
    ],
)
def test_a_mistake_in_the_command_says_what_to_write(simulator: Simulator, argv: tuple[str, ...], hint: str):
    ran = simulator(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err


def test_the_help_of_vendors_names_new_and_check(simulator: Simulator):
    out = simulator("vendors", "--help").out
    assert "simulator vendors new acme ./my-vendors" in out
    assert "simulator vendors check ./my-vendors" in out
    assert "--with-plugin" in simulator("vendors", "new", "--help").out
