"""The one table of keys: it feeds the screen, the line of hints, the help screen and the list of commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.domain.limit import Bilingual

Group = Literal["talk", "see", "phone", "inspector", "program"]


@dataclass(frozen=True, slots=True)
class Key:
    """One thing the user can do: `key` as Textual calls it, `label` as people do, and what it does in two languages.

    `action` is None where a widget of its own acts on the key. A key that is not `is_hinted` works all the same.
    `group` is its block on the help screen, and `long` what is said there where the short word does not do.
    One that `is_first` acts whatever the line itself would do with it.
    """

    id: str
    key: str
    label: str
    action: str | None
    says: Bilingual
    is_hinted: bool = True
    group: Group = "program"
    long: Bilingual | None = None
    is_first: bool = False

    @property
    def tells(self) -> Bilingual:
        """What it does, as the help screen says it."""
        return self.long or self.says


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

_ADD_LINE = Bilingual("再写一行；粘贴的换行也保留", "begins another line; a paste keeps its lines")
_RECALL = Bilingual("取回说过的话；没写完的不会丢", "what was said before; a draft is kept")
_STOP = Bilingual("停止正在进行的回答", "stops the answer under way")
_NEW = Bilingual("开始新对话，之前的内容不再记得", "begins a new conversation; what was said is forgotten")
_SLEEP = Bilingual("让手机休眠；再按一次，对它说唤醒词", "puts the phone to sleep; again says its wake word")
_THINKING = Bilingual("展开或收起最新的思考", "unfolds or folds the newest thinking")
_LIGHT = Bilingual("明亮或黑暗的配色", "light or dark colours")
_UPGRADE = Bilingual("换成这个助手的另一个版本", "takes the phone to another release")
_TIMELINE = Bilingual("在时间轴上选一天", "picks a day on the strip of releases")
_BACKEND = Bilingual("换后端，对话不变", "another backend; the conversation stays")
_INSPECT = Bilingual("打开或关闭内情", "opens or closes the inspector")
_PAGE = Bilingual("内情的下一页", "its next page")
_LESS = Bilingual("把选中的限制调低，下一轮生效", "turns the chosen limit down, from the next turn on")
_MORE = Bilingual("把选中的限制调高，下一轮生效", "turns the chosen limit up, from the next turn on")
_PALETTE = Bilingual("所有命令，按名字找", "all commands, found by their letters")
_LOOK_BACK = Bilingual("向前翻，翻到顶时取回更早的", "back a page; at the top, earlier entries come back")
_SEARCH = Bilingual("在对话里查找：↑ 更早，↓ 更晚，Esc 关闭", "searches: ↑ earlier, ↓ later, Esc closes")
_COPY = Bilingual("复制最新的回答，也写入数据文件夹的 copied.txt", "copies the newest answer, also to copied.txt")
_SELECT = Bilingual("复制鼠标选中的文字", "copies what was selected with the mouse")
_SESSIONS = Bilingual("接着一个录下的会话", "goes on with a recorded session")
_EXPORT = Bilingual("导出这个会话到当前文件夹", "writes this session into the working folder")
_LANGUAGE = Bilingual("换成英文", "all words in Chinese")
_LOOK_ON = Bilingual("向后翻", "on a page")

GROUPS: tuple[tuple[Group, Bilingual], ...] = (
    ("talk", Bilingual("说话", "Talk")),
    ("see", Bilingual("看", "Look")),
    ("phone", Bilingual("手机", "The phone")),
    ("inspector", Bilingual("内情", "Inspector")),
    ("program", Bilingual("程序", "The program")),
)
"""In the order of the help screen."""

KEYS = (
    Key("help", "f1", "F1", "help", Bilingual("帮助", "Help"), group="program", long=Bilingual("这一页", "this page")),
    Key("submit", "enter", "Enter", None, Bilingual("发送", "Send"), group="talk"),
    Key("add_line", "ctrl+j,alt+enter", "^J Alt+↵", None, Bilingual("换行", "New line"), False, "talk", _ADD_LINE),
    Key("recall", "up,down", "↑ ↓", None, Bilingual("说过的", "Said before"), False, "talk", _RECALL),
    Key("interrupt", "escape", "Esc", "interrupt", Bilingual("停止", "Stop"), group="talk", long=_STOP),
    Key("new_conversation", "ctrl+n", "^N", "new_conversation", Bilingual("新对话", "New"), group="talk", long=_NEW),
    Key("sleep", "f2", "F2", "sleep_or_wake", Bilingual("休眠", "Sleep"), group="phone", long=_SLEEP),
    Key("thinking", "ctrl+t", "^T", "fold_thinking", Bilingual("思考", "Think"), group="see", long=_THINKING),
    Key("light", "f3", "F3", "app.toggle_light", Bilingual("明暗", "Light"), group="program", long=_LIGHT),
    Key("upgrade", "f4", "F4", "upgrade", Bilingual("版本", "Release"), group="phone", long=_UPGRADE),
    Key("timeline", "ctrl+g", "^G", "timeline", Bilingual("日期", "Date"), False, "phone", _TIMELINE),
    Key("backend", "f5", "F5", "swap_backend", Bilingual("后端", "Backend"), False, "phone", _BACKEND),
    Key("inspector", "f6", "F6", "inspect", Bilingual("内情", "Inspect"), group="inspector", long=_INSPECT),
    Key("page", "f7", "F7", "turn_page", Bilingual("下一页", "Page"), False, "inspector", _PAGE),
    Key("less", "f8", "F8", "turn_figure('less')", Bilingual("调低", "Less"), False, "inspector", _LESS),
    Key("more", "f9", "F9", "turn_figure('more')", Bilingual("调高", "More"), False, "inspector", _MORE),
    Key("pick_up", "ctrl+up", "^↑", "pick(-1)", Bilingual("上一轮", "Earlier turn"), False, "inspector"),
    Key("pick_down", "ctrl+down", "^↓", "pick(1)", Bilingual("下一轮", "Later turn"), False, "inspector"),
    Key("search", "ctrl+f", "^F", "search", Bilingual("查找", "Search"), False, "see", _SEARCH, True),
    Key("copy", "ctrl+y", "^Y", "copy_answer", Bilingual("复制", "Copy"), False, "see", _COPY, True),
    Key("select", "ctrl+c", "^C", None, Bilingual("复制选中", "Copy selected"), False, "see", _SELECT),
    Key("sessions", "f10", "F10", "sessions", Bilingual("会话", "Sessions"), False, "program", _SESSIONS),
    Key("export", "ctrl+s", "^S", "export", Bilingual("导出", "Export"), False, "program", _EXPORT),
    Key("language", "ctrl+l", "^L", "other_language", Bilingual("English", "中文"), False, "program", _LANGUAGE),
    Key("palette", "ctrl+p", "^P", "app.command_palette", Bilingual("命令", "Commands"), False, "program", _PALETTE),
    Key("quit", "ctrl+q", "^Q", "app.quit", Bilingual("退出", "Quit"), group="program"),
    Key("look_back", "pageup", "PgUp", "look_back", Bilingual("上翻", "Up"), False, "see", _LOOK_BACK),
    Key("look_on", "pagedown", "PgDn", "look_on", Bilingual("下翻", "Down"), False, "see", _LOOK_ON),
)
