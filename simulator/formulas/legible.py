r"""Formulas as one reads them: `\frac{a+b}{2}` as (a+b)/2, `x^{n+1}` as xⁿ⁺¹. Where formulas stand is `in_markdown`.

A terminal has no room to stack, so that what LaTeX stacks stands in a line. pylatexenc reads the LaTeX and knows its
symbols; it takes 0.1 s to import, which only a formula costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_LONGEST = 1_000
"""Characters of a formula at most: what is longer is shown as it was written."""

_RAISED = str.maketrans("0123456789+-=()abcdefghijklmnoprstuvwxyz′'∘−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′′°⁻")
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋")
_SCRIPTS: Mapping[str, Mapping[int, int]] = {"^": _RAISED, "_": _LOWERED}
_WORD = re.compile(r"[\w.√∛∜⁰¹²³⁴-⁹ⁿ′]*|\([^()]*\)|\|[^|]*\|")
_SINGLE = re.compile(r"[\d.]+|[√∛∜]?\w[₀-₉⁰¹²³⁴-⁹ⁿ′]*|\([^()]*\)|\|[^|]*\|")
"""What needs no brackets above a fraction's line, and under it: 1/2a would be read as half of a."""
_FRACTIONS = re.compile(r"\\[dtc]frac(?![A-Za-z])")
_FENCES: Mapping[str, tuple[str, str]] = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}
_UNSEEN = {"left", "right", "middle", "big", "Big", "bigg", "Bigg", "displaystyle", "textstyle", "limits", "nolimits"}
_ASIDE = {"text", "textbf", "textit", "mathrm", "mathbf", "mathit", "operatorname", "boxed", "mbox", "fbox", "tag"}
_SPACES = {"quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "\\": "\n", "newline": "\n"}


@lru_cache(maxsize=512)
def legible(formula: str) -> str:
    """Give a formula in Unicode, in several lines where it has several; what cannot be read stays as it is written."""
    if len(formula) > _LONGEST:
        return formula
    from pylatexenc.latexwalker import LatexWalker

    try:
        nodes, *_ = LatexWalker(_FRACTIONS.sub(r"\\frac", formula), tolerant_parsing=False).get_latex_nodes()
        lines = _joined(nodes).split("\n")
    except Exception:  # a model writes what it likes, and pylatexenc says little of what it raises
        return formula
    whole = "\n".join(line.rstrip() for line in lines if line.strip()).strip()
    return whole or formula


def _joined(nodes: Sequence[Any]) -> str:
    """Give nodes one after another; `^` and `_` raise and lower what comes next."""
    text, waiting = "", ""
    for node in nodes:
        if waiting:
            first, rest = _first(node)
            text, waiting = text + _script(waiting, first), ""
        else:
            rest = _shown(node, text)
        if node.isNodeType(_kinds().LatexCharsNode):
            rest, waiting = _with_scripts(rest)
        text += rest
    return text + waiting


def _first(node: Any) -> tuple[str, str]:
    """Part what a script takes from what goes on: a character of a text, else all."""
    shown = _shown(node, "")
    return (shown[:1], shown[1:]) if node.isNodeType(_kinds().LatexCharsNode) else (shown, "")


def _with_scripts(chars: str) -> tuple[str, str]:
    """Give a plain text with its scripts, and the mark at its end that waits for what it raises or lowers."""
    text, waiting = "", ""
    for char in chars:
        if waiting:
            text, waiting = text + _script(waiting, char), ""
        elif char in _SCRIPTS:
            waiting = char
        else:
            text += char
    return text, waiting


def _script(mark: str, shown: str) -> str:
    small = shown.replace(" ", "")
    if all(ord(char) in _SCRIPTS[mark] for char in small):
        return small.translate(_SCRIPTS[mark])
    return f"{mark}{small}" if len(small) == 1 else f"{mark}({shown.strip()})"


def _shown(node: Any, before: str) -> str:
    kinds = _kinds()
    if node.isNodeType(kinds.LatexMacroNode):
        return _macro(node)
    if node.isNodeType(kinds.LatexEnvironmentNode):
        shown = _environment(node)
        return f"\n{shown}" if before.strip() and "\n" in shown else shown
    if node.isNodeType(kinds.LatexGroupNode):
        opening, closing = node.delimiters
        inner = _joined(node.nodelist)
        return inner if opening == "{" else f"{opening}{inner}{closing}"
    if node.isNodeType(kinds.LatexMathNode):
        return _joined(node.nodelist)
    if node.isNodeType(kinds.LatexCharsNode):
        return str(node.chars).replace("\n", " ")
    if node.isNodeType(kinds.LatexCommentNode):
        return f"%{node.comment}"
    return " " if node.specials_chars in "&~" else str(_symbols().nodelist_to_text([node]))


def _macro(node: Any) -> str:
    name, args = node.macroname, [arg for arg in node.nodeargd.argnlist if arg is not None]
    if name in _SPACES:
        return _SPACES[name]
    if name in _UNSEEN:
        return ""
    if name in _ASIDE:
        return " ".join(_joined([arg]) for arg in args)
    if name in _DRAWN and len(args) >= _LEAST[name]:
        return _DRAWN[name](*(_joined([arg]) for arg in args))
    symbol = str(_symbols().nodelist_to_text([node]))
    return f"{symbol}{' ' if node.macro_post_space else ''}" if symbol else f"\\{name} "


def _environment(node: Any) -> str:
    """Give lines under each other, a brace beside cases, and a matrix in one line."""
    name = node.environmentname.rstrip("*")
    rows = [[_joined(cell).strip() for cell in _parted(row, "&")] for row in _parted(node.nodelist, "\\")]
    rows = [row for row in rows if any(row)]
    if name == "cases":
        return "\n".join(f"{brace} {'  '.join(row)}" for brace, row in zip(_braces(len(rows)), rows, strict=True))
    if name in _FENCES or name in ("matrix", "array"):
        opening, closing = _FENCES.get(name, ("[", "]"))
        return opening + "; ".join(" ".join(row) for row in rows) + closing
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def _parted(nodes: Iterable[Any], sign: str) -> list[list[Any]]:
    """Part nodes at `&`, or at the end of a row."""
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if sign in (getattr(node, "specials_chars", None), getattr(node, "macroname", None)):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _braces(rows: int) -> list[str]:
    return ["{"] if rows < 2 else ["⎧", *["⎨"] * (rows - 2), "⎩"]


def _bracketed(shown: str, unless: re.Pattern[str]) -> str:
    shown = shown.strip()
    return shown if unless.fullmatch(shown) else f"({shown})"


def _over(above: str, below: str) -> str:
    return f"{_bracketed(above, _WORD)}/{_bracketed(below, _SINGLE)}"


def _root(*args: str) -> str:
    *degree, radicand = args
    sign = {"": "√", "[3]": "∛", "[4]": "∜"}.get("".join(degree))
    return (sign or f"{_script('^', degree[0].strip('[]'))}√") + _bracketed(radicand, _SINGLE)


_DRAWN: Mapping[str, Callable[..., str]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _over),
    "sqrt": _root,
    "binom": lambda above, below: f"C({above}, {below})",
}
_LEAST: Mapping[str, int] = dict.fromkeys(_DRAWN, 2) | {"sqrt": 1}


@cache
def _symbols() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


@cache
def _kinds() -> Any:
    from pylatexenc import latexwalker

    return latexwalker
