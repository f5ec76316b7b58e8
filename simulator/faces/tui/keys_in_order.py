"""Lets a text box act on its keys in the order in which they were pressed. What the keys do is Textual's.

Textual 8.2 runs a binding when the key has bubbled up to the app, through the queue of every widget above; a letter is
inserted at once. While the screen lays out a frame, letters that follow Ctrl+U or Backspace overtake it, and are lost.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.events import Key
from textual.widgets import Input, TextArea

_MAY_SKIP = ("copy", "scroll_", "page_")
"""Beginnings of actions that leave the key to others where they have nothing to do: such a key bubbles."""


def act_in_order(app: App[Any], event: Key) -> bool:
    """Put the action of a key into the queue in which the letters are, if the text box in focus has one.

    Give whether it has: a key that is the screen's, or that comes first whatever the box does with it, is not.
    """
    box, active = app.focused, app.screen.active_bindings.get(event.key)
    if not isinstance(box, Input | TextArea) or active is None or active.node is not box:
        return False
    action = active.binding.action
    return not action.startswith(_MAY_SKIP) and box.call_later(app.run_action, action, box)
