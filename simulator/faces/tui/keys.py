"""The one table of keys: it feeds the screen, the line of hints, the help screen and the list of commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from simulator.texts import Bilingual, Texts

_TEXTS = Texts("keys")

Group = Literal["talk", "see", "phone", "inspector", "program"]


@dataclass(frozen=True, slots=True)
class Key:
    """One thing the user can do: `key` as Textual calls it, `label` as people do; `texts/*/keys.ftl` says what it does.

    `action` is None where a widget of its own acts on the key. A key that is not `is_hinted` works all the same.
    `group` is its block on the help screen.
    One that `is_first` acts whatever the line itself would do with it.
    """

    id: str
    key: str
    label: str
    action: str | None
    is_hinted: bool = True
    group: Group = "program"
    is_first: bool = False

    @property
    def says(self) -> Bilingual:
        """What it does, in a word for the line of hints."""
        return _TEXTS[self.id]

    @property
    def tells(self) -> Bilingual:
        """What it does, as the help screen says it."""
        return _TEXTS.get(f"{self.id}.long", self.says)


PRESENTER_KEYS = (
    Key("pause", "space", "␣", "pause"),
    Key("next_cue", "right", "→", "next_cue"),
    Key("last_cue", "left", "←", "last_cue"),
    Key("first_cue", "home", "Home", "first_cue"),
    Key("faster", "plus,equals_sign", "+", "faster(1)"),
    Key("slower", "minus", "-", "faster(-1)"),
    Key("jump", "g", "G", "jump"),
    Key("loop", "l", "L", "loop"),
    Key("light", "f3", "F3", "app.toggle_light"),
    Key("thinking", "ctrl+t", "^T", "fold_thinking", is_hinted=False),
    Key("help", "f1", "F1", "help", is_hinted=False),
    Key("suspend", "ctrl+z", "^Z", "app.suspend_process", is_hinted=False),
    Key("quit", "ctrl+q,q", "q", "app.quit"),
)
"""Of a presentation: nobody types, so that plain keys can be used. A clicker sends the arrows or page keys."""

GROUPS = tuple((group, _TEXTS[f"group.{group}"]) for group in get_args(Group))
"""In the order of the help screen."""

KEYS = (
    Key("help", "f1", "F1", "help", group="program"),
    Key("submit", "enter", "Enter", None, group="talk"),
    Key("add_line", "ctrl+j,alt+enter", "^J Alt+↵", None, False, "talk"),
    Key("recall", "up,down", "↑ ↓", None, False, "talk"),
    Key("interrupt", "escape", "Esc", "interrupt", group="talk"),
    Key("new_conversation", "ctrl+n", "^N", "new_conversation", group="talk"),
    Key("speak", "ctrl+r", "^R", "speak", group="talk"),
    Key("sleep", "f2", "F2", "sleep_or_wake", group="phone"),
    Key("thinking", "ctrl+t", "^T", "fold_thinking", group="see"),
    Key("light", "f3", "F3", "app.toggle_light", group="program"),
    Key("upgrade", "f4", "F4", "upgrade", group="phone"),
    Key("timeline", "ctrl+g", "^G", "timeline", False, "phone"),
    Key("backend", "f5", "F5", "swap_backend", False, "phone"),
    Key("inspector", "f6", "F6", "inspect", group="inspector"),
    Key("page", "f7", "F7", "turn_page", False, "inspector"),
    Key("less", "f8", "F8", "turn_figure('less')", False, "inspector"),
    Key("more", "f9", "F9", "turn_figure('more')", False, "inspector"),
    Key("pick_up", "ctrl+up", "^↑", "pick(-1)", False, "inspector"),
    Key("pick_down", "ctrl+down", "^↓", "pick(1)", False, "inspector"),
    Key("search", "ctrl+f", "^F", "search", False, "see", True),
    Key("copy", "ctrl+y", "^Y", "copy_answer", False, "see", True),
    Key("select", "ctrl+c", "^C", None, False, "see"),
    Key("sessions", "f10", "F10", "sessions", False, "program"),
    Key("export", "ctrl+s", "^S", "export", False, "program"),
    Key("language", "ctrl+l", "^L", "other_language", False, "program"),
    Key("palette", "ctrl+p", "^P", "app.command_palette", False, "program"),
    Key("suspend", "ctrl+z", "^Z", "app.suspend_process", False, "program"),
    Key("quit", "ctrl+q", "^Q", "app.quit", group="program"),
    Key("look_back", "pageup", "PgUp", "look_back", False, "see"),
    Key("look_on", "pagedown", "PgDn", "look_on", False, "see"),
)

_OF_ONE_PHONE = frozenset({"speak"})
COMPARE_KEYS = (
    *KEYS[:2],
    Key("other_phone", "ctrl+o", "^O", "other_phone", group="phone"),
    *(key for key in KEYS[2:] if key.id not in _OF_ONE_PHONE),
)
"""Of several phones: what is of one of them, such as its release, is of the one in hand."""
