"""The columns of a CSV of a phone, by their names in both languages. What the cells mean is `from_csv`'s business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "utterance": ("utterance", "question", "user", "用户", "提问", "问题", "话"),
    "answer": ("answer", "reply", "回答", "回复", "答"),
    "thinking": ("thinking", "思考", "思考内容"),
    "asked": ("asked", "time", "提问时间", "时间"),
    "first_token": ("first_token", "first_token_seconds", "首字", "首字时间", "首字用时"),
    "thinking_seconds": ("thinking_seconds", "思考用时", "思考时间", "思考秒数"),
    "seconds": ("seconds", "ended", "用时", "总用时", "结束", "结束时间"),
    "token_times": ("token_times", "times", "逐字时间", "各段时间"),
    "conversation": ("conversation", "对话", "会话"),
    "outcome": ("outcome", "结果"),
    "limit": ("limit", "限制", "限制提示", "提示"),
    "vendor": ("vendor", "厂商"),
    "release": ("release", "版本"),
}
"""Each column and its names; only `utterance` and `answer` are needed."""

NEEDED = ("utterance", "answer")

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "completed": ("", "completed", "ok", "完成", "正常", "成功"),
    "limited": ("limited", "受限", "上限", "达到上限"),
    "refused": ("refused", "拒绝", "被拒绝"),
    "fault": ("fault", "error", "错误", "出错", "失败"),
    "interrupted": ("interrupted", "打断", "中断"),
}

LIMITS: Mapping[str, tuple[str, ...]] = {
    "daily_questions": (
        "daily_questions",
        "今日",
        "今天",
        "每日",
        "每天",
        "当日",
        "daily",
        "today",
        "per day",
        "quota",
    ),
    "prompt_tokens": ("prompt_tokens", "过长", "太长", "超长", "too long"),
    "turns_per_conversation": ("turns_per_conversation", "轮", "对话", "会话", "turn", "conversation"),
}
"""Words by which a limit is known, the more particular ones first."""


def known_columns(header: Sequence[str]) -> dict[str, int]:
    """Give the place of each column that is known. Raises: ValueError for one that is not, twice there, or missing."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        word = title.strip().casefold()
        name = next((name for name, words in COLUMNS.items() if word in words), None)
        if name is None and word:
            known = ", ".join(
                f"{name} ({next(word for word in words if not word.isascii())})" for name, words in COLUMNS.items()
            )
            raise ValueError(f'no column is called "{title.strip()[:40]}"; known are {known}')
        if name in places:
            raise ValueError(f'"{title.strip()[:40]}" is the column {name} again; keep one of them')
        if name is not None:
            places[name] = place
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise ValueError(f"the first line must name the column {' and '.join(missing)}, like: utterance,answer,seconds")
    return places


def limit_named(text: str) -> str | None:
    """Give the limit that a phone's words tell of; None where they tell of none that is known."""
    words = text.casefold()
    return next((name for name, signs in LIMITS.items() if any(sign in words for sign in signs)), None)
