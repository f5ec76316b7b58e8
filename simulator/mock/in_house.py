"""A phone maker's own small model of 2024, as a mind for the mock: quick, shallow, and never DeepSeek.

It says no more than two sentences of what the brain knows, and of a hard question that it is one for DeepSeek. How such
models really answered was not seen in any capture: the voice is assumed. Serving it is the mock's part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.domain.completion import Message, Tool
from simulator.domain.difficulty import difficulty
from simulator.domain.limit import Bilingual
from simulator.mock.brain import plausible, tales
from simulator.mock.brain.late import late
from simulator.mock.brain.question import Question, read
from simulator.mock.brain.shallow import shallow
from simulator.mock.brain.thought import Thought
from simulator.mock.brain.topics import topic_of
from simulator.mock.mind import Mind

Talk = Literal["hello", "who", "abilities", "deepseek", "hard", "long", "action", "chat", "lost"]

_ASKED: tuple[tuple[Talk, str], ...] = (
    (
        "deepseek",
        r"你(?:到底)?是不?是?.{0,6}(?:deep\s*seek|R1|满血版|深度求索)|\bare you (?:really )?(?:deep\s*seek|R1)",
    ),
    (
        "who",
        r"你(?:到底|究竟)?(?:是谁|叫什么|是什么(?!意思)|是哪[个家]|是(?:机器人|真人|人)吗)|介绍一?下你自己|自我介绍"
        r"|(?:什么|哪个)模型|谁(?:开发|创造|训练|做)[的了出]*你|\bwho are you|\bwhat are you\b|\byour name\b"
        r"|\bintroduce yourself|\b(?:which|what) model\b|\bare you (?:a |an )?(?:human|robot|person|ai)\b"
        r"|\bwho (?:made|created|built|trained) you",
    ),
    (
        "abilities",
        r"你都?[会能可以]+(?:帮我)?[做干]?些?(?:什么|啥|嘛)[？?。]?$|你有什么功能|\bwhat can you do|\bhow can you help",
    ),
    (
        "hello",
        r"^(?:你好|您好|嗨|哈喽|在吗|在不在|早上好|下午好|晚上好|早|大家好|很高兴认识你)[呀啊吗]?[！!。～~]*$"
        r"|^(?:hello|hi|hey|good (?:morning|afternoon|evening)|nice to meet you)(?: there)?[!. ]*$",
    ),
)
_PATTERNS = tuple((talk, late(pattern, re.IGNORECASE)) for talk, pattern in _ASKED)

_SAID: dict[Talk, Bilingual] = {
    "hello": Bilingual("我在呢，我是{assistant}，要我做点什么？", "I'm here, it's {assistant}. What can I do?"),
    "who": Bilingual(
        "我是{assistant}，{maker}手机上的助手，用的是自家的{model}。",
        "I'm {assistant}, the assistant on {maker} phones, and I run {maker}'s own {model}.",
    ),
    "deepseek": Bilingual(
        "不是哦，我是{assistant}，用的是{maker}自家的{model}。{pointer}",
        "No, I'm {assistant}, and I run {maker}'s own {model}. {pointer}",
    ),
    "abilities": Bilingual(
        "我可以陪你聊几句，说点常识，算简单的数。{pointer}",
        "I can chat a little, tell you plain facts and do simple sums. {pointer}",
    ),
    "hard": Bilingual(
        "这个问题对我来说太难了，不敢乱答。{pointer}",
        "That is too hard for me, and I would rather not guess. {pointer}",
    ),
    "long": Bilingual("长的我写不好。{pointer}", "I am no good at long texts. {pointer}"),
    "action": Bilingual(
        "这个我现在还办不了，请手动打开对应的应用。", "I cannot do that yet; please open the app for it yourself."
    ),
    "chat": Bilingual("嗯，我在听，多跟我说说吧。", "I'm listening. Tell me more."),
    "lost": Bilingual("这个我知道得不多。{pointer}", "I do not know much about that. {pointer}"),
}
_POINTER = Bilingual("可以说“用 DeepSeek 回答”，再加上你的问题。", 'Say "ask DeepSeek" and then your question.')
_NO_POINTER = Bilingual("换个简单点的问题试试吧。", "Try something simpler.")

_OF_ANOTHER = late(
    r"我是\W{0,3}DeepSeek|深度求索|先认真想|(?i:I['’]m \W{0,3}DeepSeek|I am \W{0,3}DeepSeek|think before I answer)"
)
_CANNOT_ACT = late(r"对话模型|chat model")
_QUESTION = late(r"[?？]|什么|哪|谁|几[个点号]|多少|[吗呢]$")
_POINT = late(r"(?m)^(?:- |\d\. )\*\*[^*]+\*\*(?:：|: )(.+)$")
_LONGEST_TALE = 140
"""Characters of a joke that are told; of anything longer a part would be no use."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the assistant's name, its model and its maker; `knows_deepseek` if it may point to DeepSeek."""

    assistant: Bilingual
    model: str
    maker: Bilingual
    knows_deepseek: bool


class InHouseMind:
    """Answers as a maker's own model: at most two plain sentences, without thinking, in the voice of its assistant."""

    def __init__(self, brain: Mind, voice: Voice) -> None:
        """Take the brain that knows, and who speaks."""
        self._brain = brain
        self._voice = voice

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the messages or call a tool; there is no thinking, wanted or not."""
        question = read(messages, seed, tools, must_call=must_call)
        known = self._brain.answer(messages, seed, thinks=False, tools=tools, must_call=must_call)
        if known.calls or question.results:
            return Thought("", known.answer, known.calls)
        return Thought("", self._own(question) or self._shortened(question, known.answer))

    def _own(self, question: Question) -> str | None:
        """Give what it says of itself, or of a question that is too hard; None for all else."""
        text = question.start
        talk = next((talk for talk, pattern in _PATTERNS if pattern.search(text)), None)
        if talk is not None:
            return self._say(talk, question)
        return self._say("hard", question) if difficulty(text) == "hard" else None

    def _shortened(self, question: Question, answer: str) -> str:
        if tales.is_asked(question.start):
            return answer if len(answer) <= _LONGEST_TALE and ">" not in answer else self._say("long", question)
        if _CANNOT_ACT.search(answer):
            return self._say("action", question)
        if plausible.answer(question).answer in answer:
            return self._general(question, answer)
        said = "" if _OF_ANOTHER.search(answer) else shallow(answer, question.lang)
        return said or self._say("lost", question)

    def _general(self, question: Question, answer: str) -> str:
        """Give the first advice of a general answer, or admit that there is no answer in it."""
        wants = topic_of(question.start, question.lang).wants
        point = _POINT.search(answer)
        if wants in ("how", "choice") and point is not None:
            return point[1][:1].upper() + point[1][1:]
        if wants == "writing":
            return self._say("long", question)
        is_chat = wants == "talk" and not _QUESTION.search(question.start)
        return self._say("chat" if is_chat else "lost", question)

    def _say(self, talk: Talk, question: Question) -> str:
        voice, lang = self._voice, question.lang
        pointer = (_POINTER if voice.knows_deepseek else _NO_POINTER).text(lang)
        # What stands in brackets behind a model's name is for readers of a profile.
        model = voice.model.partition(" (")[0]
        text = _SAID[talk].text(lang).replace("{pointer}", pointer)
        for name, value in (("assistant", voice.assistant), ("maker", voice.maker), ("model", Bilingual(model, model))):
            text = text.replace("{" + name + "}", value.text(lang))
        return text
