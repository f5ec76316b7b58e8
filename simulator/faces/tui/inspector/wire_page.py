"""The page of the wire: requests and responses as they went, keys masked. Writing them down is the backends'."""

from __future__ import annotations

import json
from contextlib import suppress

from textual.content import Content

from simulator.backends.cassettes.lines import ChunkLine, EndLine, Head, Line, RequestLine, ResponseLine
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.bars import MUTED, cut_at, heading, lines
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.line_breaks import wrapped
from simulator.faces.tui.texts import text

NEWEST = 120
"""So many lines of the wire are drawn at most; `--record-wire` keeps all."""
_LONGEST = 2_000


def wire_page(phone: Inspected, width: int) -> Content:
    """Give the page at `width` cells."""
    title = heading(text("inspector.wire", phone.lang, count=len(phone.wire)), width)
    if not phone.wire:
        return lines(title, wrapped(Content.styled(text("inspector.no_wire", phone.lang), MUTED), width))
    return lines(title, *(cut_at(_shown(line), width) for line in phone.wire[-NEWEST:]))


def _shown(line: Line) -> Content:
    match line:
        case RequestLine():
            headers = "\n".join(f"  {name}: {value}" for name, value in line.headers)
            head = f"→ {line.number}  {line.method} {line.path}"
            return Content.assemble((head, "bold $primary"), (f"\n{_text(headers)}\n", MUTED), _body(line.body))
        case ResponseLine():
            headers = "\n".join(f"  {name}: {value}" for name, value in line.headers)
            return Content.assemble(
                (f"← {line.number}  {line.status}  {line.t:.3f} s", "bold $success"), (f"\n{_text(headers)}", MUTED)
            )
        case ChunkLine():
            # The blank lines between events only take room.
            said = "\n".join(part for part in line.data.decode("utf-8", "replace").splitlines() if part)
            return Content.assemble((f"{line.t:8.3f} s\n", MUTED), _text(said))
        case EndLine():
            why = "".join(f" {cause.name}: {cause.message}" for cause in line.error)
            return Content.styled(_text(f"■ {line.number}  {line.how}  {line.t:.3f} s{why}"), "bold")
        case Head():
            return Content("")


def _body(body: bytes) -> str:
    """Give a request's body with a key a line, where it is JSON."""
    said = body.decode("utf-8", "replace")
    with suppress(ValueError):
        said = json.dumps(json.loads(said), ensure_ascii=False, indent=1)
    return _text(said)


def _text(said: str) -> str:
    cut = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}… (+{len(said) - _LONGEST})"
    return harmless(cut)
