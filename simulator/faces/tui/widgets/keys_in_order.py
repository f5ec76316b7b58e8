"""Acts on a widget's keys where its letters are: in the order in which they were pressed. Which keys is the widget's.

Textual 8.2 runs a binding when the key has bubbled up to the app, through the queue of every widget above; a letter is
inserted at once. While the screen lays out a frame, letters that follow Ctrl+U or Backspace overtake it, and are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget


def actions_of(bindings: Iterable[BindingType]) -> Mapping[str, str]:
    """Give the action of each key of a widget's bindings."""
    made = Binding.make_bindings(bindings)
    return {binding.key: binding.action for binding in made}


async def act_at_once(widget: Widget, event: Key, actions: Mapping[str, str]) -> bool:
    """Run the action of a key on its widget, and say whether it did something; what skips its key lets it bubble."""
    action = actions.get(event.key)
    if action is None or not await widget.app.run_action(action, widget):
        return False
    event.stop()
    event.prevent_default()
    return True
