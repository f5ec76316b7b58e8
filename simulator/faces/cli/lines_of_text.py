"""Holds text back until a line of it is whole: a screen reader reads lines, not syllables. Printing is `transcript`."""

from __future__ import annotations

import re
from dataclasses import replace

from simulator.domain.events import AnswerDelta, Event, ThinkingDelta
from simulator.faces.cli.transcript import Transcript

_ENDS = re.compile(r"[\n。！？；](?=[^\n。！？；”’）)】])|[.!?;](?=\s)|\n")
_LONGEST = 400
"""So many characters without an end of a sentence are shown all the same."""


class LinesOfText:
    """Passes events on to a transcript, pieces of text only as whole sentences or lines."""

    def __init__(self, transcript: Transcript) -> None:
        """Hold nothing."""
        self._transcript = transcript
        self._held: ThinkingDelta | AnswerDelta | None = None

    def show(self, event: Event) -> None:
        """Show an event; text waits for the end of its sentence."""
        if not isinstance(event, ThinkingDelta | AnswerDelta):
            self._let_go()
            self._transcript.show(event)
            return
        if self._held is not None and type(self._held) is not type(event):
            self._let_go()
        said = event.text if self._held is None else self._held.text + event.text
        ends = [match.end() for match in _ENDS.finditer(said)]
        at = ends[-1] if ends else len(said) if len(said) > _LONGEST else 0
        if at:
            self._transcript.show(replace(event, text=said[:at]))
        self._held = replace(event, text=said[at:]) if said[at:] else None

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._transcript.show(held)
