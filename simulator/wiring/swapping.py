"""Gives a phone in use its other backends; the configuration is read anew each time. Making one is `backends`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.backends.cassettes.watch import WireWatch
from simulator.backends.late import ClosableBackend
from simulator.conversation.setup import Handset
from simulator.domain.problem import UserProblem
from simulator.ports import Clock, Tokenizer
from simulator.settings.choices import BackendChoice
from simulator.settings.layers import Settings
from simulator.settings.resolve import Server
from simulator.wiring.backends import EMBEDDED, build
from simulator.wiring.config import backend_names, fallbacks_of, server_for, settings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapping:
    """The backends for one phone: that which it `started` with, by the name `first`, and all that can be named.

    Whatever is made is put into `opened`, for its owner to close; what goes over its wire is shown to `watch`.
    """

    started: BackendChoice
    first: str
    clock: Clock
    tokenizer: Tokenizer
    handset: Handset
    environ: Mapping[str, str]
    opened: list[ClosableBackend]
    watch: WireWatch | None = None

    def names(self) -> tuple[str, ...]:
        """Give all names; an address of the command line has none in the configuration, and comes first."""
        known = backend_names(self._settings())
        return known if self.first in known else (self.first, *known)

    def models(self, name: str) -> tuple[str, ...]:
        """Give the models that are known of a backend, the one that is set first. Raises: UserProblem."""
        server = server_for(self._settings(), self._choice(name, None))
        listed = server.era.models if server.era else ()
        return tuple(dict.fromkeys((server.model, *(model.id for model in listed))))

    def chain(self, name: str, model: str | None) -> tuple[ClosableBackend, ...]:
        """Make a backend and those that stand in for it; `model` None leaves it as it is set. Raises: UserProblem."""
        settings, choice = self._settings(), self._choice(name, model)
        server: Server = server_for(settings, choice)
        spare = fallbacks_of(settings, server)
        made = build(choice, server, self.clock, self.tokenizer, self.handset, self.environ, spare, self.watch)
        self.opened.extend(made)
        return made

    def can_fail(self, name: str) -> bool:
        """Say whether the embedded mock is behind that name. Raises: UserProblem."""
        return server_for(self._settings(), self._choice(name, None)).name == EMBEDDED

    def faulty(self, name: str, faults: tuple[str, ...]) -> tuple[ClosableBackend, ...]:
        """Make the embedded mock of that name so that it fails, or for no faults as it was. Raises: UserProblem."""
        settings, choice = self._settings(), replace(self._choice(name, None), faults=faults)
        server: Server = server_for(settings, choice)
        if server.name != EMBEDDED:
            raise UserProblem(f"faults are what the embedded mock does wrong, and {server.name} answers here")
        made = build(choice, server, self.clock, self.tokenizer, self.handset, self.environ, (), self.watch)
        self.opened.extend(made)
        return made

    def _settings(self) -> Settings:
        return settings_of(self.environ, self.started.config)

    def _choice(self, name: str, model: str | None) -> BackendChoice:
        """Give the choice that names a backend; the first keeps what the command line said of it."""
        if name != self.first:
            return BackendChoice(name=name, model=model, timeout=self.started.timeout, config=self.started.config)
        # A cassette belongs to the backend that it was begun with.
        said = replace(self.started, record=None, replay=None, replay_timing=None)
        is_nameless = said.url is not None and said.name is None
        return replace(said, name=None if is_nameless else name, model=model or said.model)
