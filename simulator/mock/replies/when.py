"""When a reply is given: its matchers, all of which have to hold. How they are written down is `spec`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.mock.replies.asked import AskedReply
from simulator.patterns import compiled, group_names


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Conditions on a request; an empty one always holds, None is no condition.

    Texts are compared with the user's last words as they were sent: `contains` wants any of its texts, `all_of` all of
    them, `equals` one of them to be the whole without blanks around it. `regex` is RE2's. `turns` counts the user's
    messages from 1. All of `tools` have to be on offer; where it is empty, none may be.
    """

    contains: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    regex: str | None = None
    models: tuple[str, ...] = ()
    turns: tuple[int, ...] = ()
    tools: frozenset[str] | None = None

    def captured(self, asked: AskedReply) -> Mapping[str, str] | None:
        """Give what the request said in the groups of `regex`, `captured` the first of them; None if it does not fit.

        Without groups `captured` is what the expression matched, and without an expression the user's last words.
        """
        if not self._holds(asked):
            return None
        if self.regex is None:
            return {"captured": asked.text}
        match = compiled(self.regex)(asked.text)
        if match is None:
            return None
        first = match.group(1) if match.re.groups else match.group(0)
        named = {name: text or "" for name, text in match.groupdict().items()}
        return {"captured": first or "", **named}

    @property
    def groups(self) -> frozenset[str]:
        """Give the names of the groups of `regex`."""
        return frozenset() if self.regex is None else group_names(self.regex)

    def _holds(self, asked: AskedReply) -> bool:
        text = asked.text
        return (
            (not self.contains or any(part in text for part in self.contains))
            and all(part in text for part in self.all_of)
            and (not self.equals or text.strip() in self.equals)
            and (not self.models or asked.model in self.models)
            and (not self.turns or asked.turn in self.turns)
            and (self.tools is None or (self.tools <= asked.tools if self.tools else not asked.tools))
        )
