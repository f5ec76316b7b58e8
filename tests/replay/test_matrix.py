"""Which cases a script makes, and what the command line makes of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.domain.problem import UserProblem
from simulator.replay.choosing import Choice, cases_in, read_all, scripts_at
from simulator.replay.places import Complaints

TURNS = "turns: [{user: 你好}]\n"
BOTH = "script: both\nmatrix: {vendor: [xiaoyi, yoyo], release: [11.2.10.310, 11.2.10.340, 80.0.1.503]}\n" + TURNS
PLAIN = "script: plain\n" + TURNS


@pytest.fixture
def cells(written, lab) -> Callable[..., list[str]]:
    """Give the cells of a script, as `vendor release backend`."""

    def made(text: str, where: str = "a.sim.yaml", **choice) -> list[str]:
        path, said = written(text), Complaints()
        named = str(path) if where == "a.sim.yaml" else str(path.parent)
        cases = cases_in(read_all(scripts_at([named], path.parent), said), Choice(**choice), lab, said)
        return [" ".join(case.cell[key] for key in ("vendor", "release", "backend")) for case in cases]

    return made


def test_every_combination_that_there_can_be_is_a_case(cells):
    assert cells(BOTH) == ["xiaoyi 11.2.10.310 mock", "xiaoyi 11.2.10.340 mock", "yoyo 80.0.1.503 mock"]


def test_a_script_that_names_nothing_is_one_case_on_the_mock(cells):
    assert cells(PLAIN) == ["xiaoyi 11.2.10.340 mock"]


def test_all_stands_for_every_vendor_or_release(cells, lab):
    assert len(cells("script: a\nmatrix: {vendor: all}\n" + TURNS)) == len(lab.vendors())
    assert cells("script: a\nmatrix: {vendor: [xiaoyi], release: all}\n" + TURNS) == cells(BOTH)[:2]


def test_a_named_script_runs_on_what_the_command_line_says(cells):
    assert cells(BOTH, vendors=("yoyo",)) == ["yoyo 80.0.1.503 mock"]
    assert cells(BOTH, vendors=("breeno",)) == ["breeno 2025-02-20 mock"]
    assert cells(PLAIN, vendors=("xiaoyi", "yoyo")) == ["xiaoyi 11.2.10.340 mock", "yoyo 80.0.1.503 mock"]
    assert cells(PLAIN, releases=("11.2.10.310", "11.2.10.340")) == cells(BOTH)[:2]
    assert cells(PLAIN, backends=("mock", "vllm")) == ["xiaoyi 11.2.10.340 mock", "xiaoyi 11.2.10.340 vllm"]


def test_of_a_folder_cases_of_others_are_left_out(cells):
    assert cells(BOTH, "folder", vendors=("yoyo",)) == ["yoyo 80.0.1.503 mock"]
    assert cells(BOTH, "folder", releases=("11.2.10.310",)) == ["xiaoyi 11.2.10.310 mock"]
    assert cells(PLAIN, "folder", vendors=("xiaoyi", "yoyo")) == ["xiaoyi 11.2.10.340 mock", "yoyo 80.0.1.503 mock"]
    with pytest.raises(UserProblem, match="no case is left"):
        cells(BOTH, "folder", vendors=("breeno",))


@pytest.mark.parametrize("where", ["a.sim.yaml", "folder"])
def test_a_vendor_that_a_row_names_is_left_out_with_its_row(cells, where):
    text = "script: rows\nphone: {vendor: '{maker}'}\ntable: [{maker: xiaoyi}, {maker: yoyo}]\n" + TURNS
    assert cells(text, where) == ["xiaoyi 11.2.10.340 mock", "yoyo 80.0.1.503 mock"]
    assert cells(text, "folder", vendors=("yoyo",)) == ["yoyo 80.0.1.503 mock"]
    assert cells(text, "folder", releases=("80.0.1.503",)) == ["yoyo 80.0.1.503 mock"]


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"vendors": ("xiaoyy",)}, "no such vendor: 'xiaoyy'; did you mean \"xiaoyi\"?"),
        ({"releases": ("9.9",)}, "no such release: '9.9' (known: 11.2.10.310"),
        ({"backends": ("mok",)}, "no such backend: 'mok'; did you mean \"mock\"?"),
        ({"only": ("nix",)}, "no case is left of 1 scripts"),
    ],
    ids=["vendor", "release", "backend", "only"],
)
def test_a_choice_that_there_is_not_is_refused(cells, choice, told):
    with pytest.raises(UserProblem) as caught:
        cells(BOTH, **choice)
    assert told in str(caught.value)


def test_rows_and_axes_make_names_that_are_unique(written, lab):
    path, said = written("script: rows\nmatrix: {seed: [1, 2]}\ntable: [{a: x}, {a: x}]\n" + TURNS), Complaints()
    cases = cases_in(read_all(scripts_at([str(path)], path.parent), said), Choice(), lab, said)
    cell = "vendor=xiaoyi,release=11.2.10.340,backend=mock"
    assert [case.name for case in cases] == [
        f"rows[{cell},seed=1,a=x]",
        f"rows[{cell},seed=1,a=x]#2",
        f"rows[{cell},seed=2,a=x]",
        f"rows[{cell},seed=2,a=x]#2",
    ]
    assert [case.seed for case in cases] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "only", ["yoyo", "vendor=yoyo", "*yoyo*mock]", "both[vendor=yoyo,release=80.0.1.503,backend=mock]"]
)
def test_only_takes_a_part_of_a_name_a_pattern_or_all_of_it(cells, only):
    assert cells(BOTH, only=(only,)) == ["yoyo 80.0.1.503 mock"]


def test_tags_take_scripts_that_have_one_of_them(cells):
    tagged = PLAIN.replace("turns", "tags: [a, b]\nturns")
    assert len(cells(tagged, tags=("b", "c"))) == 1
    with pytest.raises(UserProblem, match="no case is left"):
        cells(tagged, tags=("c",))
