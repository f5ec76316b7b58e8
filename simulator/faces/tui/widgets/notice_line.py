"""What the system says between the bubbles: a limit that bit, a fault, a new conversation. Its facts come with it."""

from __future__ import annotations

from textual.content import Content

from simulator.domain.labels import evidence_label, figure_label
from simulator.domain.limit import Lang
from simulator.domain.screen import Notice
from simulator.domain.words import numbers
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.texts import text
from simulator.faces.tui.widgets.wrapped_text import WrappedText

_GRAVE = frozenset({"fault", "gate_refused", "broken_off"})
_QUIET = frozenset(
    {"renewed", "interrupted", "woken_nearly", "upgraded", "voice", "skill", "fallback", "backend_changed"}
)


class NoticeLine(WrappedText):
    """One notice; class `-grave`, `-quiet` or `-limited` gives its colour."""

    DEFAULT_CSS = "NoticeLine { margin: 0 2 1 2; padding: 0 1; width: 1fr; }"

    def __init__(self, notice: Notice, lang: Lang) -> None:
        """Show `notice`."""
        classes = "-grave" if notice.kind in _GRAVE else "-quiet" if notice.kind in _QUIET else "-limited"
        super().__init__(notice_content(notice, lang), expand=True, classes=classes)


def notice_content(notice: Notice, lang: Lang) -> Content:
    """Give a notice in words: what it says, then its details and its evidence, each after a dot."""
    says = notice.words or _words(notice, lang)
    details = [harmless(detail) for detail in _details(notice, lang) if detail]
    parts: list[Content | tuple[str, str]] = [(harmless(says), "bold")]
    parts += [(f" · {detail}", "$foreground 60%") for detail in details]
    if notice.evidence is not None:
        parts += [
            ("  ", ""),
            (f" {harmless(evidence_label(notice.evidence, lang))} ", "$foreground 60% on $foreground 10%"),
        ]
    return Content.assemble(*parts)


def _words(notice: Notice, lang: Lang) -> str:
    return text(notice.kind, lang, turns=numbers(notice.turns), heard=notice.heard, wake_word=notice.wake_word)


def _details(notice: Notice, lang: Lang) -> tuple[str, ...]:
    match notice.kind:
        case "memory_trimmed" | "limit_reached":
            value = "" if not notice.value else f" {notice.value:g}"
            return (f"{figure_label(notice.detail, lang)}{value}",)
        case "woken_nearly":
            return (text("score", lang, score=f"{notice.score:g}"),)
        case "wake_missed":
            nearest = text("wake_nearest", lang, wake_word=notice.wake_word, score=f"{notice.score:g}")
            return (nearest if notice.wake_word and notice.score > 0 else "",)
        case "upgraded":
            none = text("none", lang)
            return tuple(
                f"{figure_label(item.name, lang)} {item.before or none} → {item.after or none}"
                for item in notice.changed
            )
        case "skill":
            return (f"⚙ {notice.detail}",)
        case "fault" | "broken_off" | "fallback" | "backend_changed":
            return (notice.detail,)
        case _:
            return ()
