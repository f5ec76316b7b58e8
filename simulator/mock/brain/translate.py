"""Translates phrases between Chinese and English, or says that it is not sure. The phrases are `phrases`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.mock.brain.fixtures import ReplyFixture
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question, quote
from simulator.mock.brain.thought import Ability, Thought

_SMELLS = late(r"翻译|译成|英[文语]|中文|汉语|怎么说|(?i:translat|in (?:english|chinese|mandarin)\b)")
_TO = r"(?P<to>英文|英语|中文|汉语|(?i:english|chinese|mandarin))"
_QUOTED = r"[“\"‘'「『](?P<q>[^”\"’'」』\n]{1,400})[”\"’'」』]"
_ASKS = (
    late(rf"(?s){_QUOTED}[^“”\"]{{0,12}}?(?:用|翻译?[成为到]?|译[成为])\s*{_TO}"),
    late(rf"(?s)^(?:请问|那)?[，,]?(?P<q>.+?)[，,]?(?:用|的){_TO}(?:怎么[说讲写]|是什么|翻译)"),
    late(rf"(?s)(?:把|将)(?P<q>.+?)(?:翻译|译)[成为到]?\s*{_TO}"),
    late(rf"(?s)(?:翻译?[成为到]|译[成为])\s*{_TO}(?![吗呢吧怎])[^“\"：:\n]{{0,8}}?[：:\s]*(?P<q>\S.*)"),
    late(rf"(?s)(?i:translate (?:this )?(?:in)?to ){_TO}[^:\n]{{0,12}}[:\s]+(?P<q>\S.*)"),
    late(
        rf"(?s)(?i:translate |how (?:do|to|would) (?:you|i )?\s?say )(?:{_QUOTED}"
        rf"|(?P<plain>.+?))\s(?i:(?:in)?to|in|into) {_TO}"
    ),
    late(r"(?s)^(?i:translate)[:\s]+(?P<q>\S.*)$|^(?:请)?翻译(?:一下)?[：:\s]+(?P<q2>\S.*)$"),
)
_BEFORE_EN = late(rf"^(?i:(?:please |can you |now )?translate (?:that|it|this|the above)?\s?(?:in)?to {_TO}\W*$)")
_BEFORE = late(rf"^(?:请|再|把它|把上面的?|把这段话?|帮我|能)*(?:翻译?|译)[成为到]?{_TO}[吗吧。！?？]*$")
_EDGES = " \t\n“”\"'‘’「」『』：:，,。.！!？?；;~～"
_HAN = late(r"[\u3400-\u9fff]")
_CLAUSE = late(r"[，,。.！!？?；;\n]+")
_MOST_CLAUSES = 12


def translator(replies: Sequence[ReplyFixture]) -> Ability:
    """Give the ability to translate phrases, and answers whose fixture exists in both languages."""

    def answer(question: Question) -> Thought | None:
        return _answer(question, replies) if _SMELLS.search(question.start) else None

    return answer


def _answer(question: Question, replies: Sequence[ReplyFixture]) -> Thought | None:
    """Translate what an utterance quotes, or the last answer where it quotes nothing; None where nothing is asked."""
    text = question.start
    if (match := _BEFORE.search(text) or _BEFORE_EN.search(text)) is not None:
        source, to_english = question.said[-1] if question.said else "", _is_english(match["to"])
        twin = _twin(source, replies)
        return _twin_told(question, twin) if twin else _told(question, source, to_english)
    for pattern in _ASKS:
        if (match := pattern.search(text)) is not None:
            groups = match.groupdict()
            source = groups.get("q") or groups.get("plain") or groups.get("q2") or ""
            if source.strip(_EDGES):
                wanted = groups.get("to")
                return _told(question, source, _is_english(wanted) if wanted else _HAN.search(source) is not None)
    return None


def _twin(source: str, replies: Sequence[ReplyFixture]) -> str:
    """Give the answer of the fixture with the same id in the other language; "" where there is none."""
    ids = {reply.id: reply for reply in replies}
    own = next((reply for reply in replies if source and reply.answer in source), None)
    if own is None or not own.id.endswith(("-zh", "-en")):
        return ""
    other = ids.get(own.id[:-2] + ("en" if own.lang == "zh" else "zh"))
    return other.answer if other else ""


def _twin_told(question: Question, twin: str) -> Thought:
    zh = question.lang == "zh"
    thinking = (
        "好的，用户要我把上一条回答翻译过去。逐段来，术语用通行的译法，表格和列表保持原样，最后通读一遍，意思没有走样。"
        if zh
        else "Okay, my last answer should be translated. Part by part, terms as they are commonly translated, "
        "the layout kept."
    )
    return Thought(thinking, f"{'翻译如下：' if zh else 'In translation:'}\n\n{twin}")


def _is_english(name: str) -> bool:
    return name in ("英文", "英语") or name.lower() == "english"


def translated(source: str, to_english: bool) -> str | None:
    """Give the translation of a known phrase, or of a text whose clauses all are; None where one is not known."""
    from simulator.mock.brain.phrases import ENGLISH_OF, chinese_of  # few questions want a translation

    table = ENGLISH_OF if to_english else chinese_of()
    if (whole := table.get(key(source))) is not None:
        return whole
    clauses = [clause for clause in _CLAUSE.split(source) if clause.strip(_EDGES)]
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return None
    found = [table.get(key(clause)) for clause in clauses]
    known = [clause for clause in found if clause is not None]
    if len(known) < len(found):
        return None
    bare = [clause.rstrip("。.!?") for clause in known]
    if not to_english:
        return "，".join(bare) + "。"
    later = (text if text.startswith("I") else text[:1].lower() + text[1:] for text in bare[1:])
    return ", ".join((bare[0], *later)) + "."


def key(text: str) -> str:
    """Write a phrase in the one form by which it is looked up: small, without edges and double spaces."""
    return re.sub(r"\s+", " ", text.strip(_EDGES)).lower().replace("’", "'")


def _nothing(question: Question) -> Thought:
    if question.lang == "zh":
        return Thought(
            "好的，用户要翻译，可是没有给出要翻译的内容，前面的回答我也看不到。先问清楚。",
            "请把要翻译的内容发给我，我看不到之前的回答。",
        )
    return Thought(
        "Okay, a translation, but of what? Nothing is quoted and I see no earlier answer. I should ask.",
        "Please send me the text; I see no earlier answer to translate.",
    )


def _told(question: Question, source: str, to_english: bool) -> Thought:
    bare = quote(source.strip(_EDGES + "*"), 60)
    if not bare:
        return _nothing(question)
    found = translated(source, to_english) if source else None
    target = "英文" if to_english else "中文"
    if question.lang == "zh":
        if found is None:
            return Thought(
                f"好的，用户要把“{bare}”翻译成{target}。我要先看自己有没有把握。等等，这里有些说法我拿不准，"
                f"翻错了会误导人，如实说更好。",
                f"“{bare}”这段我没有把握翻译准确，不想给你一个错的版本。可以拆成短一点、常用一点的句子，"
                f"或者用专门的翻译工具核对。",
            )
        return Thought(
            f"好的，用户要把“{bare}”翻译成{target}。直译是“{quote(found, 60)}”，读一遍，语气自然，意思也没有丢。",
            f"“{bare}”翻译成{target}是：\n\n> {found}",
        )
    if found is None:
        return Thought(
            f'Okay, so "{bare}" should be translated. Am I sure of it? No, and '
            "a wrong translation misleads. Better say so.",
            f"I am not sure how to translate “{bare}” well, and would rather not give you a wrong version. "
            f"Shorter, more "
            "common sentences would help.",
        )
    return Thought(
        f'Okay, so "{bare}" should be translated. Literally: "{quote(found, 60)}". That sounds '
        "natural and keeps the sense.",
        f"“{bare}” is:\n\n> {found}",
    )
