"""Writes the page of a run: results go in as they come, one after another, and leave memory at once.

How the page draws them is the part of the files in `page`; what it says is `texts`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, TextIO

from simulator import __version__
from simulator.domain.clean import clean
from simulator.domain.limit import Lang
from simulator.replay.case import Result
from simulator.replay.reports.html.blocks import Blocks, Packed
from simulator.replay.reports.html.entry import entry, trouble
from simulator.replay.reports.html.texts import both_languages, told
from simulator.replay.reports.json_lines import to_line

SCRIPTS = (
    "elements",
    "data",
    "turns",
    "waterfall",
    "memory",
    "difference",
    "bubbles",
    "misses",
    "samples",
    "opened",
    "cases",
    "heatmap",
    "filters",
    "comparison",
    "page",
)
"""Files of the page's script, in the order in which each can use those before it."""
SHEETS = ("page", "cases", "phone")
PLAIN_TROUBLES = 100
"""Troubles that a browser without scripts shows; the others are in the data."""


class Html:
    """Writes results to an open file; `close` ends the document.

    `made` is when, as people write it, and `took` gives the seconds that the run took so far, if it is known.
    """

    def __init__(self, file: TextIO, lang: Lang, made: str, took: Callable[[], float] | None = None) -> None:
        """Take an open file; the head is written at once."""
        self._file, self._lang, self._made, self._took = file, lang, made, took
        self._blocks, self._entries = Blocks(file), Packed()
        self._counts: Counter[str] = Counter()
        self._turns, self._simulated = 0, 0.0
        self._troubles: list[str] = []
        file.write(_head(lang))

    def add(self, result: Result, changes: Sequence[str] = (), before: Mapping[str, Any] | None = None) -> None:
        """Take a result. `changes` since an older run go into the list, `before` is unpacked with the case."""
        line = to_line(result).rstrip("\n")
        said = "" if before is None else f', "before": {json.dumps(before, ensure_ascii=False)}'
        self._blocks.add(f"{line[:-1]}{said}}}")
        self._entries.add(entry(result, changes))
        self._counts[result.verdict] += 1
        self._turns += result.turns
        self._simulated += result.simulated
        if not result.is_fine and len(self._troubles) < PLAIN_TROUBLES:
            self._troubles.append(f"<li><b>{escape(clean(result.case))}</b><br>{escape(clean(trouble(result)))}</li>\n")

    def close(self, comparison: Mapping[str, Any] | None = None) -> None:
        """Write what is left, and the end; the file stays open."""
        self._blocks.flush()
        facts = {
            "lang": self._lang,
            "texts": both_languages(),
            "made": self._made,
            "version": __version__,
            "seconds": None if self._took is None else self._took(),
            "simulated": round(self._simulated, 3),
            "turns": self._turns,
            "counts": dict(self._counts),
            "comparison": comparison,
        }
        packed = Packed()
        packed.add(json.dumps(facts, ensure_ascii=False))
        self._file.write(f'<script type="text/plain" id="entries">{self._entries.text()}</script>\n')
        self._file.write(f'<script type="text/plain" id="facts">{packed.text()}</script>\n')
        self._file.writelines(self._plain())
        self._file.write(f"<script>{_script()}</script>\n</body>\n</html>\n")
        self._file.flush()

    def _plain(self) -> list[str]:
        """Give what is seen where scripts do not run, and until they do."""
        counts = ", ".join(f"{self._counts[kind]} {told(f'verdict.{kind}', self._lang)}" for kind in self._counts)
        said = told("plain", self._lang)
        return [
            f'<section id="plain"><h1>{told("title", self._lang)}</h1>\n<p>{escape(counts)}</p>\n<p>{said}</p>\n<ul>\n',
            *self._troubles,
            "</ul></section>\n",
        ]


def _head(lang: Lang) -> str:
    style, script = _style(), _script()
    # Only this sheet and this script are used, and nothing is loaded: whatever a phone says stays text.
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{told('title', lang)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<div id="app" hidden></div>\n'
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    return f'\n"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _style() -> str:
    return "\n" + "\n".join(_asset(f"{name}.css") for name in SHEETS)


def _asset(name: str) -> str:
    return (files("simulator.replay.reports.html") / "page" / name).read_text("utf-8")
