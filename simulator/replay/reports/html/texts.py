"""What the page of a run says, in both languages; a reader changes them in the page. How it is drawn is `page`'s part.

One table, so that a missing translation is seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.labels import LABELS
from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    "title": Bilingual("手机助手回放报告", "Phone assistant replay report"),
    "plain": Bilingual(
        "筛选、热图与对话需要脚本与较新的浏览器（DecompressionStream，2023 年起）。以下是未通过的用例（最多 100 个）。",
        "Filters, the heat-map and the conversations need scripts and a browser of 2023 or later "
        "(DecompressionStream). These cases did not pass (at most 100 are listed).",
    ),
    "about": Bilingual(
        "{cases} 个用例 · {turns} 轮 · 模拟时间 {simulated}", "{cases} cases · {turns} turns · {simulated} simulated"
    ),
    "took": Bilingual("实际用时 {seconds} 秒", "played in {seconds} s"),
    "verdict.passed": Bilingual("通过", "passed"),
    "verdict.flaky": Bilingual("不稳定", "flaky"),
    "verdict.failed": Bilingual("失败", "failed"),
    "verdict.error": Bilingual("出错", "error"),
    "theme.auto": Bilingual("亮度：自动", "Theme: auto"),
    "theme.light": Bilingual("亮度：浅色", "Theme: light"),
    "theme.dark": Bilingual("亮度：深色", "Theme: dark"),
    "heatmap": Bilingual("矩阵热图", "Matrix"),
    "rows_left": Bilingual("还有 {left} 个剧本，请用筛选缩小范围。", "{left} more scripts; filter to see them."),
    "nothing": Bilingual("没有符合条件的用例。", "No case matches."),
    "cases": Bilingual("用例", "Cases"),
    "shown": Bilingual("显示 {shown} / {of}", "{shown} of {of} shown"),
    "more": Bilingual("再显示一些（还有 {left} 个）", "Show more ({left} left)"),
    "turns": Bilingual("{count} 轮", "{count} turns"),
    "turn": Bilingual("第 {turn} 轮", "turn {turn}"),
    "unreadable": Bilingual("这个用例的数据无法读取：{error}", "The data of this case cannot be read: {error}"),
    "filter.verdict": Bilingual("按结果筛选", "Filter by verdict"),
    "filter.text": Bilingual("文字", "Text"),
    "filter.text_hint": Bilingual("用例名或对话内容，按 / 进入", "name or anything said; press /"),
    "filter.vendor": Bilingual("厂商", "Vendor"),
    "filter.tag": Bilingual("标签", "Tag"),
    "filter.change": Bilingual("变化", "Change"),
    "filter.all": Bilingual("全部", "all"),
    "copy": Bilingual("复制", "Copy"),
    "copied": Bilingual("已复制", "Copied"),
    "file": Bilingual("剧本文件", "Script"),
    "seed": Bilingual("随机种子", "Seed"),
    "attempts": Bilingual("尝试次数", "Attempts"),
    "simulated": Bilingual("模拟时间", "Simulated"),
    "evidence": Bilingual("限制的依据", "Evidence"),
    "limits": Bilingual("触及的限制", "Limits that were met"),
    "expected": Bilingual("期望", "Expected"),
    "actual": Bilingual("实际", "Actual"),
    "golden": Bilingual("与基准的差异", "Difference from the golden"),
    "events": Bilingual("事件（{count}）", "Events ({count})"),
    "routed": Bilingual("{route}（{rule}）", "{route} ({rule})"),
    "not_routed": Bilingual("未路由", "not routed"),
    "thought": Bilingual("已深度思考（用时 {seconds}）", "Thought for {seconds}"),
    "tokens": Bilingual("词元 {prompt} → {completion}", "tokens {prompt} → {completion}"),
    "latency": Bilingual("延迟", "Latency"),
    "stage.wake": Bilingual("唤醒", "wake"),
    "stage.speech": Bilingual("语音转文字", "speech"),
    "stage.route": Bilingual("路由", "route"),
    "stage.search": Bilingual("搜索", "search"),
    "stage.queue": Bilingual("排队", "queue"),
    "stage.first_token": Bilingual("首字", "first token"),
    "stage.thinking": Bilingual("思考", "thinking"),
    "stage.answer": Bilingual("回答", "answer"),
    "stage.stutter": Bilingual("卡顿", "stutter"),
    "voice.speech_to_text": Bilingual("语音转文字", "speech to text"),
    "voice.text_to_speech": Bilingual("文字转语音", "text to speech"),
    "memory": Bilingual("记忆窗口", "Memory"),
    "memory.sent": Bilingual(
        "已发送之前 {sent} 轮，遗忘 {dropped} 轮，{tokens} 词元",
        "{sent} earlier turns sent, {dropped} dropped, {tokens} tokens",
    ),
    "memory.was_sent": Bilingual("第 {turn} 轮，已发送：", "turn {turn}, sent:"),
    "memory.was_dropped": Bilingual("第 {turn} 轮，未发送：", "turn {turn}, not sent:"),
    "memory.now": Bilingual("本轮的问题", "what is asked now"),
    "outcome.completed": Bilingual("完成", "completed"),
    "outcome.refused": Bilingual("被拒绝", "refused"),
    "outcome.limited": Bilingual("触及上限", "limited"),
    "outcome.fault": Bilingual("后端故障", "fault"),
    "outcome.interrupted": Bilingual("被打断", "interrupted"),
    "notice.woken": Bilingual("已唤醒：{word}", "woken by {word}"),
    "notice.wake_missed": Bilingual(
        "未唤醒：听到“{heard}”，唤醒词是“{word}”", "not woken: heard “{heard}”, listens for “{word}”"
    ),
    "notice.gate_refused": Bilingual(
        "门槛 {gate}：需要 {needed}，实际 {actual}", "gate {gate}: needs {needed}, is {actual}"
    ),
    "notice.limit_reached": Bilingual("限制 {limit} = {value}", "limit {limit} = {value}"),
    "notice.memory_trimmed": Bilingual(
        "未发送 {dropped} 轮，保留 {kept} 轮：{limit} = {value}",
        "{dropped} turns not sent, {kept} kept: {limit} = {value}",
    ),
    "notice.searched": Bilingual("联网搜索“{query}”：{results} 条", "searched “{query}”: {results} results"),
    "notice.request_repeated": Bilingual("{kind}，{seconds} 后重发", "{kind}: sent again after {seconds}"),
    "notice.backend_fault": Bilingual("后端故障 {kind}", "backend fault {kind}"),
    "notice.fallback_used": Bilingual("由 {from} 改用 {to}：{reason}", "{to} answers in place of {from}: {reason}"),
    "notice.conversation_renewed": Bilingual("新对话", "new conversation"),
    "notice.phone_changed": Bilingual("手机变为 {release}，{date}", "the phone is now on {release}, {date}"),
    "notice.backend_changed": Bilingual("后端改为 {backend} / {model}", "backend is now {backend} / {model}"),
    "notice.fell_asleep": Bilingual("手机休眠", "the phone fell asleep"),
    "legend": Bilingual("依据的含义", "What the evidence means"),
    "meaning.seed": Bilingual("项目给定的事实", "given by the project's report"),
    "meaning.url": Bilingual("公开来源", "published source"),
    "meaning.measured": Bilingual("由录制拟合", "fitted from a recording"),
    "meaning.assumed": Bilingual("假定，未经证实", "assumed: a guess, not a fact"),
    "meaning.config": Bilingual("用户配置", "set by the user's configuration"),
    "comparison": Bilingual("与之前的回放比较", "Compared with an earlier run"),
    "comparison.of": Bilingual("之前：{before} · 现在：{after}", "before: {before} · now: {after}"),
    "change.new_failure": Bilingual("新失败", "new failure"),
    "change.fixed": Bilingual("已修复", "fixed"),
    "change.flaky": Bilingual("不稳定", "flaky"),
    "change.changed": Bilingual("回答变化", "changed answer"),
    "change.new": Bilingual("新用例", "new case"),
    "change.script_changed": Bilingual("剧本已改", "script changed"),
    "change.missing": Bilingual("缺少的用例", "missing case"),
    "before.verdict": Bilingual("之前的结果：", "Verdict before:"),
    "before.changed": Bilingual("回答的变化", "how the answer changed"),
    "shift.caption": Bilingual(
        "延迟变化：每个用例一对（各轮的中位数），Wilcoxon 符号秩检验，Holm 校正",
        "Latency shift: a pair a case (the median of its turns), Wilcoxon signed-rank test, Holm-corrected",
    ),
    "shift.phone": Bilingual("手机", "phone"),
    "shift.figure": Bilingual("指标", "figure"),
    "shift.pairs": Bilingual("对数 n", "n"),
    "shift.before": Bilingual("之前", "before"),
    "shift.after": Bilingual("现在", "now"),
    "shift.shift": Bilingual("中位变化", "median shift"),
    "shift.p": Bilingual("p（已校正）", "p (corrected)"),
    "shift.judged": Bilingual("判断", "judged"),
    "shift.slower": Bilingual("变慢", "slower"),
    "shift.faster": Bilingual("变快", "faster"),
    "shift.none": Bilingual("无显著变化", "no shift"),
    "shift.same": Bilingual("延迟没有变化（共 {count} 项）", "Latency: the same in all {count} figures"),
    "shift.others": Bilingual("另有 {count} 项没有变化", "the same in {count} other figures"),
    "shift.first_token": Bilingual("首字", "first token"),
    "shift.turn": Bilingual("整轮", "whole turn"),
}


def told(key: str, lang: Lang) -> str:
    """Give a text in a language. Raises: KeyError if there is none."""
    return TEXTS[key].text(lang)


def both_languages() -> dict[str, dict[str, str]]:
    """Give all texts as the page takes them, by language, with the names that every face shows."""
    names = {key: text for key, text in LABELS.items() if key.startswith(("figure.", "evidence.", "channel."))}
    texts = {**names, **TEXTS}
    return {"zh": {key: text.zh for key, text in texts.items()}, "en": {key: text.en for key, text in texts.items()}}
