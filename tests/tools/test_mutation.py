"""The mutation check: what it breaks, that a broken rule is in force in its fork alone, and that nothing is written."""

from __future__ import annotations

import ast
import gc
import importlib
import os
import tomllib
from pathlib import Path

import pytest

from simulator.domain import quota, retry, wake
from simulator.domain.faults import Fault
from simulator.domain.limit import Limit
from tools.mutation.operators import mutants_of
from tools.mutation.playing import Reached, chosen
from tools.mutation.swap import NotInForceError, put_in_force

SOURCE = '''\
"""A module."""

MOST = 2


class Rule:
    def holds(self, used: int) -> bool:
        """Say so."""
        if used < 0 or not self:
            return False
        return used + 1 >= MOST
'''


def said(source: str) -> list[str]:
    return [mutant.name for mutant in mutants_of("m", source)]


def of(module, text: str):
    name = module.__name__
    (found,) = [it for it in mutants_of(name, Path(module.__file__).read_text("utf-8")) if it.name.endswith(text)]
    return found


def in_a_fork(mutant, ask) -> bool:
    """Say what `ask` gives where the rule is broken."""
    pid = os.fork()
    if pid == 0:
        try:
            put_in_force(mutant)
            os._exit(int(ask()))
        except BaseException:
            os._exit(9)
    return bool(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def test_each_kind_of_change_is_made():
    told = said(SOURCE)
    assert "m.Rule.holds: if used < 0 or not self: dropped" in told
    assert "m.Rule.holds: used < 0 or not self → used < 0 and (not self)" in told
    assert "m.Rule.holds: used < 0 or not self → not self" in told
    assert "m.Rule.holds: used < 0 → used <= 0" in told
    assert "m.Rule.holds: not self → self" in told
    assert "m.Rule.holds: False → True" in told
    assert "m.Rule.holds: return used + 1 >= MOST → None" in told
    assert "m.Rule.holds: used + 1 → used - 1" in told
    assert "m.Rule.holds: 1 → 2" in told
    assert "m.MOST: 2 → 3" in told
    assert not any("Say so" in name for name in told)


def test_a_mutant_differs_in_one_place_only():
    sound = ast.unparse(ast.parse(SOURCE)).splitlines()
    for mutant in mutants_of("m", SOURCE):
        broken = ast.unparse(mutant.tree()).splitlines()
        assert sum(one != other for one, other in zip(sound, broken, strict=True)) == 1, mutant.name


def test_a_broken_rule_answers_in_its_fork_and_nowhere_else():
    cap = Limit(3, "seed")
    mutant = of(quota, "is_used_up: used >= cap.value → used > cap.value")
    assert not in_a_fork(mutant, lambda: quota.is_used_up(3, cap))
    assert quota.is_used_up(3, cap)


def test_a_rule_is_broken_where_a_server_has_kept_it_from_the_collector():
    cap = Limit(3, "seed")
    mutant = of(quota, "is_used_up: used >= cap.value → used > cap.value")
    gc.freeze()
    try:
        assert not in_a_fork(mutant, lambda: quota.is_used_up(3, cap))
    finally:
        gc.unfreeze()


def test_a_constant_is_another_one_for_all_that_read_it():
    fault = Fault("overloaded", "busy", status=503)

    def is_asked_a_third_time() -> bool:
        from random import Random

        return retry.wait_before_retry(fault, 2, Random(0)) is not None

    assert in_a_fork(of(retry, "MOST_RETRIES: 2 → 3"), is_asked_a_third_time)
    assert not is_asked_a_third_time()


def test_what_is_nowhere_alive_is_no_mutant():
    (mutant, *_) = mutants_of(wake.__name__, "def nobody(a):\n    return a + 1\n")
    with pytest.raises(NotInForceError):
        put_in_force(mutant)


def test_every_mutant_of_the_domain_compiles():
    for name in ("quota", "load"):
        module = importlib.import_module(f"simulator.domain.{name}")
        for mutant in mutants_of(module.__name__, Path(module.__file__).read_text("utf-8")):
            compile(mutant.tree(), "a mutant", "exec")


def test_of_each_script_the_quickest_cases_come_first():
    class OfFile:
        def __init__(self, file: str) -> None:
            self.script = type("AScript", (), {"file": file})()

    cases = [OfFile("a"), OfFile("a"), OfFile("b"), OfFile("a"), OfFile("a")]
    reached = Reached(seconds={0: 5.0, 1: 1.0, 2: 3.0, 3: 9.0, 4: 7.0})
    assert chosen({0, 1, 2, 3, 4}, cases, reached) == [1, 2, 0, 4, 3]


def test_what_need_not_be_found_is_there_to_be_broken():
    known = tomllib.loads((Path(__file__).parents[2] / "tools/mutation/known.toml").read_text("utf-8"))
    domain = Path(quota.__file__).parent
    files = {path: ".".join(path.relative_to(domain).with_suffix("").parts) for path in domain.rglob("*.py")}
    made = [
        it for path, name in files.items() for it in mutants_of(f"simulator.domain.{name}", path.read_text("utf-8"))
    ]
    assert set(known["shown"]["modules"]) <= set(files.values())
    assert set(known["equivalent"]) <= {mutant.name for mutant in made}
    assert set(known["elsewhere"]) <= {f"{mutant.module}.{mutant.function}" for mutant in made}
