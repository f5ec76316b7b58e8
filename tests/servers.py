"""How tests leave a server that runs in their loop. How the program's own servers end is proved with processes."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn


async def leave(server: uvicorn.Server, task: asyncio.Task[Any]) -> None:
    """End a server at once: uvicorn looks ten times a second whether it should, and then waits for its clients."""
    for listening in server.servers:
        listening.close()
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    under_way = [task, *server.server_state.tasks]
    for each in under_way:
        each.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
