"""What the server answers on which path, keys included. Sockets are the door's, turns `completions`'."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from hashlib import blake2b
from urllib.parse import parse_qs

from simulator.catalogue.catalogue import Catalogue
from simulator.catalogue.problem import VendorsPathError
from simulator.domain.clean import clean
from simulator.domain.problem import UserProblem, unknown
from simulator.faces.serve.completions import NOT_RECORDED, Completions, Kept
from simulator.faces.serve.feed import MOST_READERS, Feed
from simulator.faces.serve.models import described, listed
from simulator.faces.serve.phones import on_backend
from simulator.faces.serve.refusal import Refused
from simulator.faces.serve.reply import encoded, error
from simulator.http.exchange import Request, Response, json_response
from simulator.settings.choices import BackendChoice
from simulator.store.problem import RecordingsProblem
from simulator.toml_file.problem import FileError

_log = logging.getLogger(__name__)

Answer = Callable[[Request, str], Awaitable[Response]]

MISCONFIGURED = "the configuration of this server is broken; its log says where"
"""What a stranger reads of a broken file: not where it is."""

MODEL = "/models/{model}"
HEALTH = "/healthz"

SESSION_HEADER = "x-simulator-session"
CONVERSATION_HEADER = "x-simulator-conversation"
BACKEND_HEADER = "x-simulator-backend"

_SESSION = re.compile(r"[\w+@:-][\w+@:. -]{0,63}")
"""A name that is a name in a database, a file and a log: no separators of paths, no control characters."""

_FLAGS = {"take another --session name, or leave out --vendor": "take another session, or a model of that vendor"}
"""What a problem advises those who have a command line, in the words of those who have headers."""


class App:
    """All paths, for one server."""

    def __init__(
        self,
        completions: Completions,
        feed: Feed,
        catalogue: Callable[[], Catalogue],
        backend: BackendChoice,
        backends: Callable[[], list[str]],
        api_keys: frozenset[str],
    ) -> None:
        """Take the parts; without `api_keys` everybody is let in. `backends` are the names that a request may say."""
        self._completions, self._feed = completions, feed
        self._catalogue, self._backend, self._backends = catalogue, backend, backends
        self._api_keys = api_keys
        self._routes: dict[str, tuple[str, Answer]] = {
            "/chat/completions": ("POST", self._complete),
            "/models": ("GET", self._models),
            MODEL: ("GET", self._model),
            "/events": ("GET", self._events),
            HEALTH: ("GET", self._healthz),
        }

    async def respond(self, request: Request) -> Response:
        """Answer one request; a bad one gets an error body. Cancelling this interrupts the turn that it caused."""
        try:
            return await self._route(request)
        except Refused as refused:
            body = error(refused.message, refused.code, refused.type)
            return json_response(refused.status, encoded(body), refused.headers)
        except (FileError, VendorsPathError, RecordingsProblem) as broken:
            _log.error("%s", broken)
            said = NOT_RECORDED if isinstance(broken, RecordingsProblem) else MISCONFIGURED
            return json_response(503, encoded(error(said, "server_error", "server_error")))
        except UserProblem as problem:
            body = error(_for_clients(str(problem)), "invalid_request_error", "invalid_request_error")
            return json_response(400, encoded(body))
        except OSError:
            return json_response(503, encoded(error(NOT_RECORDED, "server_error", "server_error")))

    async def _route(self, request: Request) -> Response:
        name = self.name(request.path)
        owner = "" if name == HEALTH else self._owner(request.headers.get("authorization", ""))
        _refuse_pages(request.headers)
        if name not in self._routes:
            raise Refused(404, "Not Found; docs/serve.md has the paths")
        method, answer = self._routes[name]
        if request.method != method:
            raise Refused(405, "Method Not Allowed", headers={"allow": method})
        return await answer(request, owner)

    def name(self, path: str) -> str:
        """Give the server's own name of a path; what is none of its paths has one name together."""
        plain = path.rstrip("/").removeprefix("/v1")
        name = MODEL if plain.startswith("/models/") else plain
        return name if name in self._routes else "other"

    async def _healthz(self, request: Request, owner: str) -> Response:
        return json_response(200, b'{"status":"ok"}')

    def _owner(self, authorization: str) -> str:
        """Give whose conversations a request may see: those of its key, without keys everybody's."""
        if not self._api_keys:
            return ""
        scheme, _, key = authorization.partition(" ")
        if scheme.lower() != "bearer" or key.strip() not in self._api_keys:
            raise Refused(401, "the API key is missing or wrong; send Authorization: Bearer KEY", "invalid_api_key")
        return blake2b(key.strip().encode(), digest_size=4).hexdigest()

    async def _complete(self, request: Request, owner: str) -> Response:
        backend = self._backend
        if name := request.headers.get(BACKEND_HEADER, "").strip():
            known = self._backends()
            if name not in known:
                raise UserProblem(f"{BACKEND_HEADER}: {unknown('backend', clean(name), known)}")
            backend = on_backend(backend, name)
        kept = _kept(request.headers, owner)
        return await self._completions.respond(request.body, backend, kept, owner)

    async def _models(self, request: Request, owner: str) -> Response:
        return json_response(200, encoded({"object": "list", "data": listed(self._catalogue())}))

    async def _model(self, request: Request, owner: str) -> Response:
        model = request.path.rstrip("/").partition("/models/")[2]
        return json_response(200, encoded(described(model, self._catalogue())))

    async def _events(self, request: Request, owner: str) -> Response:
        if self._feed.is_full:
            raise Refused(503, f"{MOST_READERS} readers already follow the events", "rate_limited")
        named = parse_qs(request.query).get("session", [None])[0]
        session = _session(named, owner)
        headers = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
        return Response(200, headers, self._followed(owner, session), endless=True)

    async def _followed(self, owner: str, session: str | None) -> AsyncGenerator[bytes, None]:
        with self._feed.reading(owner, session) as reader:
            async for line in reader.lines():
                yield line


def _refuse_pages(headers: Mapping[str, str]) -> None:
    """Refuse what a web page of elsewhere sends: it would spend the user's keys through the user's own browser."""
    origin = headers.get("origin", "")
    if origin and origin.partition("://")[2] != headers.get("host"):
        raise Refused(403, "web pages of other places are not answered; ask through a server of your own", "forbidden")


def _session(named: str | None, owner: str) -> str | None:
    """Give the name that a session is recorded under; a key's sessions are its own. Raises: Refused."""
    if named is None:
        return None
    if _SESSION.fullmatch(named) is None:
        raise Refused(
            400, f"{SESSION_HEADER}: a name is 1 to 64 letters, digits, spaces and . _ - + @ : and begins with no dot"
        )
    return f"{owner}.{named}" if owner else named


def _kept(headers: Mapping[str, str], owner: str) -> Kept | None:
    """Give the conversation that a request goes on with. Raises: Refused."""
    session, conversation = _session(headers.get(SESSION_HEADER), owner), headers.get(CONVERSATION_HEADER)
    if conversation is not None and (session is None or conversation.strip() != "new"):
        raise Refused(400, f"{CONVERSATION_HEADER}: takes new, and goes with {SESSION_HEADER}")
    return None if session is None else Kept(session, conversation is not None)


def _for_clients(problem: str) -> str:
    for flag, name in _FLAGS.items():
        problem = problem.replace(flag, name)
    return problem
