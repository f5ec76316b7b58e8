"""Which formulas an utterance names and what it wants done with them. Working out: `polynomial` and `symbolic`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from simulator.domain.limit import Bilingual
from simulator.mock.brain.algebra import polynomial as poly
from simulator.mock.brain.algebra import symbolic
from simulator.mock.brain.algebra.syntax import Apply, Formula, Name, grows, names, parse
from simulator.mock.brain.late import late
from simulator.mock.brain.problems.solved import Solved, both

_ABOUT = Bilingual("代数", "algebra")
_WISHES: tuple[tuple[str, str], ...] = (
    ("limit", r"极限|(?i:\blim(?:it)?\b)"),
    ("derive", r"求导|导数|微分|(?i:\bderivative|\bdifferentiate\b|\bd/dx\b)"),
    ("integrate", r"积分|原函数|∫|(?i:\bintegra)"),
    ("factor", r"因式分解|分解因式|(?i:\bfactor)"),
    ("expand", r"展开|(?i:\bexpand\b)"),
    ("solve", r"方程|解|求|等于多少|(?i:\bsolve\b|\bequations?\b|\bfind\b|\bwhat is\b)"),
)
_PATTERNS = tuple((wish, late(pattern)) for wish, pattern in _WISHES)
_TO = late(
    r"([a-z])\s*(?:->|→|趋(?:于|近于?|向于?)|(?i:approaches|goes to|tends to))\s*([-+]?(?:\d{1,9}|∞"
    r"|无穷大?|(?i:infinity|inf|oo)))"
)
_BOUNDS = late(r"(?:从|(?i:from))\s*(-?[\d.]{1,9}|pi|π)\s*(?:到|至|(?i:to))\s*(-?[\d.]{1,9}|pi|π)")
_WORDS = late(
    r"(?i)\b(?:solve|find|the|derivative|derive|differentiate|integral|integrate|indefinite|definite"
    r"|factori[sz]e|factor|expand|limit|lim"
    r"|of|for|what|is|are|equations?|system|with|respect|to|as|when|where|compute|calculate|evaluate|please|can"
    r"|you|d/dx|dx|value|by"
    r"|me|help|this|a|let|if|then|roots?|from)\b(?!\s*\()"
)
_AND = late(r"(?i)\band\b")
_RUN = late(r"[0-9A-Za-z+\-*/^().=²³√π×·÷−\s]+")
_FUNCTION_OF = late(r"^\s*[fy]\s*(?:\(\s*[a-z]\s*\))?\s*=")
_MOST_RUNS = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done, with formulas that are read; an equation is the difference of its sides."""

    kind: str
    formulas: tuple[Formula, ...]
    texts: tuple[str, ...]
    name: str
    bounds: tuple[Formula, ...] = ()


def wish_of(text: str) -> Wish | None:
    """Read a narrow text; None where nothing of the kind is wanted or no formula with an unknown is in it."""
    kind = next((wish for wish, pattern in _PATTERNS if pattern.search(text)), None)
    if kind is None:
        return None
    to, ends = (_TO.search(text), _BOUNDS.search(text)) if kind in ("limit", "integrate") else (None, None)
    for match in (to, ends):
        text = text.replace(match.group(), " , ") if match else text
    runs = [run.strip() for run in _RUN.findall(_AND.sub(" , ", _WORDS.sub(" ", text))) if run.strip()][:_MOST_RUNS]
    read = [(run, formula) for run in runs if (formula := _formula(run, kind)) is not None and names(formula)]
    if kind == "solve":
        read = [pair for pair in read if "=" in pair[0]]
    if not read or (kind == "limit") != (to is not None) or ((to or ends) and any(grows(one) for _, one in read)):
        return None
    formulas = tuple(formula for _, formula in (read if kind == "solve" else read[:1]))
    unknowns = sorted(set().union(*(names(one) for one in formulas)))
    name = to[1] if to else "x" if "x" in unknowns else unknowns[0]
    return Wish(kind, formulas, tuple(run for run, _ in read), name, _ends(to, ends))


def _ends(to: re.Match[str] | None, ends: re.Match[str] | None) -> tuple[Formula, ...]:
    texts = [to[2]] if to else list(ends.groups()) if ends else []
    return tuple(end for text in texts if (end := _end(text)) is not None)


def _end(text: str) -> Formula | None:
    bare = text.lower().lstrip("+-")
    if bare in ("∞", "无穷", "无穷大", "infinity", "inf", "oo"):
        return Apply("neg", (Name("inf"),)) if text.startswith("-") else Name("inf")
    return parse(text)


def _formula(run: str, kind: str) -> Formula | None:
    run = _FUNCTION_OF.sub("", run) if kind != "solve" else run
    left, equals, right = run.partition("=")
    if not equals:
        return parse(left)
    sides = parse(left), parse(right)
    return Apply("-", (sides[0], sides[1])) if sides[0] is not None and sides[1] is not None else None


