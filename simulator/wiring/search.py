"""Makes the searcher that the user chose: the small web of the program, or a SearXNG instance. Nothing is searched."""

from __future__ import annotations

from simulator.bundled import folder
from simulator.domain.problem import UserProblem
from simulator.ports import Searcher
from simulator.search.embedded import EmbeddedSearcher


def searcher(url: str | None) -> Searcher:
    """Give a searcher of the SearXNG instance at `url`; None is the pages that come with the program.

    Raises: UserProblem if the address cannot be used.
    """
    if url is None:
        return EmbeddedSearcher(folder("fixtures") / "web")
    from simulator.backends.searxng import SearxngSearcher

    try:
        return SearxngSearcher(url)
    except ValueError as error:
        raise UserProblem(str(error)) from None
