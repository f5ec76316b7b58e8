"""How findings look in a terminal: a mark, what was checked, what came of it, and what to do. Order is the probe's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TextIO

from simulator.doctor.finding import CHECKS, Cost, Finding, Status
from simulator.domain.cells import pad, width
from simulator.domain.clean import clean
from simulator.domain.limit import Lang
from simulator.faces.cli.doctor_texts import say
from simulator.faces.cli.wrapping import is_coloured, page_width, wrap

_MARKS: Mapping[Status, str] = {"ok": "✓", "warn": "!", "fail": "✗", "skipped": "-"}
_COLOURS: Mapping[Status, str] = {"ok": "32", "warn": "33", "fail": "31", "skipped": "2"}


class Page:
    """Prints findings one after the other, aligned by the longest name of a check in the language."""

    def __init__(self, lang: Lang, environ: Mapping[str, str], out: TextIO) -> None:
        """Take the language and where to print."""
        self._lang, self._out = lang, out
        self._coloured = is_coloured(out, environ)
        self._label = max(width(name.text(lang)) for name in CHECKS.values()) + 2
        self._cells = page_width()
        self._skipped: list[Finding] = []

    def line(self, text: str) -> None:
        """Print a line, and show it at once."""
        print(clean(text), file=self._out, flush=True)

    def show(self, finding: Finding) -> None:
        """Print a finding, and its remedy below it; what is skipped for one reason is gathered into one line."""
        if self._skipped and (finding.status != "skipped" or finding.detail != self._skipped[0].detail):
            self._show_skipped()
        if finding.status == "skipped":
            self._skipped.append(finding)
            return
        name = CHECKS[finding.id].text(self._lang)
        indent = self._item(finding.status, name, finding.detail.text(self._lang) + _seconds(finding))
        if finding.remedy is not None:
            self._remedy(finding.remedy.text(self._lang), indent)

    def _show_skipped(self) -> None:
        names = [CHECKS[finding.id].text(self._lang) for finding in self._skipped]
        why, self._skipped = self._skipped[0].detail.text(self._lang), []
        if len(names) == 1:
            self._item("skipped", names[0], why)
        else:
            shown = say("skipped.separator", self._lang).join(names)
            self._item("skipped", say("skipped", self._lang), say("skipped.why", self._lang, why=why, names=shown))

    def _item(self, status: Status, name: str, text: str) -> str:
        """Print a name and a text beside it, and give the blanks that stand before what belongs to it."""
        before = f"{_MARKS[status]} {pad(name, self._label)}"
        indent = " " * width(before)
        for number, part in enumerate(wrap(clean(text), self._cells - width(before))):
            self._print(status, indent if number else before, part)
        return indent

    def end(self, findings: Sequence[Finding], cost: Cost, seconds: float) -> None:
        """Print what it all comes to."""
        if self._skipped:
            self._show_skipped()
        counts = Counter(finding.status for finding in findings)
        self.line("")
        self.line(say("counts", self._lang, **{status: counts[status] for status in _MARKS}))
        tokens = cost.prompt_tokens + cost.completion_tokens
        said = {"requests": cost.requests, "tokens": tokens, "uncounted": cost.uncounted, "seconds": f"{seconds:.1f}"}
        self.line(say("cost", self._lang, **said))

    def _remedy(self, text: str, indent: str) -> None:
        for number, part in enumerate(wrap(clean(text), self._cells - width(indent) - 2)):
            print(f"{indent}{'→ ' if number == 0 else '  '}{part}", file=self._out, flush=True)

    def _print(self, status: Status, before: str, text: str) -> None:
        if not self._coloured or (before.isspace() and status != "skipped"):
            print(f"{before}{text}".rstrip(), file=self._out, flush=True)
        elif status == "skipped":
            print(f"\x1b[2m{before}{text}\x1b[0m", file=self._out, flush=True)
        else:
            mark = f"\x1b[{_COLOURS[status]}m{before[:1]}\x1b[0m"
            print(f"{mark}{before[1:]}{text}", file=self._out, flush=True)


def _seconds(finding: Finding) -> str:
    """Give how long a step took; what is shorter than a millisecond is not told."""
    if finding.seconds is None or finding.seconds < 0.001:
        return ""
    # Without a blank, so that no line ends between a number and its unit.
    return f" ({finding.seconds:.2f}s)" if finding.seconds >= 1 else f" ({finding.seconds * 1000:.0f}ms)"
