"""What the phone's screen says of its own, in both languages, by key. What the phone itself says is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.labels import LABELS, filled
from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    **LABELS,
    "placeholder": Bilingual("输入你想问的，回车发送", "Type a question, Enter sends"),
    "placeholder_asleep": Bilingual("{wake_word}，……", "{wake_word}, …"),
    "asleep": Bilingual("休眠中 · 说“{wake_word}”唤醒", 'Asleep · say "{wake_word}" to wake it'),
    "listening": Bilingual("在听", "Listening"),
    "thinking": Bilingual("思考中…", "Thinking…"),
    "speaking": Bilingual("回答中…", "Answering…"),
    "how_to_stop": Bilingual("Esc 停止", "Esc stops"),
    "how_to_quit": Bilingual("要退出，请按 Ctrl+Q", "Ctrl+Q quits"),
    "no_wake_word": Bilingual("没有已知的唤醒词，无法休眠", "No wake word is known, so it cannot sleep"),
    "busy": Bilingual("还在回答，按 Esc 可停止", "Still answering; Esc stops it"),
    "suggestions": Bilingual("试试这样问", "Try asking"),
    "how_to_unfold": Bilingual("^T 展开", "^T unfolds"),
    "how_to_fold": Bilingual("^T 收起", "^T folds"),
    "earlier": Bilingual("更早的 {count} 条 · PgUp 展开", "{count} earlier · PgUp shows them"),
    "limit": Bilingual("{limit} {value}", "{limit} {value}"),
    "pick_release": Bilingual("更新到哪个版本？", "Which release?"),
    "pick_backend": Bilingual("换成哪个后端？", "Which backend?"),
    "palette": Bilingual("找命令，或输入“模型 名字”", 'Search, or type "model NAME"'),
    "command.backend": Bilingual("后端 {name}", "Backend {name}"),
    "command.model": Bilingual("模型 {name}", "Model {name}"),
    "command.model_of": Bilingual("在 {backend} 上", "on {backend}"),
    "command.now": Bilingual("正在用", "in use"),
    "how_to_pick": Bilingual("↑↓ 选择 · Enter 确定 · Esc 返回", "↑↓ choose · Enter takes it · Esc goes back"),
}


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    return filled(TEXTS, key, lang, values)
