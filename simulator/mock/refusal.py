"""Requests that DeepSeek answers with an error, as status and body. Which request deserves one is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.dialects.error_shapes import ErrorShape, Problem, error_reply
from simulator.mock.exchange import Response, whole_response


class Refused(Exception):
    """A request that gets an error body; `message` never holds more of a key than its last four characters."""

    def __init__(
        self,
        status: int,
        message: str,
        type: str = "invalid_request_error",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the response will say; `headers` are sent beside the body's own."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.type = type
        self.headers = headers

    def response(self, shape: ErrorShape = "E1") -> Response:
        """Give the HTTP response, in the way that the server writes errors."""
        reply = error_reply(shape, Problem(status=self.status, message=self.message, type=self.type))
        return whole_response(reply.status, reply.body, reply.content_type, self.headers)


def misfit(what: str) -> Refused:
    """Refuse a body whose shape is wrong, in the words of DeepSeek's own deserialiser."""
    return Refused(422, f"Failed to deserialize the JSON body into the target type: {what}")
