"""The backends of a phone in use: what is edited in the configuration meanwhile counts when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "simulator.toml"


def opened(file: Path, **choice: str):
    environ = {f"SIMULATOR_{name}_DIR": str(file.parent) for name in ("CONFIG", "DATA", "CACHE")}
    return Program(environ).open_phone(PhoneChoice(clock="virtual"), BackendChoice(**choice), None)


async def test_an_edit_counts_when_it_is_asked_for(file):
    phone = opened(file)
    assert "fresh" not in phone.backends.names()
    file.write_text('[backends.fresh]\nbase_url = "http://127.0.0.1:9"\nmodel = "one"\n', "utf-8")
    assert "fresh" in phone.backends.names()
    assert phone.backends.chain("fresh", None)[0].model == "one"
    file.write_text(file.read_text("utf-8").replace("one", "two"), "utf-8")
    assert phone.backends.chain("fresh", None)[0].model == "two"
    assert phone.backends.chain("fresh", "three")[0].model == "three"
    await phone.put_away()


async def test_a_broken_edit_is_told_and_what_answers_stays(file):
    phone = opened(file)
    file.write_text("[backends.fresh\n", "utf-8")
    for ask in (
        phone.backends.names,
        lambda: phone.backends.chain("mock", None),
        lambda: phone.backends.models("mock"),
    ):
        with pytest.raises(UserProblem, match="is not TOML"):
            ask()
    assert phone.conversation.backend.name == "mock"
    await phone.put_away()


async def test_an_address_of_the_command_line_can_be_gone_back_to_with_another_model(file):
    phone = opened(file, url="http://127.0.0.1:9/v1", model="m")
    first = phone.conversation.backend.name
    assert phone.backends.names()[0] == first
    assert phone.backends.chain(first, None)[0].model == "m"
    assert phone.backends.chain(first, "n")[0].name == first
    assert phone.backends.models("deepseek@2025-02") == ("deepseek-reasoner", "deepseek-chat")
    await phone.put_away()
