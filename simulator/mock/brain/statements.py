"""Answers a question about the user with the sentence in which they told it: meetings, journeys, allergies, colours.

It is for what no kind of fact covers: the newest statement that shares the telling words of the question is given back
in the second person. Where none does, the question is left to others. Facts with a kind are `recall`.
"""

from __future__ import annotations

from simulator.domain.search import search_terms
from simulator.mock.brain.late import late
from simulator.mock.brain.question import SKIM, Lang, Question, quote
from simulator.mock.brain.thought import Thought

_ASKS = late(
    r"我(?!们|想知道|该|应该|要怎|怎么)[^。\n]*?(?:什么|啥|哪|谁|多少|几|多大|吗[？?]?$|没有[？?]?$)|(?:记得|知道)我"
    r"|(?i:\b(?:what|when|where|who|which|how (?:many|old|much|long)|do|am|did|can)\b.*\b(?:my|I)\b)"
)
_GENERAL = late(r"我(?:的问题|该|应该|怎么)|(?i:should I|how (?:do|can) I)")
_STATES = late(r"我(?!们)|(?i:\b(?:I|my|I['’]m)\b)")
_QUESTION = late(
    r"[?？]|什么|怎么|为什么|如何|谁|哪|多少|几[个点岁号]|吗[。！]?$|(?i:^(?:what|how|why|who"
    r"|where|when|which|can|could|do|is|are)\b)"
)
_SENTENCE = late(r"[。！!；;\n]+|\.(?=\s|$)")
_FLIPS_ZH = str.maketrans("你我", "我你")
_FLIPS_EN = {"i": "you", "my": "your", "me": "you", "am": "are", "i'm": "you're", "mine": "yours", "was": "were"}
_WORD = late(r"[A-Za-z'’]+")
_EMPTY = {
    *("我", "你", "什么", "时候", "哪里", "多少", "几点", "几个", "知道", "记得", "还", "有"),
    *("my", "i", "when", "what", "is", "the", "how", "many", "old", "do", "have", "where", "am"),
}
_MEANS = {"宠物": "养", "pets": "called", "pet": "called"}
"""What is said where the question has a wider word."""

_TELLS = late(
    r"^我(?!们)(?:还|也|家)?(?:有|对|的|在|不[吃喝能会]|每[天周]|今[天晚]|明[天早晚]|后天|[上下这本]?周|下个?月"
    r"|[上下]午|\d|刚|准备|打算|正在|养)"
    r"|^(?i:(?:I have|I am|I['’]m|I will|I['’]ll|I need to|my|we have)\b)"
)
_FEELS = late(
    r"心情|难过|伤心|失恋|焦虑|压力|累|烦|不开心|孤独|害怕|生气|(?i:\b(?:sad|tired|lonely|anxious"
    r"|stressed|angry|bored)\b)"
)
_NOTED: dict[Lang, tuple[str, ...]] = {
    "zh": (
        "好的，知道了：{said}。需要我帮什么忙吗？",
        "记下了：{said}。有什么想问的，随时说。",
        "明白，{said}。有需要我帮忙的，直接说就好。",
    ),
    "en": ("Got it: {said}. Anything I can do?", "Noted: {said}. Ask me whenever you like."),
}
_LONGEST_NOTE = 60
_MOST = 200
"""Earlier messages that are read, the newest first."""

_SAID: dict[Lang, tuple[str, ...]] = {
    "zh": ("你之前说过：{said}。", "你告诉过我：{said}。", "记得的，{said}。"),
    "en": ("You told me: {said}.", "As you said, {said}."),
}


def answer(question: Question) -> Thought | None:
    """Answer with an earlier statement of the user; None where the question is not about them or none fits."""
    text = question.start
    if len(question.heard) < 2 or not _ASKS.search(text) or _GENERAL.search(text):
        return None
    wanted = _telling(text)
    best = max(_scored(question, wanted), key=lambda pair: pair[0], default=(0.0, "")) if wanted else (0.0, "")
    if best[0] < 0.5:
        return None
    said = _flipped(best[1], question.lang)
    form = question.pick(_SAID[question.lang], "statement").replace("{said}", said)
    return Thought(_thinking(question, best[1]), form)


def note(question: Question) -> Thought | None:
    """Take note of a short statement about the user's plans or circumstances; None for all else."""
    text = question.text
    is_plain = len(text) <= _LONGEST_NOTE and _TELLS.search(text) is not None
    if not is_plain or _QUESTION.search(text) or _FEELS.search(text) or "\n" in text:
        return None
    said = _flipped(text, question.lang)
    thinking = (
        f"好的，用户告诉我：“{quote(text, 40)}”。这不是提问，先确认我听到了，再看看他是不是需要帮忙，不用长篇大论。"
        if question.lang == "zh"
        else f'Okay, the user tells me: "{quote(text, 60)}". No question. I confirm it and offer help, briefly.'
    )
    return Thought(thinking, question.pick(_NOTED[question.lang], "noted").replace("{said}", said))


def _telling(text: str) -> set[str]:
    return {_MEANS.get(term, term) for term in search_terms(text) if term not in _EMPTY}


def _scored(question: Question, wanted: set[str]) -> list[tuple[float, str]]:
    """Give each statement with the share of wanted words in it, newest first so that it wins among equals."""
    found = []
    for text in reversed(question.heard[:-1][-_MOST:]):
        for sentence in reversed(_SENTENCE.split(text[:SKIM])):
            if sentence.strip() and _STATES.search(sentence) and not _QUESTION.search(sentence):
                shared = sum(term in sentence.lower() for term in wanted)
                found.append((shared / len(wanted), sentence.strip()))
    return found


def _flipped(sentence: str, lang: Lang) -> str:
    """Say in the second person what was said in the first."""
    line = quote(sentence, 120).strip(" 。.，,")
    if lang == "zh":
        return line.translate(_FLIPS_ZH)
    flipped = _WORD.sub(lambda match: _FLIPS_EN.get(match.group().lower().replace("’", "'"), match.group()), line)
    return flipped[:1].lower() + flipped[1:] if flipped.lower().startswith("you") else flipped


def _thinking(question: Question, sentence: str) -> str:
    said, asked = quote(sentence, 60), quote(question.text, 40)
    if question.lang == "zh":
        found = f"这是关于他自己的事，往前翻一翻……找到了，他说过“{said}”。"
        return f"好的，用户问“{asked}”。{found}等等，后面有没有改口？没有。照他说的回答。"
    return f'Okay, "{asked}" is about the user. Let me look back... here: "{said}". Wait, was it corrected later? No.'
