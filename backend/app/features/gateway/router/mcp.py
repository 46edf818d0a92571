"""/mcp: the Model Context Protocol over streamable HTTP, with the official package's server; a server without sessions, made per request.

https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
"""

import asyncio
import importlib
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from starlette.types import Message, Receive, Scope, Send

from app.features.gateway.adapters import served_to
from app.kit.core.access import AUTHENTICATED
from app.kit.core.context import Context
from app.kit.core.errors import Forbidden
from app.kit.web.operation import allow
from app.kit.web.route import KitRoute

r = APIRouter(tags=["mcp"], route_class=KitRoute, include_in_schema=False)


@r.post("/mcp")
@allow(AUTHENTICATED, tool=False)
async def speak_mcp(request: Request) -> Response:
    """One message of an MCP client: who may call what is decided by the credential it came with."""
    ctx: Context = request.scope["work"].ctx
    _expect_known(request, ctx)
    return Spoken(ctx, await request.body())


def _expect_known(request: Request, ctx: Context) -> None:
    """A page of another origin must not reach a server through the browser of somebody who may (DNS rebinding)."""
    origin = request.headers.get("origin")
    if origin is not None and origin not in ctx.settings.origins and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("Pages of this origin may not speak to this server (CORS_ORIGINS).")


class Spoken(Response):
    """The package's own answer to a message that was read already."""

    body_iterator = None
    """Tells the idempotency layer that there is no body to keep."""

    def __init__(self, ctx: Context, body: bytes) -> None:
        super().__init__()
        self._ctx, self._said = ctx, body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the message to a server of this caller."""
        given: list[Message] = [{"type": "http.request", "body": self._said, "more_body": False}]

        async def again() -> Message:
            return given.pop() if given else await receive()

        managers: Any = await asyncio.to_thread(importlib.import_module, "mcp.server.streamable_http_manager")
        manager = managers.StreamableHTTPSessionManager(await served_to(self._ctx), stateless=True)
        async with manager.run():
            await manager.handle_request(scope, again, send)
