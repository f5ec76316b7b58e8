"""Who answers what is said to the assistant itself, rather than through the DeepSeek entry. That entry is `routing`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.domain.release import Capabilities
from simulator.domain.routing import RULES, Decision, route
from simulator.domain.wishes import wishes_of

OPENS_DIALOGUE, LEAVES_DIALOGUE = "opens_dialogue", "leaves_dialogue"
"""The rules after which DeepSeek hears every question, or none that does not name it."""

_SCANNED = 200
# Plain strings: `re` compiles and keeps each when it is first used, and most sessions enter at DeepSeek.
_NAME = r"(?:deep\s*-?\s*seek(?:\s*-?\s*r1)?|深度求索|深度思考(?:模型|智能体)?)"
_NOUN = r"(?:\s{0,3}的?(?:智能体|对话框?|助手|模型|agent|dialogue|chat))?"
_CALLED = (
    rf"^(?:请|帮我|麻烦你?|我要|我想)?(?:用一?下?|让|叫|请|问问|问一?下?|使用|通过|唤起|唤醒|召唤|打开|开启|启动|切换到|进入)\s*{_NAME}{_NOUN}"
    rf"|^{_NAME}{_NOUN}(?=[，,：:。！! ]|$)"
    rf"|^(?:please )?(?:use|ask|let|open|start|launch|switch to|call|wake) {_NAME}{_NOUN}"
)
_VERB = (
    r"^[\s，,：:。]*(?:来|去|帮我|帮忙|给我|为我)*"
    r"(?:回答|解答|解决|问|说|讲讲|看看|想想|answer|to answer|to|and|tell me)?[\s，,：:。！!]*"
)
_LEAVES = (
    rf"^(?:退出|关闭|离开|结束|不用了?|返回)(?:{_NAME})?{_NOUN}(?:对话|聊天)?[。！!]?$"
    rf"|^(?:exit|quit|leave|close)(?: {_NAME})?[.!]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """What the assistant knows when it hears something.

    `in_dialogue` is True after somebody opened the DeepSeek dialogue; `may_enter` says whether this phone may use the
    release, `has_skills` whether the maker's own model can act on the phone.
    """

    capabilities: Capabilities
    in_dialogue: bool
    may_enter: bool
    has_skills: bool


def dispatch(question: str, assistant: Assistant) -> Decision:
    """Decide who answers, in this order.

    The wake word alone; DeepSeek, called by name; DeepSeek, in whose dialogue the user is; a skill of the phone; what
    this phone cannot do; DeepSeek, where the wake word leads straight to it; the maker's own model.
    """
    if not question:
        return Decision("in_house", "wake_only")
    asked = asked_by_name(question)
    if asked is not None:
        return Decision("agent", "by_name", question=asked) if asked else Decision("agent", OPENS_DIALOGUE)
    if assistant.in_dialogue:
        leaves = re.search(_LEAVES, question[:_SCANNED], re.IGNORECASE)
        return Decision("in_house", LEAVES_DIALOGUE) if leaves else _in_dialogue(question, assistant)
    return _unnamed(question, assistant)


def _in_dialogue(question: str, assistant: Assistant) -> Decision:
    """Decide as the DeepSeek entry does: the user speaks to DeepSeek, and it can do no more than there."""
    decision = route(question, assistant.capabilities)
    return Decision("agent", "open_dialogue") if decision.route == "agent" else decision


def asked_by_name(said: str) -> str | None:
    """Give what DeepSeek is asked where it is called by name, "" if nothing; None if it is not called."""
    called = re.search(_CALLED, said[:_SCANNED], re.IGNORECASE)
    if called is None:
        return None
    return re.sub(_VERB, "", said[called.end() :], count=1, flags=re.IGNORECASE).strip()


def _unnamed(question: str, assistant: Assistant) -> Decision:
    is_direct = assistant.may_enter and assistant.capabilities.direct_wake.value
    acts_by_model = is_direct and assistant.capabilities.phone_skills.value
    wishes = wishes_of(question) if assistant.has_skills and not acts_by_model else ()
    if wishes:
        return Decision("skill", "phone_skill", wishes=wishes)
    for rule in RULES:
        if rule.asks(question) and not (acts_by_model and getattr(assistant.capabilities, rule.capability).value):
            return Decision("refusal", rule.name, rule)
    return Decision("agent", "direct_wake") if is_direct else Decision("in_house", "in_house")
