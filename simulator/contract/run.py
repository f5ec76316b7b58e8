"""Runs all checks on a vendor folder. What each one demands is its own file's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.catalogue.load import load_vendor
from simulator.catalogue.problem import ProfileError
from simulator.contract.evidence import EVIDENCE
from simulator.contract.gates import GATES
from simulator.contract.hooks import HOOKS
from simulator.contract.looks import LOOKS
from simulator.contract.smoke import SMOKE
from simulator.contract.verdict import Check, OpenPhone, Seen, Subject, Verdict, same, seen
from simulator.contract.wake_words import WAKE_WORDS
from simulator.contract.words import WORDS_CHECK
from simulator.domain.problem import UserProblem
from simulator.ports import Syllables
from simulator.texts import Texts

_TEXTS = Texts("contract")

CHECKS: tuple[Check, ...] = (GATES, EVIDENCE, WAKE_WORDS, LOOKS, WORDS_CHECK, HOOKS, SMOKE)
"""What a loaded vendor must keep, the quick ones first; before all of them stands `PROFILE`."""

PROFILE, PROFILE_TITLE = "profile", _TEXTS["profile"]


@dataclass(frozen=True, slots=True)
class Report:
    """One vendor folder and the verdicts of all checks, in their order."""

    id: str
    folder: Path
    verdicts: tuple[Verdict, ...]

    @property
    def is_kept(self) -> bool:
        """Say whether every rule is kept."""
        return all(verdict.is_kept for verdict in self.verdicts)


def check_vendor(folder: Path, id: str, open_phone: OpenPhone, syllables: Syllables) -> Report:
    """Check the vendor of a folder that is found as `id`. What is wrong is in the report; nothing is raised for it."""
    try:
        vendor = load_vendor(folder, id)
    except ProfileError as error:
        broken = Verdict(PROFILE, PROFILE_TITLE, seen(same(str(problem)) for problem in error.problems))
        return Report(id, folder, (broken, *(Verdict(check.name, check.title, None) for check in CHECKS)))
    subject = Subject(vendor=vendor, folder=folder, open_phone=open_phone, syllables=syllables)
    number = len(vendor.releases)
    loaded = Verdict(PROFILE, PROFILE_TITLE, Seen(remark=_TEXTS["releases"].filled(number=number)))
    return Report(id, folder, (loaded, *_verdicts(subject)))


def _verdicts(subject: Subject) -> Iterator[Verdict]:
    """Give the verdicts in their order; nobody talks to a phone with a broken plugin: it may hang where that does."""
    has_hooks = True
    for check in CHECKS:
        verdict = (
            _verdict(check, subject) if has_hooks or check is not SMOKE else Verdict(check.name, check.title, None)
        )
        has_hooks = has_hooks and (check is not HOOKS or verdict.is_kept)
        yield verdict


def _verdict(check: Check, subject: Subject) -> Verdict:
    try:
        return Verdict(check.name, check.title, check.look(subject))
    except UserProblem as problem:
        return Verdict(check.name, check.title, seen(map(same, str(problem).splitlines())))
    except Exception as error:  # a check that stops is a vendor that nobody has tried, and hinders no other check
        what = f"{type(error).__name__}: {error}"
        return Verdict(check.name, check.title, seen([_TEXTS["stopped"].filled(what=what)]))
