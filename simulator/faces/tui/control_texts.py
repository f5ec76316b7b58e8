"""The texts of the controls: help, search, copying, sessions, export, commands. `texts` gives them by key."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual

CONTROLS: Mapping[str, Bilingual] = {
    "help.title": Bilingual("按键", "Keys"),
    "help.how": Bilingual("↑↓ 翻看 · Esc 返回", "↑↓ scroll · Esc goes back"),
    "pasted": Bilingual("[粘贴 {number}：{count} 字]", "[paste {number}: {count} characters]"),
    "said_more": Bilingual("共 {count} 字", "{count} characters in all"),
}
