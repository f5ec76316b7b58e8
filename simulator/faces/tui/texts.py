"""What the phone's screen says of its own, in both languages, by key. What the phone itself says is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
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
    "turn": Bilingual("第 {turn} 轮", "turn {turn}"),
    "memory_trimmed": Bilingual("已忘记第 {turns} 轮", "Forgot turn {turns}"),
    "limit": Bilingual("{limit} {value}", "{limit} {value}"),
    "wake_missed": Bilingual("“{heard}”不是唤醒词，没有唤醒", '"{heard}" is no wake word; still asleep'),
    "wake_nearest": Bilingual("最接近 {wake_word}，{score}", "nearest {wake_word}, {score}"),
    "woken_nearly": Bilingual("把“{heard}”听成“{wake_word}”，已唤醒", 'Heard "{heard}" as "{wake_word}"; awake'),
    "score": Bilingual("相似度 {score}", "likeness {score}"),
    "pick_release": Bilingual("更新到哪个版本？", "Which release?"),
    "pick_backend": Bilingual("换成哪个后端？", "Which backend?"),
    "palette": Bilingual("找命令，或输入“模型 名字”", 'Search, or type "model NAME"'),
    "command.backend": Bilingual("后端 {name}", "Backend {name}"),
    "command.model": Bilingual("模型 {name}", "Model {name}"),
    "command.model_of": Bilingual("在 {backend} 上", "on {backend}"),
    "command.now": Bilingual("正在用", "in use"),
    "how_to_pick": Bilingual("↑↓ 选择 · Enter 确定 · Esc 返回", "↑↓ choose · Enter takes it · Esc goes back"),
    "figure.web_search": Bilingual("联网搜索", "web search"),
    "figure.phone_skills": Bilingual("操作手机", "acting on the phone"),
    "figure.first_token": Bilingual("首字秒数", "seconds to the first token"),
    "figure.tokens_per_second": Bilingual("每秒 tokens", "tokens a second"),
    "figure.stutter": Bilingual("卡顿", "stutter"),
    "none": Bilingual("无", "none"),
    "renewed": Bilingual("新对话 · 之前的内容不再记得", "New conversation · nothing before is remembered"),
    "backend_changed": Bilingual("换了后端，对话不变", "Another backend from now on; the conversation stays"),
    "fallback": Bilingual("换了一个后端回答", "Another backend answers"),
    "interrupted": Bilingual("已停止回答", "Stopped"),
    "broken_off": Bilingual("模拟器出错，本轮已中断", "The simulator failed; this turn was broken off"),
    "limit.turns_per_conversation": Bilingual("对话轮数上限", "turns per conversation"),
    "limit.memory_turns": Bilingual("记忆轮数上限", "turns in memory"),
    "limit.prompt_tokens": Bilingual("记忆窗口 tokens 上限", "tokens in the window"),
    "limit.output_tokens": Bilingual("回答 tokens 上限", "tokens of an answer"),
    "limit.daily_questions": Bilingual("每日提问上限", "questions a day"),
    "evidence.seed": Bilingual("报道", "reported"),
    "evidence.assumed": Bilingual("假定", "assumed"),
    "evidence.config": Bilingual("自设", "your config"),
    "evidence.measured": Bilingual("实测", "measured"),
    "evidence.url": Bilingual("来源 {host}", "source {host}"),
    "channel.announced": Bilingual("已宣布", "Announced"),
    "channel.internal": Bilingual("内测", "Internal"),
    "channel.beta": Bilingual("Beta", "Beta"),
    "channel.official": Bilingual("正式版", "Official"),
}

_DAYS = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    said = TEXTS[key].text(lang)
    for name, value in values.items():
        said = said.replace("{" + name + "}", str(value))
    return said


def date_text(moment: datetime, lang: Lang) -> str:
    """Give a day as a phone's status bar has it: 2月5日 周三, or Wed 5 Feb."""
    zh, en = _DAYS[moment.weekday()]
    return f"{moment.month}月{moment.day}日 {zh}" if lang == "zh" else f"{en} {moment.day} {_MONTHS[moment.month - 1]}"


def figure_text(name: str, lang: Lang) -> str:
    """Give the name for people of a limit, a pace or a capability; one without a name here gives its key."""
    key = f"figure.{name}"
    return text(key, lang) if key in TEXTS else limit_text(name, lang)


def evidence_text(evidence: str, lang: Lang) -> str:
    """Give where a value is from, in a word or two; an address gives its host."""
    scheme, _, rest = evidence.partition(":")
    host = rest.partition("//")[2].partition("/")[0] or rest
    key = f"evidence.{scheme}"
    return text(key, lang, host=host) if key in TEXTS else evidence


def limit_text(limit: str, lang: Lang) -> str:
    """Give a limit's name for people; one without a name here gives its key."""
    key = f"limit.{limit}"
    return text(key, lang) if key in TEXTS else limit
