"""A session as one HTML file that looks like its phone. It loads and runs nothing; how it looks is `html_style`."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from simulator.domain.labels import channel_label, day_label
from simulator.domain.screen import AssistantMessage, Notice, ScreenState, UserMessage
from simulator.export.html_style import style_sheet
from simulator.export.rich_text import rich_text
from simulator.export.telling import Recorded, Said, displayed, in_words, thought, told
from simulator.export.words import text


def as_html(recorded: Recorded) -> str:
    """Give the document."""
    screen, style = displayed(recorded.events), style_sheet(recorded.maker.looks)
    parts = [*_head(recorded, style), *_top(recorded, screen), "<main>"]
    if greeting := recorded.maker.looks.greeting.text(recorded.lang):
        parts.append(f'<p class="greeting">{escape(greeting)}</p>')
    parts += [_entry(entry, recorded) for entry in in_words(screen.entries)]
    return "\n".join([*parts, "</main>", *_end(recorded)]) + "\n"


def _head(recorded: Recorded, style: str) -> Iterator[str]:
    # The digest lets this very sheet be used and no other style; without any script-src, no script runs.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = f"{recorded.maker.assistant.text(recorded.lang)} · {recorded.name}"
    yield "<!doctype html>"
    yield f'<html lang="{"zh-CN" if recorded.lang == "zh" else "en"}">'
    yield '<head>\n<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>"


def _top(recorded: Recorded, screen: ScreenState) -> Iterator[str]:
    lang, moment, started = recorded.lang, screen.moment(), recorded.started
    clock = f"<b>{moment:%H:%M}</b> {day_label(moment, lang)}" if moment else ""
    yield '<body>\n<div class="phone"><div class="screen">'
    yield f'<div class="bar"><span>{clock}</span><span>{escape(f"{screen.device} · {screen.os}")}</span></div>'
    maker = recorded.maker
    about = text("untaken", lang)
    if started is not None:
        about = f"{maker.vendor.text(lang)} · {screen.release} · {channel_label(screen.channel, lang)}"
    yield f"<header><h1>{escape(maker.assistant.text(lang))}</h1><p>{escape(about)}</p></header>"


def _entry(entry: Said, recorded: Recorded) -> str:
    if isinstance(entry, UserMessage):
        turn = text("turn", recorded.lang, turn=entry.turn)
        return f'<div class="user"><p>{escape(entry.text)}</p><small>{turn}</small></div>'
    if isinstance(entry, AssistantMessage):
        return _message(entry, recorded)
    return _notice(entry, recorded)


def _message(message: AssistantMessage, recorded: Recorded) -> str:
    parts = []
    if message.thinking:
        label, thinking = escape(thought(message, recorded)), escape(str(message.thinking).strip())
        parts.append(f"<details><summary>{label}</summary><div>{thinking}</div></details>")
    if message.answer:
        parts.append(f'<div class="bubble">{rich_text(str(message.answer))}</div>')
    return "\n".join(parts)


def _notice(notice: Notice, recorded: Recorded) -> str:
    said = told(notice, recorded.lang)
    details = "".join(f" · {escape(detail)}" for detail in said.details)
    evidence = f" <i>{escape(said.evidence)}</i>" if said.evidence else ""
    return f'<div class="notice {said.weight}"><b>{escape(said.says)}</b>{details}{evidence}</div>'


def _end(recorded: Recorded) -> Iterator[str]:
    yield f"<footer>{escape(text('simulated', recorded.lang))} · {escape(recorded.name)}</footer>"
    yield "</div></div>\n</body>\n</html>"
