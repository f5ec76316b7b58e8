"""What the command line says to people, in both languages. What a phone says of itself is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.labels import LABELS, filled
from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    **LABELS,
    "device": Bilingual("常见机型", "usual device"),
    "os": Bilingual("系统", "system"),
    "in_house_model": Bilingual("自研模型", "in-house model"),
    "wake_word": Bilingual("唤醒词", "wake word"),
    "entry": Bilingual("入口", "entry"),
    "unknown": Bilingual("未知", "not known"),
    "gate.date": Bilingual("日期", "date"),
    "gate.channel": Bilingual("渠道", "channel"),
    "gate.region": Bilingual("地区", "region"),
    "gate.device": Bilingual("机型", "device"),
    "gate.os": Bilingual("系统", "system"),
    "gate.app": Bilingual("助手版本", "assistant"),
    "gate.login": Bilingual("账号", "account"),
    "day.live": Bilingual("可用：{release}（{entry}）", "live: {release} ({entry})"),
    "day.shut": Bilingual("不可用：{why}", "not live: {why}"),
    "month.1": Bilingual("1月", "Jan"),
    "month.2": Bilingual("2月", "Feb"),
    "month.3": Bilingual("3月", "Mar"),
    "timeline.title": Bilingual(
        "DeepSeek-R1 接入手机助手 · 2025-01-20（R1 发布）至 2025-03-01",
        "DeepSeek-R1 on phone assistants · 2025-01-20 (R1 appears) to 2025-03-01",
    ),
    "timeline.nothing": Bilingual("无", "nothing"),
    "timeline.rival": Bilingual("非 DeepSeek", "not DeepSeek"),
    "timeline.guess": Bilingual("推测", "assumed"),
    "timeline.broken": Bilingual("{id} 不在图中：{problem}", "{id} is left out: {problem}"),
    "shadows": Bilingual("{id} 遮住了 {folder} 里的同名厂商", "{id} hides the vendor of that id in {folder}"),
    "woken": Bilingual("已唤醒：{heard}（{score}）", "woken by {heard} ({score})"),
    "wake_missed": Bilingual(
        "没有听到唤醒词：{heard}（最接近 {wake_word}，{score}）",
        "no wake word in {heard} (nearest: {wake_word}, {score})",
    ),
    "asleep": Bilingual("休眠中，说“{wake_word}”唤醒", 'asleep; say "{wake_word}" to wake it'),
    "memory_turns": Bilingual("记忆 {value} 轮", "memory of {value} turns"),
    "prompt_tokens": Bilingual("窗口 {value} tokens", "window of {value} tokens"),
    "trimmed": Bilingual(
        "最早的 {dropped} 轮已被遗忘（{limit}，{evidence}）",
        "the first {dropped} turns are forgotten ({limit}, {evidence})",
    ),
    "searched": Bilingual("联网搜索“{query}”：{pages} 个网页", 'searched the web for "{query}": {pages} pages'),
    "not_searched": Bilingual("没有联网搜索：{reason}", "the web was not searched: {reason}"),
    "renewed": Bilingual("新对话", "new conversation"),
    "completion.how": Bilingual(
        "把它写进 shell 的补全目录，见 simulator completion --help",
        "write it where your shell looks for completions: simulator completion --help",
    ),
    "web.title": Bilingual("手机助手模拟器", "phone assistant simulator"),
    "web.serving": Bilingual(
        "在浏览器里打开 {address}（每个标签页一部手机，Ctrl+C 结束）",
        "open {address} in a browser (a phone a tab; Ctrl+C ends)",
    ),
    "chat.welcome": Bilingual(
        "直接输入要说的话；/help 列出命令，Ctrl+D 结束。",
        "Type what you want to say; /help names commands, Ctrl+D ends.",
    ),
    "chat.no_wake_word": Bilingual("没有已知的唤醒词，无法休眠", "no wake word is known, so it cannot sleep"),
    "chat.thinking_shown": Bilingual("从现在起显示思考", "thinking is shown from now on"),
    "chat.thinking_named": Bilingual("从现在起不显示思考内容", "thinking is only named from now on"),
    "thinking": Bilingual("正在思考…", "thinking…"),
    "revealed": Bilingual("（以上是思考过程，以下是回答）", "(that was thinking; the answer follows)"),
    "interrupted": Bilingual("已中断", "interrupted"),
    "seconds": Bilingual("{seconds} 秒", "{seconds} s"),
    "thought": Bilingual("思考 {seconds} 秒", "thought for {seconds} s"),
    "cost": Bilingual(
        "¥{yuan}（同样的 tokens 是 o1 的 {share}，报道称约 {claimed}）",
        "¥{yuan} ({share} of o1 for the same tokens; reported as about {claimed})",
    ),
    "repeated": Bilingual(
        "{seconds} 秒后重试（{kind}：{message}）", "sent again after {seconds} s ({kind}: {message})"
    ),
    "fallback": Bilingual("{failed} 不行，改用 {to}（{reason}）", "{failed} failed, {to} answers ({reason})"),
    "cost_total": Bilingual(
        "共 {turns} 轮 DeepSeek，¥{yuan}；同样的 tokens 用 o1 要 ${o1_usd}，R1 是它的 {share}（报道称约 {claimed}）",
        "{turns} turns of DeepSeek, ¥{yuan}; o1 would cost ${o1_usd} for the same tokens, of which R1 is {share}"
        " (reported as about {claimed})",
    ),
    "cost_sources": Bilingual("价格来源：{sources}", "prices: {sources}"),
    "imported": Bilingual("已导入 {entries} 项", "{entries} imported"),
    "left_out": Bilingual("未导入：{problem}", "left out: {problem}"),
    "routed": Bilingual("→ {who}（{rule}）", "→ {who} ({rule})"),
    "route.skill": Bilingual("手机功能", "a skill of the phone"),
    "figure.memory_turns": Bilingual("记忆轮数", "turns in memory"),
    "figure.prompt_tokens": Bilingual("记忆窗口 tokens", "tokens in the window"),
    "figure.first_token": Bilingual("首字等待秒数", "seconds to the first token"),
    "figure.thinking": Bilingual("思考时长（易/中/难）", "thinking (easy/medium/hard)"),
}


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return filled(TEXTS, key, lang, values)
