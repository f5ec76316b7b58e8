"""A phone with all that it runs on: clock, backends, skills, search, recorder. Which phone it is was chosen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from simulator.catalogue.catalogue import Catalogue
from simulator.clocks import clock_from
from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Ports
from simulator.domain.problem import UserProblem
from simulator.faces.parts import Backends, OpenPhone
from simulator.ports import Clock
from simulator.pronounce import syllables
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.settings.layers import Settings
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.wiring.backends import build, build_in_house
from simulator.wiring.config import fallbacks_of, server_for
from simulator.wiring.handsets import handset_for
from simulator.wiring.recordings import Recording
from simulator.wiring.search import searcher
from simulator.wiring.skills import due, skills_for
from simulator.wiring.swapping import Swapping

if TYPE_CHECKING:
    from simulator.backends.cassettes.watch import WireWatch
    from simulator.backends.late import ClosableBackend


def take_in_hand(
    phone: PhoneChoice,
    backend: BackendChoice,
    settings: Settings,
    catalogue: Catalogue,
    recorded: Recording,
    environ: Mapping[str, str],
    watch: WireWatch | None,
) -> OpenPhone:
    """Open a phone that goes on where `recorded` stopped; raises UserProblem for a clock that there is not."""
    handset = handset_for(phone, catalogue, recorded.session)
    clock = _clock(phone.clock, recorded.session.now)
    tokenizer = LazyTokenizer()
    server = server_for(settings, backend)
    spare = fallbacks_of(settings, server)
    opened = [*build(backend, server, clock, tokenizer, handset, environ, spare, watch)]
    swapping = Swapping(
        started=backend,
        first=server.name,
        clock=clock,
        tokenizer=tokenizer,
        handset=handset,
        environ=environ,
        opened=opened,
        watch=watch,
    )
    in_house = build_in_house(clock, tokenizer, handset)
    ports = Ports(
        backend=opened[0],
        in_house=in_house,
        clock=clock,
        recorder=recorded.recorder,
        tokenizer=tokenizer,
        syllables=syllables,
        searcher=searcher(backend.search_url),
        skills=skills_for(handset),
        due=due,
        fallbacks=tuple(opened[1:]),
    )
    conversation = Conversation(handset, ports, recorded.session)
    return OpenPhone(
        conversation=conversation,
        history=recorded.history,
        opening=conversation.open(),
        put_away=partial(_put_away, opened, in_house),
        backends=Backends(swapping.names, swapping.chain, swapping.models, swapping.faulty, swapping.can_fail),
    )


def _clock(wish: str, now: float) -> Clock:
    try:
        return clock_from(wish, now)
    except ValueError as error:
        raise UserProblem(str(error)) from None


async def _put_away(opened: Sequence[ClosableBackend], in_house: ClosableBackend) -> None:
    for client in (*opened, in_house):
        await client.aclose()
