"""Marks words in widgets that stand on the screen, and takes the marks away again. Finding entries is `searching`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.faces.tui.widgets.answer_text import MARK, AnswerText


class Marks:
    """What was marked, and how each text was before."""

    def __init__(self) -> None:
        """Start with none."""
        self._before: list[tuple[Static, Content]] = []
        self._answers: list[AnswerText] = []

    def put(self, widgets: Iterable[Widget], words: str) -> None:
        """Mark `words` in all texts of the widgets; the marks before are taken away."""
        self.take_away()
        wanted = re.compile(re.escape(words), re.IGNORECASE)
        for widget in widgets:
            own = (widget,) if isinstance(widget, Static) else ()
            for shown in chain(own, widget.query(Static)):
                self._mark(shown, wanted)
            for answer in widget.query(AnswerText):
                answer.mark(wanted)
                self._answers.append(answer)

    def take_away(self) -> None:
        """Show the texts as they were."""
        before, self._before, answers, self._answers = self._before, [], self._answers, []
        for answer in answers:
            answer.mark(None)
        for shown, content in before:
            if shown.is_attached:
                shown.update(content)

    def _mark(self, shown: Static, wanted: re.Pattern[str]) -> None:
        content = shown.visual
        if not isinstance(content, Content):
            return
        marked = content
        for match in wanted.finditer(content.plain):
            marked = marked.stylize(MARK, match.start(), match.end())
        if marked is not content:
            self._before.append((shown, content))
            shown.update(marked)
