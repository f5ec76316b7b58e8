"""The parts that OpenAPI descriptions of our servers are put together from. What each server has is its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}},
    "required": ["error"],
}
PROBLEMS: Mapping[str, str] = {
    "400": "A value that cannot be",
    "402": "The balance is used up",
    "401": "The key is missing or wrong",
    "403": "A web page of another place asks",
    "404": "There is no such thing",
    "405": "Not with this method",
    "408": "The body did not come in time",
    "413": "The body is too large",
    "422": "A field is missing or of a wrong type",
    "429": "Too many at once",
    "502": "The backend failed",
    "503": "Not now; ask again",
    "504": "The answer took too long",
}
STREAM = "text/event-stream"
EVENTS: Mapping[str, Schema] = {STREAM: {}}
"""Answers that are server-sent events, of any form: clients read a schema here as that of one event, or of the text."""

PLAIN = "text/plain"
PAGE = "text/html"


def description(title: str, version: str, about: str, paths: Mapping[str, Any]) -> dict[str, Any]:
    """Give a whole description, with the pages that every server has."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": about},
        "components": {
            "schemas": {"Error": ERROR},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"key": []}],
        "paths": {**paths, **_pages()},
    }


def operation(
    summary: str,
    *problems: int,
    answers: Mapping[str, Schema] | None = None,
    status: int = 200,
    body: Schema | None = None,
    example: Any = None,
    parameters: Sequence[Schema] = (),
    is_public: bool = False,
) -> dict[str, Any]:
    """Describe one method of a path: `answers` is a schema a media type, `problems` the statuses of its errors."""
    own = {"description": summary}
    content = {media: {"schema": schema} for media, schema in (answers or {"application/json": {}}).items()}
    made: dict[str, Any] = {
        "summary": summary,
        "responses": {str(status): own if status == 204 else own | {"content": content}, **_problems(problems)},
    }
    if body is not None:
        shown = {} if example is None else {"example": example}
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body} | shown}}
    if parameters:
        made["parameters"] = list(parameters)
    return made | ({"security": []} if is_public else {})


def header(name: str, about: str, schema: Schema) -> Schema:
    """Describe a header of a request that may be left out."""
    return {"name": name, "in": "header", "description": about, "schema": schema}


def query(name: str, about: str, **schema: Any) -> Schema:
    """Describe a parameter behind the `?` that may be left out."""
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **schema}}


def likely(*values: str) -> Schema:
    """Give the schema of a text that may be any, with values that make sense."""
    return {"anyOf": [{"enum": list(values)}, {"type": "string"}]}


def record(required: Sequence[str] = (), **properties: Schema) -> Schema:
    """Give the schema of an object, which may always hold more."""
    return {"type": "object", "properties": properties} | ({"required": list(required)} if required else {})


def _problems(statuses: Sequence[int]) -> dict[str, Any]:
    # An error is written as the dialect of the server has it, so that its shape is no promise.
    return {str(status): {"description": PROBLEMS[str(status)], "content": {"*/*": {}}} for status in statuses}


def _pages() -> dict[str, Any]:
    return {
        "/healthz": {"get": operation("Whether the server answers.", 405, is_public=True)},
        "/metrics": {
            "get": operation("Counts for Prometheus.", 405, answers={PLAIN: {"type": "string"}}, is_public=True)
        },
        "/openapi.json": {"get": operation("This description.", 405, is_public=True)},
        "/docs": {"get": operation("A page to read.", 405, answers={PAGE: {"type": "string"}}, is_public=True)},
    }
