"""Names and notices that every face and export shows, in both languages. What a phone says of itself is `words`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from simulator.domain.limit import Bilingual, Lang

LABELS: Mapping[str, Bilingual] = {
    "turn": Bilingual("第 {turn} 轮", "turn {turn}"),
    "memory_trimmed": Bilingual("已忘记第 {turns} 轮", "Forgot turn {turns}"),
    "wake_missed": Bilingual("“{heard}”不是唤醒词，没有唤醒", '"{heard}" is no wake word; still asleep'),
    "wake_nearest": Bilingual("最接近 {wake_word}，{score}", "nearest {wake_word}, {score}"),
    "woken_nearly": Bilingual("把“{heard}”听成“{wake_word}”，已唤醒", 'Heard "{heard}" as "{wake_word}"; awake'),
    "score": Bilingual("相似度 {score}", "likeness {score}"),
    "none": Bilingual("无", "none"),
    "renewed": Bilingual("新对话 · 之前的内容不再记得", "New conversation · nothing before is remembered"),
    "backend_changed": Bilingual("换了后端，对话不变", "Another backend from now on; the conversation stays"),
    "fallback": Bilingual("换了一个后端回答", "Another backend answers"),
    "interrupted": Bilingual("已停止回答", "Stopped"),
    "broken_off": Bilingual("模拟器出错，本轮已中断", "The simulator failed; this turn was broken off"),
    "figure.turns_per_conversation": Bilingual("对话轮数上限", "turns per conversation"),
    "figure.memory_turns": Bilingual("记忆轮数上限", "turns in memory"),
    "figure.prompt_tokens": Bilingual("记忆窗口 tokens 上限", "tokens in the window"),
    "figure.output_tokens": Bilingual("回答 tokens 上限", "tokens of an answer"),
    "figure.daily_questions": Bilingual("每日提问上限", "questions a day"),
    "figure.silence_seconds": Bilingual("静默休眠秒数", "seconds of silence"),
    "figure.web_search": Bilingual("联网搜索", "web search"),
    "figure.phone_skills": Bilingual("操作手机", "acting on the phone"),
    "figure.pictures": Bilingual("图片", "pictures"),
    "figure.modality": Bilingual("图片", "pictures"),
    "figure.realtime_voice": Bilingual("实时语音", "real-time voice"),
    "figure.direct_wake": Bilingual("唤醒即 DeepSeek", "wake word leads to DeepSeek"),
    "figure.first_token": Bilingual("首字秒数", "seconds to the first token"),
    "figure.tokens_per_second": Bilingual("每秒 tokens", "tokens a second"),
    "figure.stutter": Bilingual("卡顿", "stutter"),
    "figure.thinking": Bilingual("思考时长", "time of thinking"),
    "figure.busy": Bilingual("服务器繁忙时段", "busy hours"),
    "evidence.seed": Bilingual("报道", "reported"),
    "evidence.assumed": Bilingual("假定", "assumed"),
    "evidence.config": Bilingual("自设", "your config"),
    "evidence.measured": Bilingual("实测", "measured"),
    "evidence.url": Bilingual("来源 {host}", "source {host}"),
    "channel.announced": Bilingual("已宣布", "announced"),
    "channel.internal": Bilingual("内测", "internal test"),
    "channel.beta": Bilingual("Beta", "beta"),
    "channel.official": Bilingual("正式版", "official"),
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


def filled(texts: Mapping[str, Bilingual], key: str, lang: Lang, values: Mapping[str, object]) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    said = texts[key].text(lang)
    for name, value in values.items():
        said = said.replace("{" + name + "}", str(value))
    return said


def figure_label(name: str, lang: Lang) -> str:
    """Give the name for people of a limit, a pace or a capability; one without a name here gives its key."""
    key = f"figure.{name}"
    return LABELS[key].text(lang) if key in LABELS else name


def channel_label(channel: str, lang: Lang) -> str:
    """Give a channel's name for people; one without a name here gives its key."""
    key = f"channel.{channel}"
    return LABELS[key].text(lang) if key in LABELS else channel


def evidence_label(evidence: str, lang: Lang) -> str:
    """Give where a value is from, in a word or two; an address gives its host."""
    scheme, _, rest = evidence.partition(":")
    host = rest.partition("//")[2].partition("/")[0] or rest
    key = f"evidence.{scheme}"
    return filled(LABELS, key, lang, {"host": host}) if key in LABELS else evidence


def day_label(moment: datetime, lang: Lang) -> str:
    """Give a day as a phone's status bar has it: 2月5日 周三, or Wed 5 Feb."""
    zh, en = _DAYS[moment.weekday()]
    return f"{moment.month}月{moment.day}日 {zh}" if lang == "zh" else f"{en} {moment.day} {_MONTHS[moment.month - 1]}"
