"""The order in which the mock's abilities are tried on a prompt. What each ability knows is in its own module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.domain.completion import Message, Tool
from simulator.mock.brain import (
    acknowledge,
    arithmetic,
    clock,
    compare,
    followup,
    letters,
    plausible,
    recall,
    recap,
    reflect,
    search_answers,
    small_talk,
    statements,
    tales,
    translate,
    wordplay,
)
from simulator.mock.brain.fixtures import ReplyFixture
from simulator.mock.brain.late import late
from simulator.mock.brain.problems import solve as problems
from simulator.mock.brain.puzzles import puzzles
from simulator.mock.brain.question import Lang, Question, read
from simulator.mock.brain.thought import Ability, Thought

__all__ = ["Brain", "Thought"]


class Brain:
    """A model that knows nothing but the prompt and its reply fixtures: same messages and seed, same thought."""

    def __init__(self, replies: Sequence[ReplyFixture]) -> None:
        """Prepare the abilities; with no replies there are no jokes, puzzles or small talk."""
        self._abilities: tuple[Ability, ...] = (
            recap.answer,
            recall.answer,
            statements.answer,
            letters.answer,
            compare.answer,
            arithmetic.answer,
            search_answers.answer,
            clock.answer,
            puzzles(replies),
            problems.answer,
            tales.teller(replies),
        )
        self._translate = translate.translator(replies)
        self._chat = small_talk.talker(replies)

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        """Answer the last user message, or call a tool; every other message is what the model can still remember.

        Thinking is as long as the question is hard, but for calls and their results; `thinks=False` leaves it empty
        and the rest as it is. Time is linear in the prompt's length.
        """
        question = read(messages, seed, tools, must_call=must_call)
        # What a tool should do may be put like a fact to remember, so tools hear the whole utterance.
        acted = _acted(question)
        thought = acted or _in_json(_with_hands(self._thought(question), question), question, messages)
        if not thinks:
            return replace(thought, thinking="")
        return thought if acted else reflect.deepen(thought, question)

    def _thought(self, question: Question) -> Thought:
        # A text to translate or to repeat may tell something, but not of its writer.
        if (thought := self._translate(question) or wordplay.answer(question)) is not None:
            return thought
        told = acknowledge.split(question.text)
        asked = question.about(told.rest) if told.facts else question
        if not told.facts and (thought := followup.answer(question, self._thought)) is not None:
            return thought
        for ability in self._abilities:
            if (thought := ability(asked)) is not None:
                return acknowledge.greet(told, question, thought)
        if told.facts and not told.asks:
            return acknowledge.answer(told, question)
        return acknowledge.greet(told, question, self._rest(asked))

    def _rest(self, question: Question) -> Thought:
        return (
            self._chat(question)
            or statements.note(question)
            or search_answers.unsearched(question)
            or plausible.answer(question)
        )


_WANTS_JSON = late(
    r"(?i)(?:用|以|按|返回|输出|给出|转成|写成)[^。？?\n]{0,12}json|json\s?(?:格式|对象|数组)"
    r"|\b(?:return|respond|reply|answer|output|give|format)\b[^.?\n]{0,40}\bjson\b"
)
_ABOUT_JSON = late(r"(?i)(?:什么是|解释|介绍|解析|怎么|如何|what is|explain|parse|how)[^。\n]{0,20}json")
_FORMS_ALREADY = "```"


def _in_json(thought: Thought, question: Question, messages: Sequence[Message]) -> Thought:
    """Put the answer into a block of JSON where the words of the question ask for it, as chat models do."""
    text = question.start
    if not _WANTS_JSON.search(text) or _ABOUT_JSON.search(text) or _FORMS_ALREADY in thought.answer:
        return thought
    from simulator.mock.brain.as_json import as_json  # few questions want JSON

    return replace(thought, answer=f"```json\n{as_json(messages, thought.answer)}\n```")


_HANDLESS = late(r"对话模型|chat model")
_CAN_ONLY: dict[Lang, str] = {
    "zh": "这个我还做不到，手机上没有这样的功能给我用。我能做的有：{tools}。",
    "en": "I cannot do that: the phone offers me no such function. What I can do: {tools}.",
}
_UNABLE: dict[Lang, str] = {
    "zh": "用户想让手机做一件事。可用的功能里没有一个能做到它，不能假装做好了，如实说明，再告诉他我能做什么。",
    "en": "The user wants the phone to do something. None of the functions can; say so, and what can be done.",
}
_CLAUSE = late(r"[，,。.;；（(]")
_MOST_TOOLS = 6


def _with_hands(thought: Thought, question: Question) -> Thought:
    """Say what the tools can do in place of "I am only a chat model", which a model with tools is not."""
    if not question.tools or not _HANDLESS.search(thought.answer):
        return thought
    separator = "、" if question.lang == "zh" else ", "
    names = separator.join(_CLAUSE.split(tool.description, 1)[0] for tool in question.tools[:_MOST_TOOLS])
    return Thought(_UNABLE[question.lang], _CAN_ONLY[question.lang].replace("{tools}", f"{names}…"))


def _acted(question: Question) -> Thought | None:
    """Call a tool or tell what one gave back; None where none is offered and none was called."""
    if not question.tools and not question.results:
        return None
    # Only now: most prompts offer no tools.
    from simulator.mock.brain import tool_calls, tool_results

    return tool_results.answer(question) or tool_calls.answer(question)
