"""An answer whose beginning the client wrote, gone on with. What the whole answer would be is the abilities' part."""

from __future__ import annotations

import json
import re

_FENCE = re.compile(r"```(\w*)\n?$")
_LEAST_QUOTE = 4


def continued(prefix: str, answer: str) -> str:
    """Give what comes behind `prefix`, which is not repeated.

    An answer that holds the prefix goes on behind it, one that begins with the prefix's end behind that; any other is
    said in full, in the code block that the prefix opens if it opens one.
    """
    if not prefix:
        return answer
    if len(prefix) >= _LEAST_QUOTE and prefix in answer:
        return answer.partition(prefix)[2]
    for size in range(min(len(prefix), len(answer)), 0, -1):
        if prefix.endswith(answer[:size]):
            return answer[size:]
    if (fence := _FENCE.search(prefix)) is not None:
        return ("" if fence[0].endswith("\n") else "\n") + f"{_code(fence[1].lower(), answer)}\n```"
    return f" {answer}" if re.search(r"[A-Za-z0-9,.;:!?]$", prefix) else answer


def _code(language: str, answer: str) -> str:
    said = json.dumps(answer, ensure_ascii=False)
    match language:
        case "python" | "py":
            return f"print({said})"
        case "javascript" | "js" | "typescript" | "ts":
            return f"console.log({said});"
        case "json":
            return json.dumps({"answer": answer}, ensure_ascii=False)
    return answer
