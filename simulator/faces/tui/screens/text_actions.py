"""Copies text out of the phone. Only a key of the user's does: what a model says cannot reach the clipboard."""

from __future__ import annotations

import os
from pathlib import Path

from textual.actions import SkipAction

from simulator.domain.screen import AssistantMessage
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.screens.phone_desk import PhoneDesk
from simulator.faces.tui.texts import text


class TextActions(PhoneDesk):
    """What is copied goes to the terminal (OSC 52), and into a file, since no terminal says whether it took it."""

    def action_copy_answer(self) -> None:
        """Copy the newest answer, as it was written."""
        entries = (*self.state.entries, *((self.state.current,) if self.state.current else ()))
        answers = [entry for entry in entries if isinstance(entry, AssistantMessage) and len(entry.answer)]
        if answers:
            self._copy(harmless(str(answers[-1].answer)))
        else:
            self.hint(text("nothing_to_copy", self.lang))

    def action_copy_text(self) -> None:
        """Copy what is selected on the screen. Raises: SkipAction where nothing is, for who else has a use of the key.

        All that is on the screen has passed `harmless`; here it passes again, whatever a widget makes of it.
        """
        selected = self.get_selected_text()
        if not selected:
            raise SkipAction
        self._copy(harmless(selected))

    def _copy(self, words: str) -> None:
        self.app.copy_to_clipboard(words)
        kept = self.shelf is not None and _is_kept(self.shelf.copied, words)
        where = text("copied_to", self.lang, path=_short(self.shelf.copied)) if self.shelf and kept else ""
        self.hint(text("copied", self.lang, count=len(words)) + where)


def _is_kept(path: Path, words: str) -> bool:
    """Write what was copied, for its owner alone, over what was copied before, and say whether that went well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 (the flags)
            file.write(words)
    except OSError:
        return False
    return True


def _short(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
