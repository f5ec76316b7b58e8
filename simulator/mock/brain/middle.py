"""What stands between two pieces of a text, for fill-in-the-middle. Requests and counting are `mock.fim`'s.

A function's body is guessed from its head and from what follows; between other texts comes the brain's own answer.
"""

from __future__ import annotations

import re

_PYTHON = re.compile(r"^([ \t]*)(?:async +)?def +(\w+) *\(([^()\n]*)\)[^\n]*:[ \t]*\n?[ \t]*$", re.MULTILINE)
_BRACES = re.compile(r"^([ \t]*)[^\n]*?\b(\w+) *\(([^()\n]*)\)[^\n;{}]*\{[ \t]*\n?[ \t]*$", re.MULTILINE)
_RETURN = re.compile(r"\breturn +([A-Za-z_]\w*)[ \t]*;?[ \t]*$", re.MULTILINE)
_SENTENCE = re.compile(r"(.+?[。！？!?]|.+?\.(?=\s|$))", re.DOTALL)


def middle(prompt: str, suffix: str, answer: str) -> str:
    """Give the text between `prompt` and `suffix`; `answer` is what a chat would say to the prompt."""
    start = prompt[-2_000:]
    for pattern, is_python in ((_PYTHON, True), (_BRACES, False)):
        heads = list(pattern.finditer(start))
        if heads and heads[-1].end() == len(start):
            body = _body(heads[-1], suffix, is_python=is_python)
            return body.lstrip("\n") if start.endswith("\n") else body
    if not suffix.strip():
        return answer
    first = _SENTENCE.match(answer.strip())
    return first[1].strip() if first else answer


def _body(head: re.Match[str], suffix: str, *, is_python: bool) -> str:
    """Give the lines of a function that the suffix does not have."""
    indent = f"{head[1]}    "
    names = [re.split(r"[:=]", part)[0].strip().split(" ")[-1].lstrip("*") for part in head[3].split(",")]
    own = [name for name in names if name and name not in ("self", "cls", "this")]
    first = own[0] if own else "None" if is_python else "null"
    end = "" if is_python else ";"
    if re.search(rf"\b{head[2]}\s*\(", suffix):
        test = f"if {first} <= 1:" if is_python else f"if ({first} <= 1) {{"
        closing = "" if is_python else f"{indent}}}\n"
        return f"\n{indent}{test}\n{indent}    return {first}{end}\n{closing}"
    if (returned := _RETURN.search(suffix)) is not None and returned[1] not in own:
        kind = "" if is_python else "const "
        return f"\n{indent}{kind}{returned[1]} = {' + '.join(own) or first}{end}\n"
    if "return" in suffix:
        return "\n"
    return f"\n{indent}return {' + '.join(own) or first}{end}\n"
