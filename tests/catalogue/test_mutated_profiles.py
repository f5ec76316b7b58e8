"""A profile changed in any way is a vendor or a list of problems, never anything else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from simulator.catalogue.find import Found
from simulator.catalogue.listing import list_found
from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import ProfileError
from simulator.domain.release import Vendor
from simulator.domain.timeline import newest_usable
from tests.catalogue.example import EXAMPLE

LINES = EXAMPLE.splitlines(keepends=True)
ODD_VALUES = [
    "[]",
    "{}",
    "1",
    "-1",
    "true",
    "nan",
    "inf",
    '""',
    '"none"',
    "[[1]]",
    "2025-02-31",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "07:32:00",
    "1e400",
    '{zh="一",en="\\u0000"}',
    '{value="none",evidence="seed"}',
    '{value={chance=1,seconds=0},evidence="seed"}',
]
ODD = st.sampled_from(["", "'''\n'''", "0x" + "f" * 5_000, *ODD_VALUES])


def outcome(text: str) -> Vendor | ProfileError:
    with TemporaryDirectory() as place:
        folder = Path(place, "acme")
        folder.mkdir()
        (folder / "profile.toml").write_text(text, encoding="utf-8", newline="")
        assert list_found(Found("acme", folder, "path")).id == "acme"
        try:
            return load_vendor(folder, "acme")
        except ProfileError as error:
            return error


def check(text: str) -> None:
    result = outcome(text)
    if isinstance(result, ProfileError):
        assert result.problems
        for problem in result.problems:
            assert str(problem).isprintable()
            assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
    else:
        assert newest_usable(result).pacing.tokens_per_second.value > 0
        assert all(word.text for word in result.wake_words)


@given(st.text())
def test_any_text_is_a_vendor_or_problems(text: str):
    check(text.encode("utf-8", "replace").decode())


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_lines_in_any_order_are_a_vendor_or_problems(lines: list[str]):
    check("".join(lines))


@given(st.integers(0, len(EXAMPLE)), st.integers(0, 30), st.text(alphabet='"{}[]=.,\n 1a艾#', max_size=6))
def test_a_slip_of_the_pen_is_a_vendor_or_problems(at: int, lost: int, written: str):
    check(EXAMPLE[:at] + written + EXAMPLE[at + lost :])


@given(st.integers(0, len(LINES) - 1), ODD)
def test_an_odd_value_anywhere_is_a_vendor_or_problems(number: int, odd: str):
    key = LINES[number].partition("=")[0]
    check("".join(LINES[:number]) + f"{key}= {odd}\n" + "".join(LINES[number + 1 :]))


@given(
    st.sampled_from([line for line in LINES if "=" in line]), st.sampled_from(["value", "evidence", "zh", "text"]), ODD
)
def test_an_odd_part_of_a_value_is_a_vendor_or_problems(line: str, part: str, odd: str):
    before, _, after = line.partition(f"{part} = ")
    _, comma, rest = after.partition(",")
    check(EXAMPLE.replace(line, f"{before}{part} = {odd}{comma}{rest}"))


def test_the_unchanged_example_is_a_vendor():
    assert tomllib.loads(EXAMPLE)["id"] == "acme"
    assert isinstance(outcome(EXAMPLE), Vendor)
