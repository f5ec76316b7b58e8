"""What exports say of their own, in both languages. What a phone says of itself is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.labels import LABELS, filled
from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    **LABELS,
    "user": Bilingual("用户", "User"),
    "asleep": Bilingual("休眠中", "Asleep"),
    "recorded": Bilingual("模拟会话 {name}", "Simulated session {name}"),
    "simulated": Bilingual("手机助手模拟器的记录，不是真机截图", "Recorded on a phone simulator, not on a phone"),
    "release": Bilingual("版本", "release"),
    "device": Bilingual("机型", "device"),
    "date": Bilingual("模拟日期", "simulated date"),
    "backend": Bilingual("后端", "backend"),
    "untaken": Bilingual("这个会话里还没有手机", "No phone was taken in hand in this session"),
    "folded": Bilingual("{count} 字，用 --thinking 展开", "{count} characters; --thinking shows them"),
    "no_answer": Bilingual("（没有回答）", "(no answer)"),
    "earlier": Bilingual("↑ 更早的 {count} 条", "↑ {count} earlier"),
}


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    return filled(TEXTS, key, lang, values)
