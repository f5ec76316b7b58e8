"""What exports say of their own, in both languages. What a phone says of itself is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    "user": Bilingual("用户", "User"),
    "turn": Bilingual("第 {turn} 轮", "turn {turn}"),
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
    "turns_per_conversation": Bilingual("对话轮数上限", "turns per conversation"),
    "memory_turns": Bilingual("记忆轮数上限", "turns in memory"),
    "prompt_tokens": Bilingual("记忆窗口 tokens 上限", "tokens in the window"),
    "output_tokens": Bilingual("回答 tokens 上限", "tokens of an answer"),
    "daily_questions": Bilingual("每日提问上限", "questions a day"),
    "silence_seconds": Bilingual("静默休眠秒数", "seconds of silence"),
    "web_search": Bilingual("联网搜索", "web search"),
    "phone_skills": Bilingual("操作手机", "acting on the phone"),
    "pictures": Bilingual("图片", "pictures"),
    "modality": Bilingual("图片", "pictures"),
    "realtime_voice": Bilingual("实时语音", "real-time voice"),
    "direct_wake": Bilingual("唤醒即 DeepSeek", "wake word leads to DeepSeek"),
    "first_token": Bilingual("首字秒数", "seconds to the first token"),
    "tokens_per_second": Bilingual("每秒 tokens", "tokens a second"),
    "stutter": Bilingual("卡顿", "stutter"),
    "thinking": Bilingual("思考时长", "time of thinking"),
    "busy": Bilingual("服务器繁忙时段", "busy hours"),
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


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    said = TEXTS[key].text(lang)
    for name, value in values.items():
        said = said.replace("{" + name + "}", str(value))
    return said


def named(key: str, lang: Lang) -> str:
    """Give the name for people of a limit, a figure or a channel; one without a name here gives its key."""
    return text(key, lang) if key in TEXTS else key.rpartition(".")[2]


def day(moment: datetime, lang: Lang) -> str:
    """Give a day as a phone's status bar has it: 2月5日 周三, or Wed 5 Feb."""
    zh, en = _DAYS[moment.weekday()]
    return f"{moment.month}月{moment.day}日 {zh}" if lang == "zh" else f"{en} {moment.day} {_MONTHS[moment.month - 1]}"


def source(evidence: str, lang: Lang) -> str:
    """Give where a value is from, in a word or two; an address gives its host."""
    scheme, _, rest = evidence.partition(":")
    host = rest.partition("//")[2].partition("/")[0] or rest
    key = f"evidence.{scheme}"
    return text(key, lang, host=host) if key in TEXTS else evidence
