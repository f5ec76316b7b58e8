"""The texts of the controls: help, search, copying, sessions, export, commands. `texts` gives them by key."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual

CONTROLS: Mapping[str, Bilingual] = {
    "help.title": Bilingual("按键", "Keys"),
    "help.how": Bilingual("↑↓ 翻看 · Esc 返回", "↑↓ scroll · Esc goes back"),
    "pasted": Bilingual("[粘贴 {number}：{count} 字]", "[paste {number}: {count} characters]"),
    "said_more": Bilingual("共 {count} 字", "{count} characters in all"),
    "copied": Bilingual("已复制 {count} 字", "{count} characters copied"),
    "copied_to": Bilingual("，也在 {path}", ", also in {path}"),
    "nothing_to_copy": Bilingual("还没有回答可复制", "There is no answer to copy yet"),
    "no_shelf": Bilingual("这里只有这一部手机", "There is only this phone here"),
    "no_sessions": Bilingual("还没有录过会话；用 --session 名字 来录", "None is recorded; --session NAME records"),
    "pick_session": Bilingual("接着哪个会话？", "Go on with which session?"),
    "session.turns": Bilingual("{turns} 轮", "turns: {turns}"),
    "pick_format": Bilingual("导出成什么？", "Export as what?"),
    "exported": Bilingual("已写入 {path}", "Written: {path}"),
    "format.md": Bilingual("Markdown 文字", "Markdown text"),
    "format.json": Bilingual("JSON，所有事件", "JSON, all events"),
    "format.html": Bilingual("网页，像手机一样", "A page that looks like the phone"),
    "format.svg": Bilingual("图片", "A picture"),
    "format.cast": Bilingual("asciinema 录像", "An asciinema cast"),
    "format.script": Bilingual("脚本，带磁带", "A script, with its cassette"),
    "format.cassette": Bilingual("磁带", "A cassette"),
    "command.phone": Bilingual("手机 {name}", "Phone {name}"),
    "command.release": Bilingual("版本 {version}", "Release {version}"),
    "command.export": Bilingual("导出 {form}", "Export {form}"),
    "command.page": Bilingual("内情：{page}", "Inspector: {page}"),
    "command.date": Bilingual("把手机带到这一天", "takes the phone to this day"),
    "command.fault": Bilingual("模拟后端出错；fault none 恢复正常", "the mock fails; fault none ends it"),
    "search.how": Bilingual("查找 · ↑ 更早 · ↓ 更晚 · Esc 关闭", "Search · ↑ earlier · ↓ later · Esc closes"),
    "search.found": Bilingual("第 {at} 处，共 {count} 处", "match {at} of {count}"),
    "search.none": Bilingual("没有找到", "Nothing found"),
}
