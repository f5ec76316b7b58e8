"""What the phone's screen says of its own, in both languages, by key. What the phone itself says is `domain.words`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.labels import LABELS, filled
from simulator.domain.limit import Bilingual, Lang
from simulator.faces.tui.control_texts import CONTROLS

TEXTS: Mapping[str, Bilingual] = {
    **LABELS,
    **CONTROLS,
    "placeholder": Bilingual("输入你想问的，回车发送", "Type a question, Enter sends"),
    "placeholder_all": Bilingual("对所有手机说，回车发送", "Said to all phones, Enter sends"),
    "compared.forgotten": Bilingual("忘 {value} 轮", "forgot {value}"),
    "compared.searched": Bilingual("搜 {value} 页", "found {value}"),
    "compared.first_token": Bilingual("首字 {value} 秒", "first {value} s"),
    "compared.thinking": Bilingual("思考 {value} 秒", "thought {value} s"),
    "compared.seconds": Bilingual("共 {value} 秒", "in all {value} s"),
    "placeholder_asleep": Bilingual("{wake_word}，……", "{wake_word}, …"),
    "asleep": Bilingual("休眠中 · 说“{wake_word}”唤醒", 'Asleep · say "{wake_word}" to wake it'),
    "listening": Bilingual("在听", "Listening"),
    "thinking": Bilingual("思考中…", "Thinking…"),
    "speaking": Bilingual("回答中…", "Answering…"),
    "how_to_stop": Bilingual("Esc 停止", "Esc stops"),
    "how_to_quit": Bilingual("要退出，请按 Ctrl+Q", "Ctrl+Q quits"),
    "no_wake_word": Bilingual("没有已知的唤醒词，无法休眠", "No wake word is known, so it cannot sleep"),
    "busy": Bilingual("还在回答，按 Esc 可停止", "Still answering; Esc stops it"),
    "sources": Bilingual("参考了 {count} 个网页", "{count} pages read"),
    "suggestions": Bilingual("试试这样问", "Try asking"),
    "how_to_unfold": Bilingual("^T 展开", "^T unfolds"),
    "how_to_fold": Bilingual("^T 收起", "^T folds"),
    "earlier": Bilingual("更早的 {count} 条 · PgUp 展开", "{count} earlier · PgUp shows them"),
    "limit": Bilingual("{limit} {value}", "{limit} {value}"),
    "pick_release": Bilingual("更新到哪个版本？", "Which release?"),
    "pick_backend": Bilingual("换成哪个后端？", "Which backend?"),
    "palette": Bilingual(
        "找命令，或输入“模型 名字”“日期 2025-02-09”“故障 busy”", "Search, or: model NAME, date 2025-02-09, fault busy"
    ),
    "command.backend": Bilingual("后端 {name}", "Backend {name}"),
    "command.model": Bilingual("模型 {name}", "Model {name}"),
    "command.model_of": Bilingual("在 {backend} 上", "on {backend}"),
    "command.now": Bilingual("正在用", "in use"),
    "inspector.page.turn": Bilingual("本轮", "Turn"),
    "inspector.page.limits": Bilingual("限制", "Limits"),
    "inspector.page.events": Bilingual("事件", "Events"),
    "inspector.page.wire": Bilingual("报文", "Wire"),
    "inspector.no_turn": Bilingual("还没有对话", "Nothing was said yet"),
    "inspector.time": Bilingual("用时 {seconds} 秒", "{seconds} s in all"),
    "inspector.halts": Bilingual("卡顿 {count} 次，共 {seconds} 秒", "stutters: {count}, {seconds} s"),
    "inspector.repeated": Bilingual("{kind}，{seconds} 秒后重试", "{kind}: sent again after {seconds} s"),
    "inspector.prompt": Bilingual(
        "发出 {messages} 条消息 · {tokens} tokens", "{messages} messages sent · {tokens} tokens"
    ),
    "inspector.nothing_sent": Bilingual("没有发给模型", "Nothing was sent to a model"),
    "inspector.forgotten": Bilingual("忘记了 {count} 轮", "turns forgotten: {count}"),
    "inspector.gauges": Bilingual("用量", "Used"),
    "inspector.usage": Bilingual("入/命中/出 tokens", "in/cached/out tok."),
    "inspector.cost": Bilingual("费用", "cost"),
    "inspector.o1": Bilingual("为 o1 的 {share}", "{share} of o1"),
    "inspector.limits_of": Bilingual("{release} 的限制与能力", "Limits and abilities of {release}"),
    "inspector.how_to_turn": Bilingual(
        "Ctrl+↑↓ 选择，F8 调低，F9 调高：下一轮生效。", "Ctrl+↑↓ chooses, F8 less, F9 more: from the next turn on."
    ),
    "inspector.cannot_turn": Bilingual("这一项不能调", "This one cannot be turned"),
    "inspector.events": Bilingual("{shown} / {all} 个事件", "{shown} of {all} events"),
    "inspector.filter": Bilingual("筛选（Tab 进入）", "filter (Tab goes here)"),
    "inspector.wire": Bilingual("{count} 行报文 · 密钥已遮盖", "{count} lines of the wire · keys are masked"),
    "inspector.no_wire": Bilingual("还没有发出请求。", "No request has left yet."),
    "stage.speech": Bilingual("语音识别", "speech"),
    "stage.search": Bilingual("联网搜索", "search"),
    "stage.waiting": Bilingual("等待首字", "waiting"),
    "stage.thinking": Bilingual("思考", "thinking"),
    "stage.answer": Bilingual("回答", "answer"),
    "outcome.running": Bilingual("进行中", "running"),
    "outcome.completed": Bilingual("完成", "completed"),
    "outcome.refused": Bilingual("被拒", "refused"),
    "outcome.limited": Bilingual("到上限", "limited"),
    "outcome.fault": Bilingual("出错", "fault"),
    "outcome.interrupted": Bilingual("已停止", "interrupted"),
    "route.agent": Bilingual("DeepSeek", "DeepSeek"),
    "route.in_house": Bilingual("自研模型", "in-house model"),
    "route.skill": Bilingual("手机技能", "phone skill"),
    "route.refusal": Bilingual("拒绝", "refusal"),
    "timeline.title": Bilingual("把手机带到哪一天？", "To which day?"),
    "timeline.how": Bilingual(
        "←→ 一天 · ↑↓ 一周 · Enter 出发 · Esc 返回", "←→ a day · ↑↓ a week · Enter goes there · Esc goes back"
    ),
    "timeline.nothing": Bilingual("这一天还什么都没有", "nothing on this day"),
    "cue.wait": Bilingual("过了 {time}", "{time} later"),
    "cue.phone": Bilingual("手机变了：{changes}", "The phone changes: {changes}"),
    "cue.new_conversation": Bilingual("开始新对话", "A new conversation begins"),
    "cue.sleep": Bilingual("手机休眠", "The phone goes to sleep"),
    "cue.faults": Bilingual("服务出了问题：{faults}", "The service fails: {faults}"),
    "cue.interrupt": Bilingual("{time} 后打断", "Stopped after {time}"),
    "presenter.paused": Bilingual("已暂停", "Paused"),
    "presenter.playing": Bilingual("播放中", "Playing"),
    "presenter.over": Bilingual("演示结束 · Home 重播", "The end · Home plays it again"),
    "presenter.loops": Bilingual("循环", "loops"),
    "presenter.note": Bilingual("备注", "Note"),
    "how_to_pick": Bilingual("↑↓ 选择 · Enter 确定 · Esc 返回", "↑↓ choose · Enter takes it · Esc goes back"),
}


def text(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with each `{name}` filled in. Raises: KeyError if there is none."""
    return filled(TEXTS, key, lang, values)
