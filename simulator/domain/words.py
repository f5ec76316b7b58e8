"""What a phone says of itself, in both languages; a profile overrides any of it. Texts of the faces are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.domain.limit import Bilingual, Lang

WORDS: Mapping[str, Bilingual] = {
    "woken": Bilingual("我在，请说。", "I'm here. Go ahead."),
    "ring.alarm": Bilingual("闹钟 {time} {title}", "Alarm {time} {title}"),
    "ring.reminder": Bilingual("提醒 {time} {title}", "Reminder {time} {title}"),
    "in_house.context": Bilingual("现在是 {time}。", "It is now {time}."),
    "dialogue_opened": Bilingual(
        "已打开 DeepSeek 对话，请提问。说“退出”回到{assistant}。",
        'DeepSeek is open. Ask away; say "exit" to return to {assistant}.',
    ),
    "dialogue_left": Bilingual("已退出 DeepSeek 对话。", "You have left DeepSeek."),
    "upgraded": Bilingual("已更新到 {release}，从下一轮起生效。", "Updated to {release}, from the next turn on."),
    "downgraded": Bilingual("已退回到 {release}，从下一轮起生效。", "Back to {release}, from the next turn on."),
    "tried": Bilingual(
        "已改设 {release} 的限制，从下一轮起生效。", "Figures of {release} set by hand, from the next turn on."
    ),
    "memory.regained": Bilingual("又想起了第 {turns} 轮。", "Turn {turns} is remembered again."),
    "memory.lost": Bilingual("忘记了第 {turns} 轮。", "Turn {turns} is forgotten."),
    "memory.same": Bilingual("记得的内容不变。", "It remembers what it did."),
    "voice.speech_to_text": Bilingual(
        "先把语音转成文字，再由模型回答，最后朗读：这不是实时语音。",
        "Speech becomes text, the model answers, the answer is read aloud: this is no real-time voice.",
    ),
    "voice.text_to_speech": Bilingual("正在朗读回答。", "The answer is read aloud."),
    "output_tokens": Bilingual(
        "回答达到 {value} tokens 的上限，到此为止。",
        "The answer has reached its limit of {value} tokens and ends here.",
    ),
    "stopped": Bilingual("（已停止回答）", "(stopped)"),
    "turns_per_conversation": Bilingual(
        "本次对话已达 {value} 轮上限，请开启新对话。",
        "This conversation has reached its limit of {value} turns. Please start a new one.",
    ),
    "daily_questions": Bilingual(
        "今天的 {value} 次提问已用完，请明天再来。",
        "Today's {value} questions are used up. Please come back tomorrow.",
    ),
    "prompt_tokens": Bilingual(
        "内容太长了，超出了 {value} tokens 的上限，请精简后再试。",
        "That is too long: the limit is {value} tokens. Please shorten it and try again.",
    ),
    "modality": Bilingual(
        "我现在只能进行文字对话，还不能看图或画图。", "I can only chat in text; I cannot see or draw pictures yet."
    ),
    "realtime_voice": Bilingual(
        "暂不支持实时语音对话：语音要先转成文字，回答再朗读出来。",
        "Real-time voice is not supported yet: speech becomes text first, and the answer is read aloud.",
    ),
    "phone_skills": Bilingual(
        "DeepSeek 智能体目前只能对话，还不能操作手机的其他功能。",
        "The DeepSeek agent can only chat; it cannot operate other functions of the phone yet.",
    ),
    "phone_skills.in_house": Bilingual("抱歉，我还不会操作这个。", "Sorry, I cannot operate that."),
    "gate.date": Bilingual(
        "{release} 自 {needed} 起可用，现在是 {actual}。", "{release} is available from {needed}; it is {actual}."
    ),
    "gate.channel": Bilingual(
        "{release} 尚未对本机开放（{actual}）。", "{release} is not open to this phone ({actual})."
    ),
    "gate.region": Bilingual(
        "此功能仅支持 {needed} 版手机，本机为 {actual} 版。",
        "This needs a phone built for {needed}; this one is for {actual}.",
    ),
    "gate.login": Bilingual(
        "此功能需要{needed}的账号，当前{actual}。", "This needs an account that is {needed}; you are {actual}."
    ),
    "gate.device": Bilingual(
        "此功能支持 {needed}，本机为 {actual}。", "This needs {needed}; this phone is a {actual}."
    ),
    "gate.os": Bilingual("需要系统 {needed}，本机为 {actual}。", "This needs {needed}; this phone has {actual}."),
    "gate.app": Bilingual(
        "需要助手版本 {needed}，本机为 {actual}。", "This needs assistant version {needed}; this phone has {actual}."
    ),
    "fault.overloaded": Bilingual("服务器繁忙，请稍后再试。", "The server is busy. Please try again later."),
    "fault.rate_limited": Bilingual("服务器繁忙，请稍后再试。", "The server is busy. Please try again later."),
    "fault.timeout": Bilingual("等待回复超时，请重试。", "The reply took too long. Please try again."),
    "fault.connection": Bilingual("网络连接失败，请检查网络。", "No connection. Please check the network."),
    "fault.truncated": Bilingual("回复中断，请重试。", "The reply broke off. Please try again."),
    "fault": Bilingual("出了点问题，请稍后再试。", "Something went wrong. Please try again later."),
}
"""The sentences a profile starts from. None of a phone's own wording was seen in a capture: all are assumed."""

STATES: Mapping[str, Bilingual] = {
    "announced": Bilingual("仅宣布", "announced"),
    "not announced": Bilingual("未宣布", "not announced"),
    "not DeepSeek": Bilingual("非 DeepSeek", "not DeepSeek"),
    "withdrawn": Bilingual("已下线", "withdrawn"),
    "internal test": Bilingual("内测资格", "internal test"),
    "enrolled": Bilingual("已参加内测", "enrolled"),
    "not enrolled": Bilingual("未参加内测", "not enrolled"),
    "beta or official": Bilingual("公测版或正式版", "beta or official"),
    "beta": Bilingual("公测版", "beta"),
    "official": Bilingual("正式版", "official"),
    "first buyers": Bilingual("首批用户", "first buyers"),
    "first buyer": Bilingual("首批用户", "first buyer"),
    "later buyer": Bilingual("非首批用户", "later buyer"),
    "logged in": Bilingual("已登录", "logged in"),
    "logged out": Bilingual("未登录", "logged out"),
}
"""What a gate needs or finds where it is no name or number: the gate's own word, and how it is said."""


def spoken(state: str, lang: Lang) -> str:
    """Give what a gate needs or found in the user's language: names and numbers as they are."""
    return STATES[state].text(lang) if state in STATES else state


def numbers(turns: Sequence[int]) -> str:
    """Give turn numbers shortly: 3, 1–4 for a run of more than two, or 1、3."""
    is_run = len(turns) > 2 and list(turns) == list(range(turns[0], turns[-1] + 1))
    return f"{turns[0]}–{turns[-1]}" if is_run else "、".join(map(str, turns))


def say(words: Mapping[str, Bilingual], key: str, lang: Lang, **values: object) -> str:
    """Give the phone's words for `key`: the profile's own, else the shared ones, with `{name}` filled in.

    A key such as `fault.server` without words of its own falls back to its first part. Raises: KeyError if there are
    no words for either.
    """
    for name in (key, key.split(".")[0]):
        words_for = words.get(name) or WORDS.get(name)
        if words_for is not None:
            text = words_for.text(lang)
            for place, value in values.items():
                text = text.replace("{" + place + "}", spoken(str(value), lang))
            return text
    raise KeyError(key)
