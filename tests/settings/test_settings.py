"""Where the user's files are, which key is used, and what nobody said."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.domain.problem import UserProblem
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.places import data_dir, user_vendors
from simulator.settings.secrets import api_key


@pytest.mark.parametrize(
    ("place", "variable", "below"),
    [(data_dir, "SIMULATOR_DATA_DIR", ""), (user_vendors, "SIMULATOR_CONFIG_DIR", "vendors")],
)
def test_a_named_folder_wins_over_the_platforms(place, variable, below):
    assert place({variable: "/srv/小艺"}) == Path("/srv/小艺", below)
    assert place({variable: "~/recordings"}) == Path.home() / "recordings" / below
    assert place({variable: ""}) == place({})
    assert place({}).is_absolute()


def test_the_platforms_folders_bear_the_programs_name():
    assert data_dir({}).name == "simulator"
    assert user_vendors({}).parts[-2:] == ("simulator", "vendors")


def test_a_key_comes_from_the_variable_that_was_named():
    assert api_key("MY_KEY", {"MY_KEY": "sk-123", "OTHER": "sk-456"}) == "sk-123"
    assert api_key("MY_KEY", {"MY_KEY": " sk-123\n"}) == "sk-123"
    assert api_key(None, {"MY_KEY": "sk-123"}) is None


@pytest.mark.parametrize("environ", [{}, {"MY_KEY": ""}, {"MY_KEY": " \n"}])
def test_an_unset_variable_is_named_with_what_to_do(environ):
    with pytest.raises(UserProblem, match=r"--api-key-env MY_KEY: .* export MY_KEY="):
        api_key("MY_KEY", environ)


@pytest.mark.parametrize("key", ["sk-0123456789abcdef", "Bearer 0123456789abcdef"])
def test_a_key_given_in_place_of_its_variables_name_is_not_repeated(key):
    with pytest.raises(UserProblem) as problem:
        api_key(key, {})
    assert key not in str(problem.value)
    assert "--api-key-env" in str(problem.value)


def test_what_nobody_said_is_none_and_no_guess():
    phone, backend = PhoneChoice(), BackendChoice()
    assert (phone.vendor, phone.seed, phone.lang, phone.clock, phone.must_wake) == (None, None, None, "real", False)
    assert (backend.name, backend.url, backend.model, backend.api_key_env, backend.timeout) == (None,) * 5
