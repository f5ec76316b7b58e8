"""An answer put into JSON, in the form that the prompt shows or names. What the answer says is the abilities' part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.domain.completion import Message
from simulator.mock.brain.arguments import named

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_decode = json.JSONDecoder().raw_decode
_FENCED = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
_KEY = re.compile(r'[{,]\s*["“]?([\w-]{1,40})["”]?\s*[:：]')
_BRACES = re.compile(r"\{[^{}]*\}")
_NAMED = re.compile(
    r"(?i:\b(?:keys?|fields?|propert(?:y|ies))\b|字段|键名?|属性)(?:名|为|是|包括|包含|分别|有|named|called|[\s:：])*"
    r"((?:[\"'`“”]?[A-Za-z_][A-Za-z0-9_-]{0,39}[\"'`“”]?(?:\s*[,，、/和与及]+\s*(?:and\s+)?|\s+(?:and|or)\s+)?)+)"
)
_NAMED_IN_CHINESE = re.compile(
    r"(?:提取|抽取|包含|包括|字段)(?:为|是|有|[\s:：])*((?:[\u4e00-\u9fff]{2,6}?[、,，和与及])+[\u4e00-\u9fff]{2,6})(?=[，,。；;：:\s]|$)"
)
_PARTING = re.compile(r"[、,，和与及]")
_STATED = re.compile(
    r"(姓名|名字|年龄|性别|城市|职业|电话|邮箱|日期|时间|地点|地址|价格|数量|学校|爱好)(?:是|为|[:：=])?\s*([^\s，,。；;、：:]{1,40})"
)
_SAME = {"姓名": "name", "名字": "name", "年龄": "age", "城市": "city"}
_COUNTED = frozenset({"age", "count", "number", "年龄", "数量"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TOLD = {
    "name": re.compile(
        r"(?i)(?:我|他|她|名字?)叫(?:做)?\s*([^\s，,。；;！!]{1,20})|\b(?:name is|named|called)\s+([\w.'-]{1,40})"
        r"|(?-i:\b([A-Z][a-z]{1,20})\s+is\s+\d)"
    ),
    "age": re.compile(r"(?i)(\d{1,3})\s*(?:岁|周岁|years? old)"),
    "city": re.compile(
        r"(?i)(?:住在|来自|在)([\u4e00-\u9fff]{2,8}?)(?:[，,。；;！!\s]|$)|\b(?:lives? in|from)\s+([A-Z]\w+)"
    ),
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"[\n。！？!?；;，,]|\. ")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.、)])\s*", re.MULTILINE)
_NO = re.compile(r"(?i)^\W*(?:不|没|否|no\b|not\b)")
_NOT_NAMES = frozenset({"and", "or", "json", "object"})
_ASKING = frozenset({"question", "query", "input", "问题", "提问"})
_ANSWERING = ("answer", "reply", "response", "result", "content", "text", "message", "output", "答案", "回答", "结果")
_MOST_SHOWN = 20_000
_DEEPEST = 8


def as_json(messages: Sequence[Message], answer: str) -> str:
    """Give a JSON object that says what the answer says; an answer that is one already stays as it is.

    Its keys are those of the last object that a system or user message shows, or those that one names; where none does,
    the facts that the last one states, such as 姓名小明，年龄8; else `answer`.
    """
    bare = fenced[1] if (fenced := _FENCED.match(answer.strip())) else answer.strip()
    if isinstance(_parsed(bare), dict):
        return bare
    asked = [message.content[-_MOST_SHOWN:] for message in messages if message.role in ("system", "user")]
    shown = next((form for text in reversed(asked) if (form := _form(text))), None)
    said = asked[-1] if asked else ""
    filled = _filled(shown, _BRACES.sub(" ", said), answer) if shown else _stated(said) or {"answer": answer}
    return json.dumps(filled, ensure_ascii=False)


def _form(text: str) -> dict[str, Json]:
    """Give the object that a text shows, with its example values; empty where it shows and names none."""
    objects = list(_objects(text))
    if objects:
        return objects[-1]
    if keys := [key for braces in _BRACES.findall(text) for key in _KEY.findall(braces)]:
        return dict.fromkeys(keys, "")
    listed = _NAMED.search(text)
    names = [name for name in _NAME.findall(listed[1]) if name.lower() not in _NOT_NAMES] if listed else []
    if not names and (chinese := _NAMED_IN_CHINESE.search(text)) is not None:
        names = _PARTING.split(chinese[1])
    return dict.fromkeys(names, "")


def _stated(text: str) -> dict[str, Json]:
    """Give two facts or more that a text states by their usual names; empty where it does not."""
    facts: dict[str, Json] = {key: _counted(key, value) for key, value in _STATED.findall(text)}
    return facts if len(facts) > 1 else {}


def _counted(key: str, told: str) -> Json:
    return int(told) if key.lower() in _COUNTED and told.isascii() and told.isdecimal() else told


def _objects(text: str) -> Iterator[dict[str, Json]]:
    at = text.find("{")
    while at >= 0:
        value, end = _parsed_at(text, at)
        if isinstance(value, dict) and value:
            yield value
        at = text.find("{", end)


def _parsed_at(text: str, at: int) -> tuple[Json, int]:
    try:
        return _decode(text, at)
    except (ValueError, RecursionError):
        return None, at + 1


def _parsed(text: str) -> Json:
    value, end = _parsed_at(text, 0)
    return value if end == len(text) else None


def _filled(form: Mapping[str, Json], said: str, answer: str, depth: int = 0) -> dict[str, Json]:
    alone = sum(isinstance(value, str) for value in form.values()) == 1
    return {key: _value(key, value, said, answer, alone, depth) for key, value in form.items()}


def _value(key: str, example: Json, said: str, answer: str, alone: bool, depth: int) -> Json:
    """Give a value of the example's kind; what the user says of a key by its name comes first."""
    told = _told(key, said)
    match example:
        case bool():
            return _NO.search(told or answer) is None
        case int() | float():
            return _number(told or answer) or _number(said)
        case dict() if depth < _DEEPEST:
            return _filled(example, said, answer, depth + 1)
        case list():
            return _items(example, said, told or answer, depth)
    if key.lower() in _ASKING:
        return said.strip()
    if told:
        return told if example else _counted(key, told)
    is_answer = alone or any(word in key.lower() for word in _ANSWERING)
    return answer if is_answer else _CLAUSE.split(answer, maxsplit=1)[0]


def _told(key: str, said: str) -> str:
    if (known := _TOLD.get(_SAME.get(key, key.lower()))) is not None and (match := known.search(said)) is not None:
        return match[match.lastindex or 0]
    match = re.search(rf"(?i)(?<![\w\"]){re.escape(key)}\s*(?:is|are|=|:|：|是|为|叫)\s*([^\n,，。;；{{}}\"]+)", said)
    return match[1].strip() if match else named(key, said)


def _number(text: str) -> int | float:
    match = _NUMBER.search(text)
    if match is None or len(match[0]) > 15:
        return 0
    return float(match[0]) if "." in match[0] else int(match[0])


def _items(examples: Sequence[Json], said: str, answer: str, depth: int) -> list[Json]:
    first = examples[0] if examples else ""
    if isinstance(first, dict) and depth < _DEEPEST:
        return [_filled(first, said, answer, depth + 1)]
    if isinstance(first, int | float) and not isinstance(first, bool):
        return [_number(number) for number in _NUMBER.findall(answer)]
    lines = [line.strip() for line in _ITEM.split(answer) if line.strip()]
    return [*lines] if len(lines) > 1 else [part.strip() for part in _CLAUSE.split(answer) if part.strip()]
