"""What was said before, to be brought back into the line. Which keys do that is the line's."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 1000


class Recall:
    """Utterances, oldest first, and a place among them; after the last one stands what is being written."""

    def __init__(self, said: Iterable[str] = ()) -> None:
        """Begin with what was said earlier in the session."""
        self._said: list[str] = []
        self._place = 0
        self._draft = ""
        for utterance in said:
            self.add(utterance)

    def add(self, utterance: str) -> None:
        """Remember what was said, once where it was said again; the place is after it."""
        if utterance.strip() and self._said[-1:] != [utterance]:
            self._said = [*self._said[1 - MOST :], utterance]
        self._place, self._draft = len(self._said), ""

    def move(self, step: int, written: str) -> str | None:
        """Give the utterance `step` places on, or the draft after the last; None where there is no such place.

        `written` is what stands in the line now: it is kept as the draft where the line shows no earlier utterance.
        """
        place = self._place + step
        if not 0 <= place <= len(self._said):
            return None
        if self._place == len(self._said):
            self._draft = written
        self._place = place
        return self._said[place] if place < len(self._said) else self._draft
