"""Answers what the user told of themselves earlier in the prompt, and invents nothing. Reading it is `told`."""

from __future__ import annotations

from simulator.mock.brain import statements
from simulator.mock.brain.asked import Asked, asked
from simulator.mock.brain.facts import Fact, find
from simulator.mock.brain.question import Lang, Question, quote
from simulator.mock.brain.thought import Thought
from simulator.mock.brain.told import facts_of

_ASKED: dict[Lang, dict[str, str]] = {
    "zh": {
        "name": "你的名字",
        "home": "你住在哪里",
        "origin": "你来自哪里",
        "likes": "你喜欢什么",
        "dislikes": "你不喜欢什么",
        "age": "你的年龄",
        "is": "你的{noun}",
        "called": "你的{noun}叫什么",
        "note": "要我记住什么",
    },
    "en": {
        "name": "your name",
        "home": "where you live",
        "origin": "where you are from",
        "likes": "what you like",
        "dislikes": "what you dislike",
        "age": "your age",
        "is": "what your {noun} is",
        "called": "what your {noun} is called",
        "note": "anything to remember",
    },
}
_FOUND: dict[Lang, dict[str, tuple[str, ...]]] = {
    "zh": {
        "name": ("你叫**{value}**。", "你的名字是**{value}**，你刚才告诉过我。", "当然记得，你叫**{value}**！"),
        "home": ("你住在{value}。", "你告诉过我，你住在{value}。"),
        "origin": ("你来自{value}。", "你说过，你来自{value}。"),
        "likes": ("你说过你喜欢{value}。", "你喜欢{value}，前面你提到过。"),
        "dislikes": ("你说过你不喜欢{value}。",),
        "age": ("你今年{value}岁。", "你说过你{value}岁。"),
        "is": ("你的{noun}是{value}。", "你告诉过我，你的{noun}是{value}。"),
        "called": ("你的{noun}叫{value}。", "你告诉过我，你的{noun}叫{value}。"),
        "note": ("你让我记住的是：{value}。",),
    },
    "en": {
        "name": (
            "Your name is **{value}**.",
            "You told me your name is **{value}**.",
            "Of course: you are **{value}**!",
        ),
        "home": ("You live in {value}.", "You told me that you live in {value}."),
        "origin": ("You are from {value}.", "You told me that you come from {value}."),
        "likes": ("You said that you like {value}.",),
        "dislikes": ("You said that you don't like {value}.",),
        "age": ("You are {value} years old.",),
        "is": ("Your {noun} is {value}.", "You told me that your {noun} is {value}."),
        "called": ("Your {noun} is called {value}.", "You told me that your {noun} is called {value}."),
        "note": ("You asked me to remember this: {value}.",),
    },
}
_UNKNOWN: dict[Lang, tuple[str, ...]] = {
    "zh": (
        "我们刚才的对话里，你还没有告诉我{asked}。如果愿意，现在就可以告诉我，我会在这次对话里记住。",
        "抱歉，在我能看到的对话里没有提到{asked}，所以我不知道，也不想乱猜。你可以现在告诉我。",
        "这个我还不知道：当前对话里没有出现过{asked}。告诉我之后，我就能在这次对话里用上了。",
    ),
    "en": (
        "You haven't told me {asked} in this conversation yet. Tell me now and I will remember it while we talk.",
        "I'm sorry, but nothing in the conversation I can see says {asked}, and I would rather not guess. You can "
        "tell me now.",
    ),
}
_THINKING: dict[Lang, tuple[str, str]] = {
    "zh": (
        "好的，用户在问{asked}。这需要回看前面的对话：用户自己提到过“{value}”，而且之后没有再改口，"
        "所以以这一次为准。直接、亲切地回答就好，不需要多说。",
        "好的，用户在问{asked}。我把现在能看到的对话从头到尾看了一遍，用户没有说过这件事，"
        "也可能说过但已经不在我能看到的范围里。没有依据就不能编，应该如实说明，并请用户现在告诉我。",
    ),
    "en": (
        "Okay, so the user is asking about {asked}. Let me look back at the conversation: the user mentioned "
        "“{value}” and did not correct it later, so that is the answer. I should keep it short and friendly.",
        "Okay, so the user is asking about {asked}. Let me read the conversation again from the top. "
        "Nothing that I can see says it; it may have been said before, but it is not in front of me now. I must not "
        "make it up, so I will say so and ask.",
    ),
}


def answer(question: Question) -> Thought | None:
    """Answer a question about the user from the user messages of the prompt; the latest telling wins."""
    wanted = asked(question.start)
    if wanted is None:
        return None
    fact = find(facts_of(question.heard), wanted.about, wanted.noun)
    if fact is None and not wanted.surely:
        return None
    if fact is not None:
        return _found(question, wanted, fact)
    return statements.answer(question) or _unknown(question, wanted)


def say(fact: Fact, lang: Lang, form: str) -> str:
    """Put a fact into one of the forms of `_FOUND`."""
    value = quote(fact.value, 120 if fact.about == "note" else 60)
    return form.format(value=value.rstrip("。."), noun=quote(fact.noun, 30))


def _found(question: Question, wanted: Asked, fact: Fact) -> Thought:
    form = question.pick(_FOUND[question.lang][fact.about], "recall")
    thinking = _THINKING[question.lang][0].format(
        asked=_thought_words(wanted, question.lang), value=quote(fact.value, 60)
    )
    return Thought(thinking, say(fact, question.lang, form))


def _unknown(question: Question, wanted: Asked) -> Thought:
    words = _words(wanted, question.lang)
    form = question.pick(_UNKNOWN[question.lang], "unknown")
    thinking = _THINKING[question.lang][1].format(asked=_thought_words(wanted, question.lang))
    return Thought(thinking, form.format(asked=words))


def _words(wanted: Asked, lang: Lang) -> str:
    return _ASKED[lang][wanted.about].format(noun=quote(wanted.noun, 30))


def _thought_words(wanted: Asked, lang: Lang) -> str:
    """Give the words as the model says them to itself."""
    form = _ASKED[lang][wanted.about]
    own = form.replace("你", "自己") if lang == "zh" else form.replace("your", "their").replace("you ", "they ")
    return own.format(noun=quote(wanted.noun, 30))
