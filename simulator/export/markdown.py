"""A session as a Markdown document to read. Text of users and models is escaped where it could end its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from simulator.domain.labels import channel_label
from simulator.domain.screen import AssistantMessage, Notice, UserMessage
from simulator.export.telling import Recorded, Said, displayed, in_words, thought, told
from simulator.export.words import text

_MARKS = re.compile(r"([\\`*_\[\]|~]|^(?:[#>+=-]|\d{1,9}(?=[.)])))")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.){0,200})\]\(\s{0,9}(?:<([^<>]{0,2000})>|([^\s()]{0,2000}))[^)]{0,99}\)")
"""Its parts are bounded, so that a hostile text costs no more than a long one; `_OTHER_LINK` disarms what is longer."""
_SAFE_LINK = re.compile(r"https?://", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,99}(?!.*`)|~{3,})")
_OTHER_LINK = re.compile(r"\]\((?!\s*<?https?://)", re.IGNORECASE)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_REFERENCE = re.compile(r"^([ >*+-]*)\[([^\]\n]+)\]:", re.MULTILINE)


def as_markdown(recorded: Recorded) -> str:
    """Give the document; thinking is folded, citations are links, evidence is beside every limit."""
    parts = [*_head(recorded), *(_entry(entry, recorded) for entry in in_words(displayed(recorded.events).entries))]
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    """Give plain text as Markdown that shows it, on one line."""
    line = " ".join(html.escape(words, quote=False).split())
    return re.sub(_MARKS, _backslashed, line)


def _backslashed(mark: re.Match[str]) -> str:
    return f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}"


def safe(answer: str) -> str:
    """Give a model's Markdown without HTML, pictures, links that are not http(s), and code blocks left open.

    What stands in a fenced code block stays as it is: nothing there is HTML or a link.
    """
    made: list[str] = []
    for is_code, part in _parts(answer):
        made.append(part if is_code else _prose(part))
    return "\n".join(made)


def _parts(answer: str) -> Iterator[tuple[bool, str]]:
    """Yield prose and fenced code by turns, each whole lines; code that the answer left open is closed."""
    lines: list[str] = []
    fence = ""
    for line in answer.split("\n"):
        found = _FENCE.match(line)
        if not fence and found is not None:
            if lines:
                yield False, "\n".join(lines)
            lines, fence = [line], found[1]
        elif fence and _closes(line, fence):
            yield True, "\n".join([*lines, line])
            lines, fence = [], ""
        else:
            lines.append(line)
    if lines or fence:
        yield bool(fence), "\n".join([*lines, fence] if fence else lines)


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" ")
    return len(line) - len(line.lstrip(" ")) < 4 and len(mark) >= len(fence) and set(mark) == {fence[0]}


def _prose(part: str) -> str:
    made = re.sub(_OTHER_LINK, r"]\\(", _LINK.sub(_linked, re.sub(_TAG, "&lt;", part)))
    # A picture by reference, or a definition, could still load or link something of another scheme.
    return re.sub(_REFERENCE, r"\1\\[\2]:", made.replace("![", "\\!["))


def _linked(link: re.Match[str]) -> str:
    picture, label, url = link[1], link[2], link[3] or link[4] or ""
    if _SAFE_LINK.match(url) and not picture:
        return f"[{label}]({url})"
    return rf"\[{label}\]"


def _head(recorded: Recorded) -> Iterator[str]:
    lang, started = recorded.lang, recorded.started
    yield f"# {escaped(recorded.maker.assistant.text(lang))} · {escaped(recorded.name)}"
    yield f"*{text('simulated', lang)}*"
    if started is None:
        yield text("untaken", lang)
        return
    rows = {
        "release": f"{started.release} ({channel_label(started.channel, lang)})",
        "device": f"{started.phone.device} · {started.phone.os}",
        "date": started.phone.date,
        "backend": f"{started.backend} · {started.model}",
    }
    yield "\n".join(f"- {text(key, lang)}: {escaped(value)}" for key, value in rows.items())


def _entry(entry: Said, recorded: Recorded) -> str:
    if isinstance(entry, UserMessage):
        return f"## {text('turn', recorded.lang, turn=entry.turn)} · {escaped(entry.text)}"
    if isinstance(entry, AssistantMessage):
        return _message(entry, recorded)
    return _notice(entry, recorded)


def _message(message: AssistantMessage, recorded: Recorded) -> str:
    parts = []
    if message.thinking:
        label = html.escape(thought(message, recorded))
        parts.append(f"<details><summary>{label}</summary>\n\n{_quoted(str(message.thinking))}\n\n</details>")
    if message.answer:
        parts.append(safe(str(message.answer)))
    return "\n\n".join(parts)


def _quoted(thinking: str) -> str:
    return "\n>\n".join(f"> {escaped(line)}" for line in thinking.splitlines() if line.strip())


def _notice(notice: Notice, recorded: Recorded) -> str:
    told_ = told(notice, recorded.lang)
    details = "".join(f" · {escaped(detail)}" for detail in told_.details)
    evidence = f" [{escaped(told_.evidence)}]" if told_.evidence else ""
    return f"> **{escaped(told_.says)}**{details}{evidence}"
