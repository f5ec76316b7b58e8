"""Requests that no phone ever hears of, as status and error. Which request deserves one is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

_TYPES = {401: "authentication_error", 429: "rate_limit_error"}
_SERVER_FAULT = 500


class Refused(Exception):
    """A request that gets an error body; `code` is for programs, the message for people."""

    def __init__(
        self, status: int, message: str, code: str = "invalid_request_error", headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the response will say; `headers` are sent beside the body's own."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.headers = headers

    @property
    def type(self) -> str:
        """Give the class of the error, which goes with its status."""
        usual = "server_error" if self.status >= _SERVER_FAULT else "invalid_request_error"
        return _TYPES.get(self.status, usual)


def misfit(what: str) -> Refused:
    """Refuse a body whose shape is wrong."""
    return Refused(422, f"Failed to read the request body: {what}")
