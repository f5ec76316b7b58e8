"""Permutations, combinations and chances of coins and dice, by formula or by trying all. Telling is `solved`."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations, product

from simulator.domain.limit import Bilingual
from simulator.mock.brain.late import late
from simulator.mock.brain.numerals import number
from simulator.mock.brain.problems.solved import Solved, amount, both

_COUNTING = Bilingual("排列组合", "counting")
_CHANCE = Bilingual("概率", "chance")
MOST = 200
"""Things that are counted; more make numbers that nobody reads."""

_N = r"(\d{1,4}|[一两二三四五六七八九十]{1,3})"
_SIGN = late(r"(?<![A-Za-z])([CAP])\s*\(\s*(\d{1,4})\s*[,，、]\s*(\d{1,4})\s*\)")
_CHOSEN = late(
    rf"从\s*{_N}\s*[个名位本张种件人只支]?[^，。,\d]{{0,10}}?(?:任)?[选挑取抽拿](?:出|择)?\s*(?:{_N}(?!\d|位数|种)|(?P<two>正副))"
    rf"|(?i:(?:choose|select|pick|draw)\s+(\d{{1,4}})\s[^.?\d]{{0,30}}?\b"
    rf"(?:from|out of|of|among)\s[^.?\d]{{0,20}}?(\d{{1,4}}))"
)
_ORDERED = late(r"排成|排列|顺序|分别|担任|当正|正副|[组班]长和|(?i:\border|arrange|rank|president)")
_TWO_KINDS = late(
    rf"从\s*{_N}\s*[名个位]?(.)[生人士][^，。\d]{{0,4}}?{_N}\s*[名个位]?(.)[生人士].{{0,6}}?[选挑取抽](?:出)?"
    rf"\s*{_N}\s*[名个位]?\2.{{0,4}}?{_N}\s*[名个位]?\4"
)
_ROW = late(
    rf"{_N}\s*[个名位本盆只]?[^，。,\d]{{0,8}}?(?:[排站坐]成?[一1][排列行]|排队|排成队)"
    r"|(?i:(\d{1,4})\s(?:people|persons|books|friends|students|children|different \w+)\b[^.?\d]{0,40}?"
    r"\b(?:in a (?:row|line)|line up|be arranged))"
)
_ROUND = late(
    rf"{_N}\s*[个名位]?[^，。,\d]{{0,8}}?(?:围成|围坐|圆桌|一圈)"
    r"|(?i:(\d{1,4})\s\w+\b[^.?\d]{0,40}?\b(?:round|circular) table)"
)
_TOGETHER = late(r"([甲乙丙丁戊])[和与、]?([甲乙丙丁戊])(?:两人|必须|要|一定|站在一起|二人|都)*(?P<no>不(?:能)?)?相邻")
_NOT_END = late(r"甲(?:不[能]?(?:站|排|在)*(?:在)?(?:两端|两头|两边|排头和排尾))")
_AT_END = late(r"甲(?:必须|要|一定)?(?:站|排|在)+(?:排头|最左|第一|首位|中间|正中)")
_LISTED = late(r"[甲乙丙丁戊、和]{3,}")
_NAMED = late(r"[甲乙丙丁戊]|相邻|两端|左|右|\b(?:next to|together|adjacent|ends?)\b")
_LETTERS = late(
    r"(?i:(?:arrangements?|permutations?|anagrams?|rearrange|arrange)\b[^.?]{0,30}?\b(?:word|letters (?:of|in)|of)"
    r"(?: the word)?\s[\"“']?)([A-Za-z]{2,20})|([A-Za-z]{2,20})[”\"]?(?:这个)?(?:单词)?(?:的)?(?:所有)?字母.{0,10}排列"
)
_DIGITS = late(
    rf"(?:用|由)[^\d]{{0,6}}((?:\d[,，、\s]*){{2,10}})[^。]{{0,12}}?组成[^。]{{0,14}}?{_N}位(?P<kind>[奇偶])?数"
)
_COINS = late(
    rf"(?:[抛掷扔]{_N}[次枚个].{{0,3}}硬币|[抛掷扔]?(?:一枚)?.{{0,2}}硬币[^，。]{{0,4}}?{_N}次|{_N}[枚个]硬币)[^。]{{0,8}}?"
    rf"(?P<how>恰好|正好|刚好|恰有|至少|都是)?(?:有)?(?P<k>\d{{1,3}}|[一两二三四五])?[次枚个]?(?:是|为)?(?:正面|朝上)"
)
_DICE = late(
    rf"(?:两|2)[个颗枚粒]骰子.{{0,12}}?和(?:是|为|等于)?\s*{_N}|(?i:two dice.{{0,40}}?(?:sum|total).{{0,12}}?(\d+))"
)


def solve(text: str) -> Solved | None:
    """Count what a narrow text asks for; None where it asks for no count, or sets a condition unknown here."""
    for attempt in (_signs, _kinds, _digits, _letters, _coins, _dice, _around, _row, _choice):
        if (solved := attempt(text)) is not None:
            return solved
    return None


def _whole(text: str | None) -> int:
    value = number(text) if text else None
    return int(value) if value is not None and value.denominator == 1 else -1


def _fits(n: int, k: int = 0) -> bool:
    return 0 <= k <= n <= MOST


def _count(result: int, *steps: Bilingual) -> Solved:
    return Solved(_COUNTING, Bilingual(f"一共有 {result} 种", f"{result} ways"), steps)


def _falling(n: int, k: int) -> str:
    return " × ".join(map(str, range(n, n - k, -1))) if 0 < k <= 8 else f"{n}! ÷ {n - k}!"


def _pick(n: int, k: int, *, ordered: bool) -> tuple[int, Bilingual]:
    """Give the number of ways to take k of n, and its formula."""
    if ordered:
        return math.perm(n, k), both(f"A({n}, {k}) = {_falling(n, k)} = {math.perm(n, k)}")
    return math.comb(n, k), both(f"C({n}, {k}) = ({_falling(n, k)}) ÷ {k}! = {math.comb(n, k)}")


def _signs(text: str) -> Solved | None:
    match = _SIGN.search(text)
    if match is None or not _fits(int(match[2]), int(match[3])):
        return None
    result, formula = _pick(int(match[2]), int(match[3]), ordered=match[1] != "C")
    name = both(f"{match[1]}({match[2]}, {match[3]}) = {result}")
    return Solved(_COUNTING, name, (formula,))


def _kinds(text: str) -> Solved | None:
    match = _TWO_KINDS.search(text)
    if match is None:
        return None
    n, m, k, j = (_whole(match[place]) for place in (1, 3, 5, 6))
    if not (_fits(n, k) and _fits(m, j)):
        return None
    (first, one), (second, two) = _pick(n, k, ordered=False), _pick(m, j, ordered=False)
    return _count(first * second, one, two, both(f"{first} × {second} = {first * second}"))


def _choice(text: str) -> Solved | None:
    match = _CHOSEN.search(text)
    if match is None:
        return None
    two = "二" if match["two"] else match[2]
    n, k = (_whole(match[1]), _whole(two)) if match[1] else (_whole(match[5]), _whole(match[4]))
    if not _fits(n, k):
        return None
    ordered = _ORDERED.search(text) is not None
    result, formula = _pick(n, k, ordered=ordered)
    why = (
        Bilingual("顺序不同算不同的结果，用排列", "The order counts, so these are permutations")
        if ordered
        else Bilingual("只看选了谁，不看顺序，用组合", "Only who is chosen counts, not the order: combinations")
    )
    return _count(result, why, formula)


def _row(text: str) -> Solved | None:
    match = _ROW.search(text)
    n = _whole(match[1] or match[2]) if match else -1
    if not 2 <= n <= MOST:
        return None
    pair, every = _TOGETHER.search(text), math.factorial(n)
    if pair is not None and not _NAMED.search(_LISTED.sub("", _TOGETHER.sub("", text, count=1))):
        glued = 2 * math.factorial(n - 1)
        bound = Bilingual(
            f"把两人捆成一个整体：{n - 1}! × 2! = {glued}", f"Take the two as one: {n - 1}! × 2! = {glued}"
        )
        if not pair["no"]:
            return _count(glued, bound)
        rest = Bilingual(f"全部排法减去相邻的：{n}! − {glued} = {every - glued}", f"{n}! − {glued} = {every - glued}")
        return _count(every - glued, bound, rest)
    if _NOT_END.search(text):
        inner = (n - 2) * math.factorial(n - 1)
        steps = (
            Bilingual(f"甲先站中间的 {n - 2} 个位置", f"{n - 2} inner places for the first"),
            Bilingual(f"其余 {n - 1} 人全排列：{n - 1}!", f"{n - 1}! for the others"),
            both(f"{n - 2} × {n - 1}! = {inner}"),
        )
        return _count(inner, *steps)
    if _AT_END.search(text):
        return _count(math.factorial(n - 1), both(f"{n - 1}! = {math.factorial(n - 1)}"))
    if _NAMED.search(text):
        return None
    return _count(every, both(f"{n}! = {_falling(n, n)} = {every}" if n <= 8 else f"{n}! = {every}"))


def _around(text: str) -> Solved | None:
    match = _ROUND.search(text)
    n = _whole(match[1] or match[2]) if match else -1
    if not 2 <= n <= MOST or _NAMED.search(text):
        return None
    result = math.factorial(n - 1)
    fixed = Bilingual(
        "转一圈后相同的坐法算一种，所以先固定一个人", "Seatings that differ by a turn are one, so fix one person"
    )
    return _count(result, fixed, both(f"({n} − 1)! = {result}"))


def _letters(text: str) -> Solved | None:
    match = _LETTERS.search(text)
    if match is None:
        return None
    word = (match[1] or match[2]).upper()
    counts = {mark: word.count(mark) for mark in sorted(set(word))}
    result = math.factorial(len(word)) // math.prod(math.factorial(count) for count in counts.values())
    below = " × ".join(f"{count}!" for count in counts.values() if count > 1)
    said = ", ".join(f"{mark} × {count}" for mark, count in counts.items())
    formula = f"{len(word)}!" + (f" ÷ ({below})" if below else "") + f" = {result}"
    return _count(
        result,
        Bilingual(f"{word} 有 {len(word)} 个字母：{said}", f"{word} has {len(word)} letters: {said}"),
        both(formula),
    )


def _digits(text: str) -> Solved | None:
    match = _DIGITS.search(text)
    if match is None:
        return None
    digits = sorted({mark for mark in match[1] if mark.isdigit()})
    length, repeats = _whole(match[2]), "可以重复" in text or "允许重复" in text
    if not 1 <= length <= 6 or (not repeats and length > len(digits)):
        return None
    rows = product(digits, repeat=length) if repeats else permutations(digits, length)
    odd = {"奇": 1, "偶": 0}.get(match["kind"] or "")
    if len(digits) ** length > 100_000:
        return None
    result = sum(row[0] != "0" and (odd is None or int(row[-1]) % 2 == odd) for row in rows)
    first = Bilingual("首位不能是 0" if "0" in digits else "每一位从左到右依次选", "Choose digit by digit, no 0 first")
    where = Bilingual(
        f"从 {'、'.join(digits)} 里选 {length} 位，{'可以' if repeats else '不'}重复"
        + (f"，末位是{match['kind']}数" if odd is not None else ""),
        f"{length} of the digits {', '.join(digits)}, {'with' if repeats else 'without'} repetition",
    )
    return Solved(_COUNTING, Bilingual(f"一共有 {result} 个", f"{result} numbers"), (where, first))


def _coins(text: str) -> Solved | None:
    match = _COINS.search(text) if "率" in text or "可能" in text else None
    if match is None:
        return None
    n, how = _whole(match[1] or match[2] or match[3]), match["how"]
    k = n if how == "都是" or "都" in match.group() else _whole(match["k"] or ("一" if n == 1 else None))
    if not (n >= 1 and _fits(n, k)):
        return None
    good = sum(math.comb(n, i) for i in range(k, n + 1)) if how == "至少" else math.comb(n, k)
    chance = Fraction(good, 2**n)
    steps = (
        Bilingual(f"一共有 2^{n} = {2**n} 种等可能的结果", f"2^{n} = {2**n} equal outcomes"),
        Bilingual(f"满足条件的有 {good} 种", f"{good} of them fit"),
    )
    return Solved(_CHANCE, Bilingual(f"概率是 {chance}（{_percent(chance)}）", f"The chance is {chance}"), steps)


def _dice(text: str) -> Solved | None:
    match = _DICE.search(text)
    total = _whole(match[1] or match[2]) if match else -1
    if not 2 <= total <= 12:
        return None
    pairs = [f"({one}, {total - one})" for one in range(1, 7) if 1 <= total - one <= 6]
    chance = Fraction(len(pairs), 36)
    steps = (both("6 × 6 = 36"), both(f"{', '.join(pairs)}: {len(pairs)}"))
    return Solved(_CHANCE, Bilingual(f"概率是 {chance}（{_percent(chance)}）", f"The chance is {chance}"), steps)


def _percent(chance: Fraction) -> str:
    return f"{amount(chance * 100, 2)}%"
