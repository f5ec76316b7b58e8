"""The key `dialect`: who pins nothing gets detection, and a wrong name is told with the nearest right one."""

from __future__ import annotations

import pytest

from simulator.domain.problem import UserProblem
from simulator.settings.load import load
from simulator.settings.presets import preset_ids
from simulator.settings.resolve import Flags, resolve


@pytest.fixture
def read(tmp_path):
    def read(table: str):
        file = tmp_path / "simulator.toml"
        file.write_text(f"[backends.gpu]\n{table}\n", "utf-8")
        return load({"SIMULATOR_CONFIG_DIR": str(tmp_path / "user")}, tmp_path, file)

    return read


def test_no_preset_pins_its_dialect(read):
    """A version more or a flag less moves thinking elsewhere, and a preset that pinned it would lose it."""
    for id in preset_ids():
        settings = read(f'preset = "{id}"')
        flags = Flags(name="gpu", url=None if id == "mock" else "http://127.0.0.1:1")
        assert resolve(settings, flags).dialect == "auto"


def test_a_pin_is_the_users_and_shown_with_its_place(read):
    server = resolve(read('preset = "vllm"\ndialect = "tags"'), Flags(name="gpu"))
    assert server.dialect == "tags"
    assert str(server.values["dialect"].origin).endswith("simulator.toml:3")


@pytest.mark.parametrize(
    ("written", "meant"), [("reasonin", "reasoning"), ("openruter", "openrouter"), ("tag", "tags"), ("Auto", "auto")]
)
def test_a_wrong_dialect_is_told_with_the_nearest_name(read, written, meant):
    with pytest.raises(UserProblem, match=rf'simulator\.toml:3:.*backends\.gpu\.dialect .*did you mean "{meant}"'):
        read(f'base_url = "http://127.0.0.1:8000"\ndialect = "{written}"')


def test_the_embedded_mock_has_no_dialect_to_pin(read):
    with pytest.raises(UserProblem, match=r"dialect is for a server"):
        read('preset = "mock"\ndialect = "tags"')
