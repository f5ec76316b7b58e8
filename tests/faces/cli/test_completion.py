from __future__ import annotations

import shutil
import subprocess

import pytest

from simulator.faces.cli.main import COMMANDS
from tests.faces.cli.conftest import Simulator


@pytest.fixture(scope="module")
def complete(warm, tmp_path_factory):
    """Complete the last word of a command line, in a real bash."""
    folder = tmp_path_factory.mktemp("completion")
    script = folder / "simulator.bash"
    script.write_bytes(warm.run(("completion", "bash"), {"SIMULATOR_CACHE_DIR": str(folder)}).out)

    def run(*words: str) -> list[str]:
        asked = 'COMP_WORDS=(simulator "$@"); COMP_CWORD=$#; _simulator; printf "%s\\n" "${COMPREPLY[@]}"'
        line = f"source {script}; {asked}"
        done = subprocess.run(["bash", "-c", line, "bash", *words], capture_output=True, text=True, check=True)
        return done.stdout.split()

    return run


def test_every_command_is_completed(complete):
    assert set(COMMANDS) <= set(complete(""))
    assert complete("ve") == ["vendors"]


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (("tui", "--ven"), ["--vendor", "--vendors-path"]),
        (("ask", "--vendor", "xiaoy"), ["xiaoyi"]),
        (("vendors", "ti"), ["timeline"]),
        (("tui", "--lang", ""), ["zh", "en"]),
        (("sessions", "export", "demo", "--format", "s"), ["svg", "script"]),
        (("mock", "--era", "2026"), ["2026-11"]),
        (("ask", "--model", "x"), []),
    ],
)
def test_options_and_their_values_are_completed(complete, words, completed):
    assert complete(*words) == completed


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_of_another_shell_names_every_command_and_is_sound(simulator: Simulator, shell: str, tmp_path):
    made = simulator("completion", shell)
    assert made.code == 0
    assert all(command in made.out for command in COMMANDS)
    if shutil.which(shell):
        script = tmp_path / "simulator"
        script.write_text(made.out, "utf-8")
        subprocess.run([shell, "-n", str(script)], check=True)


def test_an_unknown_shell_is_told_which_there_are(simulator: Simulator):
    ran = simulator("completion", "cmd")
    assert ran.code == 2
    assert "bash" in ran.err
