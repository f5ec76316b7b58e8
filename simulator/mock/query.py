"""The query of a request to `/mock/…`, read and checked. What its filters mean is their owners'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from urllib.parse import parse_qsl

from simulator.mock.refusal import Refused


def read_query(query: str, known: Sequence[str]) -> Mapping[str, str]:
    """Give the filters of a query by name; of one that comes twice, the last counts.

    Raises: Refused with status 400 that names a filter which is none of `known`, and the nearest of these.
    """
    given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=100) if query.count("&") < 100 else ())
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            listed = f" (known: {', '.join(known)})" if known else " (there are none here)"
            raise Refused(400, f"no such filter: {name[:60]!r}{meant}{listed}")
    return given
