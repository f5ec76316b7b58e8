"""What `simulator backends` and `simulator config` say to people, in both languages. Other commands have `texts`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    "address": Bilingual("地址", "address"),
    "no_address": Bilingual("（因人而异）", "(each user's own)"),
    "embedded": Bilingual("（内置，不联网）", "(embedded, no network)"),
    "key": Bilingual("密钥变量", "key variable"),
    "no_key": Bilingual("不需要", "none"),
    "optional": Bilingual("{name}（可选）", "{name} (optional)"),
    "own": Bilingual("★ {file}", "★ {file}"),
    "own_page": Bilingual("{name} · 你的配置", "{name} · your configuration"),
    "note": Bilingual("说明", "note"),
    "era": Bilingual("时期 {name}", "era {name}"),
    "model": Bilingual("默认模型", "model"),
    "dialect": Bilingual("预期思考所在字段", "thinking expected in"),
    "default.on": Bilingual("默认思考", "on by default"),
    "default.off": Bilingual("默认不思考", "off by default"),
    "default.by_model": Bilingual("由模型决定", "by the model"),
    "thinking": Bilingual("思考", "thinking"),
    "on": Bilingual("打开思考", "thinking on"),
    "off": Bilingual("关闭思考", "thinking off"),
    "nothing": Bilingual("没有字段", "no field"),
    "history": Bilingual("历史中的思考", "thinking in history"),
    "history.forbidden": Bilingual("带上即 400", "status 400 with it"),
    "history.ignored": Bilingual("忽略", "ignored"),
    "history.required": Bilingual("工具调用须带上", "required beside tool calls"),
    "system_prompt": Bilingual("系统提示", "system prompt"),
    "system_prompt.fine": Bilingual("可用（手机从不发送）", "fine (phones send none)"),
    "system_prompt.avoid": Bilingual("R1 不宜用（手机从不发送）", "R1 wants none (phones send none)"),
    "max_tokens": Bilingual("回答上限字段", "cap on an answer"),
    "ranges": Bilingual("参数范围", "parameters"),
    "context": Bilingual("上下文 {n}", "context {n}"),
    "output": Bilingual("输出 {n}", "output {n}"),
    "rejects": Bilingual("拒绝 {names}", "rejects {names}"),
    "ignores": Bilingual("忽略 {names}", "ignores {names}"),
    "source": Bilingual("来源", "source"),
    "written": Bilingual("已写入 {path}", "written: {path}"),
    "there": Bilingual("有", "there"),
    "missing": Bilingual("没有", "not there"),
    "fine": Bilingual("没有问题", "nothing is wrong"),
    "set": Bilingual("已设置（不显示）", "set (hidden)"),
    "unset": Bilingual("未设置", "not set"),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS[key].text(lang).format(**values)
