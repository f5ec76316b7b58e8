"""The message that carries what a phone's system knows beside a question, and the way back. What it knows is a hook's.

R1's model card advises against a system message and puts all instructions into the user's. The block is marked in the
style of the card's template for files, `[file name]: … [file content begin] … [file content end]`; a template for
what a system knows was never published, so the words of the marks are assumed.
Source: https://github.com/deepseek-ai/DeepSeek-R1/blob/main/README.md
"""

from __future__ import annotations

import re

BEGIN, END = "[system context begin]", "[system context end]"

_MARK = r"\[(?=system context (?:begin|end)\])"


def with_context(context: str, question: str) -> str:
    """Give the user message that asks `question` with `context` before it; the bare question without a context.

    Marks like those of the block lose their bracket in the context, so that it cannot end itself early.
    """
    if not context:
        return question
    return f"{BEGIN}\n{re.sub(_MARK, '(', context)}\n{END}\n{question}"


def carried_context(text: str) -> tuple[str, str] | None:
    """Give the context and the bare question of such a message; None where it is none."""
    if not text.startswith(f"{BEGIN}\n"):
        return None
    context, mark, question = text[len(BEGIN) + 1 :].partition(f"\n{END}\n")
    return (context, question) if mark else None
