"""Whatever stands in a script, it is read or complained of: never more than that, and never less."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.problem import UserProblem
from simulator.replay.choosing import Choice, Named, cases_in, read_all
from simulator.replay.expecting import SUBJECTS
from simulator.replay.filling import fill, names_in
from simulator.replay.grammar import SCRIPT, STEP
from simulator.replay.matching import likeness
from simulator.replay.places import Complaints

NAMES = st.sampled_from(
    [*SCRIPT.forms, *STEP.forms, *SUBJECTS, "equals", "between", "similar", "to", "of", "kind", "x"]
)
SCALARS = st.sampled_from(["3s", "-1", "{x}", "xiaoyi", "none", "all", "(", "9" * 30]) | st.none() | st.text(max_size=5)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4))
STEPS = st.dictionaries(st.sampled_from([*STEP.forms]), TREES, max_size=4)
EXPECTED = st.dictionaries(st.sampled_from([*SUBJECTS]), TREES, max_size=3).map(
    lambda it: {"user": "x", "expect": [it]}
)
SCRIPTS = st.dictionaries(NAMES, TREES, max_size=4) | st.lists(STEPS | EXPECTED, max_size=3).map(
    lambda it: {"turns": it}
)


def is_told(content: bytes, lab) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sim.yaml"
        path.write_bytes(content)
        said = Complaints()
        try:
            return bool(cases_in(read_all([Named(path, "a", True)], said), Choice(), lab, said))
        except UserProblem as problem:
            return bool(str(problem))


@settings(max_examples=80)
@given(SCRIPTS)
def test_any_tree_of_keys_is_read_or_told(lab, tree):
    text = yaml.safe_dump({"script": "a", "turns": [{"user": "x"}]} | tree, allow_unicode=True)
    assert is_told(text.encode("utf-8", "surrogatepass"), lab)


@settings(max_examples=80)
@given(st.binary(max_size=60) | st.text("{}[]:,- \n\t&*!|>'\"#%@ab", max_size=60).map(str.encode))
def test_any_bytes_are_told(lab, content):
    assert is_told(content, lab)


@given(st.text("ab{} 1中", max_size=20), st.dictionaries(st.sampled_from(["a", "b", "中"]), st.text(max_size=3)))
def test_filling_leaves_no_name_that_has_a_value(text, names):
    filled = fill(text, dict.fromkeys(names, "-"))
    assert not [name for name in names_in(text) if name in names and f"{{{name}}}" in filled and "{{" not in text]


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1
