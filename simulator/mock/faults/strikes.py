"""Which rules strike a request: chance from seed and prompt, and counts. What a fault then does is not here."""

from __future__ import annotations

from collections import Counter, OrderedDict
from hashlib import blake2b

from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.faults.rule import Asked, Rule

MOST = 4_096
"""Conversations whose repetitions are counted; those longest unused go first."""


class Strikes:
    """Follows a plan, which can be replaced at any time; counts then begin anew.

    Chance depends on the seed, the rule, the conversation and how often that was asked before: the order in which
    different conversations come changes nothing, and who asks again may be luckier.
    """

    def __init__(self, seed: int, plan: FaultPlan = NO_FAULTS) -> None:
        """Take what chance is drawn from, and the rules."""
        self._seed = seed
        self.committed: Counter[str] = Counter()
        self.follow(plan)

    @property
    def plan(self) -> FaultPlan:
        """Give the rules that are followed now."""
        return self._plan

    def follow(self, plan: FaultPlan) -> None:
        """Follow other rules from now on."""
        self._plan = plan
        self._fitting: Counter[int] = Counter()
        self._asked: OrderedDict[bytes, int] = OrderedDict()

    def struck(self, asked: Asked, more: FaultPlan = NO_FAULTS) -> tuple[Rule, ...]:
        """Give the rules that strike this request: those of the plan, and `more` that it brings itself and come first.

        At most one of them is more than a manner. Each call counts as one request.
        """
        if not self._plan.rules and not more.rules:
            return ()
        times = self._times(asked)
        struck = [rule for number, rule in enumerate(more.rules, 1) if self._strikes(-number, rule, asked, times)]
        struck += [rule for number, rule in enumerate(self._plan.rules) if self._strikes(number, rule, asked, times)]
        decisive = next((rule for rule in struck if not rule.definition.manner), None)
        chosen = tuple(rule for rule in struck if rule is decisive or rule.definition.manner)
        self.committed.update(rule.kind for rule in chosen)
        return chosen

    def _strikes(self, number: int, rule: Rule, asked: Asked, times: int) -> bool:
        if not rule.fits(asked):
            return False
        if number >= 0:  # a rule that a request brings itself has seen no other
            self._fitting[number] += 1
        if not rule.is_turn(max(1, self._fitting[number])):
            return False
        return rule.rate >= 1 or _chance(f"{self._seed}\n{rule}\n{times}\n{asked.conversation}") < rule.rate

    def _times(self, asked: Asked) -> int:
        """Count how often this conversation was asked before."""
        digest = blake2b(asked.conversation.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        times = self._asked.pop(digest, 0)
        self._asked[digest] = times + 1
        if len(self._asked) > MOST:
            self._asked.popitem(last=False)
        return times


def _chance(text: str) -> float:
    """Give a number from 0 to below 1, the same for the same text."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