def solve(text: str) -> Solved | None:
    """Work out what a narrow text wants; None where it wants nothing of the kind.

    What polynomials can do needs no extra; all else is SymPy's, and where that is missing the answer says so.
    """
    wish = wish_of(text)
    if wish is None:
        return None
    exact = _exact(wish)
    if exact is not None:
        return exact
    if not symbolic.is_installed():
        return Solved(_ABOUT, _MISSING)
    result = symbolic.work_out(wish.kind, wish.formulas, wish.name, wish.bounds)
    if result is None:
        return Solved(_ABOUT, _NO_RESULT)
    return Solved(_ABOUT, _headed(wish, result), tuple(both(one) for one in wish.texts))


_MISSING = Bilingual(
    '这道题要做符号运算，而这里没有装代数扩展：pip install "phone-assistant-simulator[math]" 之后就能算了',
    'This needs symbolic algebra, which is not installed here: pip install "phone-assistant-simulator[math]"',
)
_NO_RESULT = Bilingual(
    "这道题我没有算出简洁的结果，不想给一个没有把握的答案", "I found no closed result and will not guess one"
)
_HEADS = {
    "solve": Bilingual("解得 {result}", "{result}"),
    "derive": Bilingual("导数是 {result}", "The derivative is {result}"),
    "limit": Bilingual("极限是 {result}", "The limit is {result}"),
    "factor": Bilingual("分解得 {result}", "{result}"),
    "expand": Bilingual("展开得 {result}", "{result}"),
    "integrate": Bilingual("积分是 {result}", "The integral is {result}"),
}


def _headed(wish: Wish, result: str) -> Bilingual:
    result += " + C" if wish.kind == "integrate" and not wish.bounds else ""
    head = _HEADS[wish.kind]
    return Bilingual(head.zh.replace("{result}", result), head.en.replace("{result}", result))


def _exact(wish: Wish) -> Solved | None:
    """Do what exact polynomials can: equations up to squares, two linear ones, derivatives, integrals, expansion."""
    found = [poly.polynomial(formula) for formula in wish.formulas]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    if wish.kind == "solve" and len(known) > 1:
        return _system(wish, known)
    row = poly.coefficients(known[0], wish.name)
    if row is None or wish.bounds:
        return None
    text = poly.written(row, wish.name)
    match wish.kind:
        case "solve":
            return _equation(wish, row)
        case "derive":
            return Solved(
                _ABOUT,
                _headed(wish, poly.written(poly.derivative(row), wish.name)),
                (both(f"f({wish.name}) = {text}"),),
            )
        case "integrate":
            return Solved(
                _ABOUT, _headed(wish, poly.written(poly.integral(row), wish.name)), (both(f"∫({text}) d{wish.name}"),)
            )
        case "expand":
            return Solved(_ABOUT, _headed(wish, text))
    return None


def _equation(wish: Wish, row: list[Fraction]) -> Solved | None:
    if len(row) < 2:
        always = not any(row)
        zh, en = ("任何数都是解", "Every number is a solution") if always else ("这个方程无解", "There is no solution")
        return Solved(_ABOUT, Bilingual(zh, en))
    found = poly.roots(row)
    if found is None:
        return None
    standard = both(f"{poly.written(row, wish.name)} = 0")
    if len(row) == 3:
        c, b, a = row
        value = poly.shown(b * b - 4 * a * c)
        inside = both(f"Δ = {_bracketed(b)}² − 4 × {_bracketed(a)} × {_bracketed(c)} = {value}")
        steps = (standard, inside)
    else:
        steps = (standard, both(f"{wish.name} = {poly.shown(-row[0])} ÷ {poly.shown(row[1])}"))
    if not found:
        none = Bilingual("判别式小于 0，没有实数解", "The discriminant is negative: no real solution")
        return Solved(_ABOUT, none, steps)
    zh = " 或 ".join(f"{wish.name} = {one}" for one in found)
    return Solved(_ABOUT, Bilingual(zh, zh.replace(" 或 ", " or ")), steps)


def _bracketed(value: Fraction) -> str:
    return f"({value})" if value < 0 or value.denominator > 1 else str(value)


def _system(wish: Wish, known: list[poly.Polynomial]) -> Solved | None:
    unknowns = sorted(set().union(*(names(one) for one in wish.formulas)))
    if len(unknowns) != 2:
        return None
    found = poly.linear_system(known, (unknowns[0], unknowns[1]))
    if found is None:
        return None
    text = ", ".join(f"{name} = {poly.shown(value)}" for name, value in zip(unknowns, found, strict=True))
    return Solved(_ABOUT, both(text), tuple(both(one) for one in wish.texts))
