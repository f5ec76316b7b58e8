"""How versions and system names are read and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.versions import System, parse_system, parse_version, reaches

NUMBERS = st.lists(st.integers(0, 999_999_999), min_size=1, max_size=8).map(tuple)


@given(NUMBERS, st.sampled_from(["", "v", "V", "  "]))
def test_a_version_is_read_as_it_is_written(numbers, prefix):
    assert parse_version(prefix + ".".join(map(str, numbers))) == numbers


@pytest.mark.parametrize("text", ["", "11.", ".11", "11..2", "-1", "1.2a", "beta", "2025-02-08", "1 2", "1" * 10, "v"])
def test_what_is_no_version_is_refused_with_the_form(text):
    with pytest.raises(ValueError, match=r"like 11\.2\.10\.310"):
        parse_version(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HarmonyOS 5.0", System("HarmonyOS", (5, 0))),
        ("MagicOS8.0.1", System("MagicOS", (8, 0, 1))),
        (" 澎湃 OS 2 ", System("澎湃 OS", (2,))),
        ("ColorOS  15", System("ColorOS", (15,))),
    ],
)
def test_a_system_is_a_name_and_a_version(text, expected):
    assert parse_system(text) == expected


@pytest.mark.parametrize("text", ["", "HarmonyOS", "4", "MagicOS 8.0 beta", "8 MagicOS"])
def test_what_is_no_system_is_refused_with_the_form(text):
    with pytest.raises(ValueError, match=r'like "MagicOS 8\.0"'):
        parse_system(text)


@pytest.mark.parametrize("text", ["5.0", "11.2.10.310"])
def test_a_version_alone_is_no_system(text):
    with pytest.raises(ValueError, match=r'like "MagicOS 8\.0"'):
        parse_system(text)


@given(st.text(max_size=30))
def test_any_text_is_a_system_or_refused(text):
    try:
        system = parse_system(text)
    except ValueError:
        return
    assert system.name
    assert text.strip().startswith(system.name)


@pytest.mark.parametrize("text", ["a" + " " * 20_000 + "x", "1." * 20_000, "a1" * 10_000 + "x", "1" * 40_000])
def test_a_hostile_text_is_refused(text):
    for parse in (parse_version, parse_system):
        with pytest.raises(ValueError):
            parse(text)


@given(NUMBERS, NUMBERS)
def test_of_two_versions_one_reaches_the_other(one, other):
    assert reaches(one, other) or reaches(other, one)
    assert reaches(one, one)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_reaching_is_transitive(one, two, three):
    low, middle, high = sorted([one, two, three], key=lambda version: version + (0,) * 8)
    assert reaches(middle, low) and reaches(high, middle) and reaches(high, low)


@given(NUMBERS, st.integers(0, 3))
def test_missing_numbers_count_as_zero(version, zeros):
    longer = version + (0,) * zeros
    assert reaches(version, longer) and reaches(longer, version)


def test_versions_are_compared_as_numbers():
    assert reaches((11, 2, 10), (11, 2, 9, 340))
    assert not reaches((11, 2, 9), (11, 2, 10))


def test_another_system_never_runs():
    assert System("magicos", (9,)).runs(System("MagicOS", (8, 0)))
    assert not System("HarmonyOS", (99,)).runs(System("MagicOS", (8, 0)))


@given(st.text(max_size=30))
def test_any_text_is_a_version_or_refused(text):
    try:
        numbers = parse_version(text)
    except ValueError:
        return
    assert 1 <= len(numbers) <= 8
    assert all(0 <= number < 1_000_000_000 for number in numbers)


@pytest.mark.parametrize("text", ["１１.２", "八.零", "1.0\n2", "1.0-beta", "1,0", "∞", "1e3", "0x11"])
def test_a_version_of_another_shape_is_refused_or_read_as_its_numbers(text):
    try:
        numbers = parse_version(text)
    except ValueError as error:
        assert "like 11.2.10.310" in str(error)
    else:
        assert numbers == (11, 2)
