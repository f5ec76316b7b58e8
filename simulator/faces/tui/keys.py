"""The one table of keys: it feeds the screen, the line of hints and, one day, the user's own keymap."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.limit import Bilingual


@dataclass(frozen=True, slots=True)
class Key:
    """One thing the user can do: `key` as Textual calls it, `label` as people do, and what it does in two languages.

    `action` is None where a widget of its own acts on the key. A key that is not `is_hinted` works all the same.
    """

    id: str
    key: str
    label: str
    action: str | None
    says: Bilingual
    is_hinted: bool = True


PRESENTER_KEYS = (
    Key("pause", "space", "␣", "pause", Bilingual("暂停", "Pause")),
    Key("next_cue", "right", "→", "next_cue", Bilingual("下一步", "Next")),
    Key("last_cue", "left", "←", "last_cue", Bilingual("上一步", "Back")),
    Key("first_cue", "home", "Home", "first_cue", Bilingual("重播", "Again")),
    Key("faster", "plus,equals_sign", "+", "faster(1)", Bilingual("加快", "Faster")),
    Key("slower", "minus", "-", "faster(-1)", Bilingual("放慢", "Slower")),
    Key("loop", "l", "L", "loop", Bilingual("循环", "Loop")),
    Key("light", "f3", "F3", "app.toggle_light", Bilingual("明暗", "Light")),
    Key("thinking", "ctrl+t", "^T", "fold_thinking", Bilingual("思考", "Think"), is_hinted=False),
    Key("quit", "ctrl+q,q", "q", "app.quit", Bilingual("退出", "Quit")),
)
"""Of a presentation: nobody types, so that plain keys can be used. A clicker sends the arrows or page keys."""

KEYS = (
    Key("submit", "enter", "Enter", None, Bilingual("发送", "Send")),
    Key("interrupt", "escape", "Esc", "interrupt", Bilingual("停止", "Stop")),
    Key("new_conversation", "ctrl+n", "^N", "new_conversation", Bilingual("新对话", "New")),
    Key("sleep", "f2", "F2", "sleep_or_wake", Bilingual("休眠", "Sleep")),
    Key("thinking", "ctrl+t", "^T", "fold_thinking", Bilingual("思考", "Think")),
    Key("light", "f3", "F3", "app.toggle_light", Bilingual("明暗", "Light")),
    Key("upgrade", "f4", "F4", "upgrade", Bilingual("版本", "Release")),
    Key("timeline", "ctrl+g", "^G", "timeline", Bilingual("日期", "Date"), is_hinted=False),
    Key("backend", "f5", "F5", "swap_backend", Bilingual("后端", "Backend"), is_hinted=False),
    Key("inspector", "f6", "F6", "inspect", Bilingual("内情", "Inspect")),
    Key("page", "f7", "F7", "turn_page", Bilingual("下一页", "Page"), is_hinted=False),
    Key("less", "f8", "F8", "turn_figure('less')", Bilingual("调低", "Less"), is_hinted=False),
    Key("more", "f9", "F9", "turn_figure('more')", Bilingual("调高", "More"), is_hinted=False),
    Key("pick_up", "ctrl+up", "^↑", "pick(-1)", Bilingual("上一轮", "Earlier turn"), is_hinted=False),
    Key("pick_down", "ctrl+down", "^↓", "pick(1)", Bilingual("下一轮", "Later turn"), is_hinted=False),
    Key("palette", "ctrl+p", "^P", "app.command_palette", Bilingual("命令", "Commands"), is_hinted=False),
    Key("quit", "ctrl+q", "^Q", "app.quit", Bilingual("退出", "Quit")),
    Key("look_back", "pageup", "PgUp", "look_back", Bilingual("上翻", "Up"), is_hinted=False),
    Key("look_on", "pagedown", "PgDn", "look_on", Bilingual("下翻", "Down"), is_hinted=False),
)
