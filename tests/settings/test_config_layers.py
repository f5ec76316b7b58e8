"""Which value wins, where it is said to be from, and what is refused; folders and variables are the test's own."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.domain.problem import UserProblem
from simulator.domain.release import Limits
from simulator.settings.load import lang_set, load, motion_set
from simulator.settings.resolve import Flags, resolve
from simulator.settings.schema import LimitsTable
from simulator.settings.secrets import keyring_key
from simulator.settings.variables import variable_warnings
from simulator.toml_file.problem import FileError


@pytest.fixture
def home(tmp_path):
    (tmp_path / "user").mkdir()
    return tmp_path


@pytest.fixture
def read(home):
    def read(project: str = "", user: str = "", named: Path | None = None, **environ: str):
        (home / "simulator.toml").write_text(project, "utf-8")
        (home / "user" / "simulator.toml").write_text(user, "utf-8")
        return load({"SIMULATOR_CONFIG_DIR": str(home / "user"), **environ}, home, named)

    return read


def test_flags_win_over_variables_over_project_over_user(read):
    user = 'backend = "a"\nlang = "en"\n[backends.a]\nbase_url = "http://a:1"\nmodel = "m1"\n'
    project = 'backend = "b"\n[backends.a]\nmodel = "m2"\n[backends.b]\nbase_url = "http://b:1"\n'
    assert resolve(read("", user), Flags()).model == "m1"
    assert resolve(read(project, user), Flags()).name == "b"
    layered = read(project, user, SIMULATOR_BACKEND="a", SIMULATOR_LANG="zh")
    server = resolve(layered, Flags(model="m3"))
    assert (server.name, server.base_url, server.model, lang_set(layered)) == ("a", "http://a:1", "m3", "zh")
    assert str(layered.values[("backends", "a", "model")].origin) == "simulator.toml:3"
    assert str(layered.values[("backend",)].origin) == "SIMULATOR_BACKEND"


def test_clocks_of_two_files_are_merged(read):
    user = '[backends.a]\nbase_url = "http://a:1"\ntimeout = 30\n'
    project = "[backends.a]\ntimeout = { connect = 2 }\n"
    assert resolve(read(project, user), Flags(name="a")).timeout == {"total": 30, "connect": 2}


def test_a_named_file_stands_in_the_place_of_the_projects(read, home):
    other = home / "小艺.toml"
    other.write_text('backend = "vllm"\n', "utf-8")
    for layers in (read('backend = "ollama"', named=other), read('backend = "ollama"', SIMULATOR_CONFIG=str(other))):
        assert resolve(layers, Flags()).name == "vllm"
    with pytest.raises(UserProblem, match=r"nope.toml: is missing; begin one"):
        read(named=home / "nope.toml")


def test_all_mistakes_are_told_with_place_and_nearest_name(read):
    text = 'langg = "en"\n[backends.work]\npreset = "deepseek"\nmodle = "x"\ntimeout = -1\n'
    with pytest.raises(UserProblem) as caught:
        read(text)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "simulator.toml:1:1",
        "simulator.toml:4:1",
        "simulator.toml:5:11",
    ]
    assert 'did you mean "lang"?' in lines[0]
    assert 'did you mean "model"?' in lines[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'backend = "vlm"',
            'simulator.toml:1:11: backend is "vlm", and there is no such backend; did you mean "vllm"?',
        ),
        ('[backends.a]\npreset = "olama"', 'simulator.toml:2:10: backends.a.preset is "olama"; did you mean "ollama"?'),
        ("[backends.a]\nmodel = 'm'", "says neither preset nor base_url"),
        ('[backends.deepseek]\nfallback = ["mok"]', 'holds "mok", no such backend; did you mean "mock"?'),
        ('[backends.deepseek]\nfallback = ["deepseek"]', "names the backend itself"),
        ("[backends.deepseek]\nextra_body = { temperature = 3 }", "temperature is 3; write a number from 0 to 2"),
        ('[backends.a]\npreset = "deepseek@2025-02"\nextra_body = { logprobs = true }', "with status 400"),
        ("[backends.vllm]\nextra_body = { stream = false }", "is written by the program itself"),
        ("[backends.mock]\nhttp2 = true", "the embedded mock is none"),
        ("[backends.'a,b']\nbase_url = 'http://a'", "is no name"),
        ("[backends.a]\nbase_url = 'ftp://a'", "write it like http://"),
    ],
)
def test_what_does_not_fit_together_is_refused(read, text, said):
    with pytest.raises(UserProblem) as caught:
        read(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        'api_key = "sk-0123"',
        'api_key_env = "sk-0123"',
        'base_url = "http://me:sk-0123@a/"',
        'proxy = "http://me:sk-0123@a/"',
        'headers = { Authorization = "Bearer sk-0123" }',
        'headers = { "api-key" = "sk-0123" }',
    ],
)
def test_a_key_in_a_file_is_refused_and_not_repeated(read, text):
    """W4."""
    with pytest.raises(UserProblem) as caught:
        read(f"[backends.deepseek]\n{text}\n")
    assert "sk-0123" not in str(caught.value)


def test_an_unknown_backend_names_the_nearest(read):
    with pytest.raises(UserProblem, match=r'--backend wrok: no such backend; did you mean "work"\? \(known: .*mock'):
        resolve(read('[backends.work]\npreset = "vllm"'), Flags(name="wrok"))


def test_an_address_alone_is_a_server_of_which_nothing_is_known(read):
    """W7: what the configuration says of another backend, its key included, is not sent there."""
    server = resolve(read('backend = "deepseek"'), Flags(url="http://127.0.0.1:9/v1"))
    assert (server.name, server.api_key_env, server.extra, server.era) == ("127.0.0.1:9", None, {}, None)


def test_a_presets_key_goes_to_its_own_address_only(read):
    assert resolve(read(), Flags(name="deepseek")).api_key_env == "DEEPSEEK_API_KEY"
    assert resolve(read(), Flags(name="deepseek", url="http://a:1")).api_key_env is None
    assert resolve(read(), Flags(name="deepseek", url="http://a:1", api_key_env="K")).api_key_env == "K"


def test_a_preset_without_an_address_asks_for_one(read):
    with pytest.raises(UserProblem, match=r"--backend azure: has no address of its own; give --backend-url"):
        resolve(read(), Flags(name="azure"))


def test_limits_of_the_schema_are_those_of_a_release():
    assert list(LimitsTable.model_fields) == [field.name for field in fields(Limits)]


def test_a_misspelt_variable_gives_one_line_with_the_nearest():
    assert variable_warnings({"SIMULATOR_BACKND": "x", "SIMULATOR_LANG": "zh", "PATH": ""}) == [
        "SIMULATOR_BACKND: no such variable, so it does nothing; did you mean SIMULATOR_BACKEND?"
    ]


def test_a_keyring_that_cannot_be_used_is_told_in_one_line():
    with pytest.raises(UserProblem, match=r"api_key_keyring 'simulator/work': .*(api_key_env|keyring set)"):
        keyring_key("simulator/work")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_file_is_read_or_refused_in_words(read, text):
    try:
        read(text.encode("utf-8", "replace").decode())
    except UserProblem as problem:
        assert str(problem)


def test_motion_is_a_variables_before_it_is_a_files_and_another_word_is_refused(read):
    assert motion_set(read()) is None
    assert motion_set(read('motion = "reduced"\n')) == "reduced"
    assert motion_set(read('motion = "reduced"\n', SIMULATOR_MOTION="full")) == "full"
    with pytest.raises(UserProblem, match="SIMULATOR_MOTION is 'slow'; write full or reduced"):
        motion_set(read(SIMULATOR_MOTION="slow"))
    with pytest.raises(FileError, match=r"simulator\.toml:1:10: motion is"):
        read('motion = "slow"\n')
