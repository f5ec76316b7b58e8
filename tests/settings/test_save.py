"""Writing a backend's table: what goes in, what stays, and what is refused."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.problem import UserProblem
from simulator.settings.layers import Settings
from simulator.settings.load import load
from simulator.settings.resolve import Flags, resolve
from simulator.settings.save import save_backend, table_of, with_backend

COMMENTED = '# top\nbackend = "mock" # why\n\n[backends.a] # one\nmodel = "old" # model\npreset = "vllm"\n# end\n'
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def written(text: str, name: str, table: dict, *, force: bool = False) -> str:
    return with_backend(text, name, table, force=force, file="simulator.toml")


def test_an_update_changes_its_values_and_nothing_else():
    assert written(COMMENTED, "a", {"preset": "vllm", "model": "new"}) == COMMENTED.replace("old", "new")


def test_a_new_table_comes_last_and_all_before_it_stays():
    text = written(COMMENTED, "llama.cpp", {"model": "m"})
    assert text.startswith(COMMENTED)
    assert tomllib.loads(text)["backends"]["llama.cpp"] == {"model": "m"}


def test_a_table_of_another_address_is_kept_without_force():
    with pytest.raises(UserProblem, match="--force"):
        written(COMMENTED, "a", {"base_url": "http://gpu:8000"})
    assert "old" not in written(COMMENTED, "a", {"base_url": "http://gpu:8000"}, force=True)


def test_a_table_named_like_its_preset_is_the_same_backend():
    assert 'model = "new"' in written('[backends.vllm]\nmodel = "m"\n', "vllm", {"preset": "vllm", "model": "new"})


@given(st.dictionaries(st.sampled_from(["model", "preset", "base_url", "proxy"]), TEXTS, min_size=1), TEXTS)
def test_what_is_written_is_read_back(table, comment):
    text = written(f"# {comment}\n", "x", table)
    assert tomllib.loads(text)["backends"]["x"] == table


def test_the_table_says_what_was_set_and_where_the_key_is(tmp_path):
    (tmp_path / "simulator.toml").write_text('[backends.w]\npreset = "deepseek"\nca = "c.pem"\nhttp2 = true\n', "utf-8")
    environ = {"SIMULATOR_CONFIG_DIR": str(tmp_path / "none")}
    server = resolve(load(environ, tmp_path / "elsewhere", tmp_path / "simulator.toml"), Flags(name="w", model="m"))
    table = table_of(server)
    assert list(table)[:2] == ["preset", "model"]
    assert table["api_key_env"] == "DEEPSEEK_API_KEY"
    assert table["http2"] is True
    save_backend(tmp_path / "simulator.toml", "w", table)
    assert 'ca = "c.pem"' in (tmp_path / "simulator.toml").read_text("utf-8")
    plain = table_of(resolve(Settings({}), Flags(url="http://gpu:8000/v1")))
    assert plain == {"base_url": "http://gpu:8000/v1", "model": "deepseek-reasoner"}
    assert table_of(resolve(Settings({}), Flags(name="deepseek@2025-02")))["preset"] == "deepseek@2025-02"


def test_a_link_stays_a_link_and_line_ends_stay(tmp_path):
    real, link = tmp_path / "real.toml", tmp_path / "simulator.toml"
    real.write_bytes(b'lang = "zh"\r\n')
    real.chmod(0o600)
    link.symlink_to(real)
    save_backend(link, "x", {"model": "m"})
    assert link.is_symlink()
    assert real.read_bytes().startswith(b'lang = "zh"\r\n')
    assert real.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserProblem, match="cannot be written"):
        save_backend(tmp_path / "file" / "simulator.toml", "x", {"model": "m"})
