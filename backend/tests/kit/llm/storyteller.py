"""Local providers that speak OpenAI's protocol and all intend to say the same text, each failing where a test wants it to.

They behave as real models do when asked to go on: exactly there, with the last words again, or from the beginning.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from app.kit.core.http import Egress
from app.kit.llm.port import Provider
from app.kit.llm.providers.make import provider


@dataclass(frozen=True)
class Act:
    """How one request is answered."""

    status: int = 200
    retry_after: int | None = None
    back: int = 0
    """Characters of what was said that are said again; -1: all."""
    breaks: int | None = None
    """Characters after which the connection breaks."""
    reset: bool = True
    """Breaks as a connection does; False: ends politely without an end."""
    call: bool = False
    """Ends in a tool call; one that breaks has sent half of it."""
    piece: int = 7
    pause: float = 0
    """Seconds before the first piece."""
    instead: str = ""
    """Another text than the intended one, from the beginning."""


@dataclass
class Teller:
    """All providers of one test, by name; each has its acts, the last of which stays."""

    root: str
    egress: Egress
    text: str = "Once upon a time."
    acts: dict[str, list[Act]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Name, key and body of every request."""

    def provider(self, name: str, *acts: Act) -> Provider:
        self.acts[name] = list(acts or [Act()])
        url = f"{self.root}/{name}/v1"
        return provider("compatible", egress=self.egress, base_url=url, api_key=f"key of {name}", model=name)

    @property
    def names(self) -> list[str]:
        return [name for name, _, _ in self.asked]

    async def completions(self, request: Request) -> Response:
        name, body = request.path_params["name"], await request.json()
        self.asked.append((name, request.headers.get("authorization", ""), body))
        acts = self.acts[name]
        act = acts.pop(0) if len(acts) > 1 else acts[0]
        if act.status != 200:
            headers = {} if act.retry_after is None else {"retry-after": str(act.retry_after)}
            return JSONResponse({"error": {"message": "no"}}, act.status, headers)
        return StreamingResponse(self._told(act, body["messages"]), media_type="text/event-stream")

    async def _told(self, act: Act, messages: list[dict[str, Any]]) -> AsyncIterator[bytes]:
        said = messages[-2]["content"] if len(messages) > 1 and messages[-2]["role"] == "assistant" else ""
        assert self.text.startswith(said), "what was handed out is not what was intended"
        begin = 0 if act.back == -1 else max(0, len(said) - act.back)
        rest = act.instead or self.text[begin:]
        await asyncio.sleep(act.pause)
        shown = rest if act.breaks is None else rest[: act.breaks]
        for at in range(0, len(shown), act.piece):
            yield _event({"content": shown[at : at + act.piece]})
        whole = act.breaks is None
        if act.call:
            arguments = '{"place": "home"}' if whole else '{"pla'
            yield _event({"tool_calls": [{"index": 0, "id": "c1", "function": {"name": "go", "arguments": arguments}}]})
        if whole:
            yield _event({}, "tool_calls" if act.call else "stop")
            usage = {"prompt_tokens": 10, "completion_tokens": len(rest)}
            yield f"data: {json.dumps({'choices': [], 'usage': usage})}\n\ndata: [DONE]\n\n".encode()
        elif act.reset:
            raise ConnectionResetError


def _event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    return f"data: {json.dumps({'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]})}\n\n".encode()


@asynccontextmanager
async def telling() -> AsyncIterator[Teller]:
    """Serve on a free loopback port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    address = f"127.0.0.1:{listener.getsockname()[1]}"
    teller = Teller(root=f"http://{address}", egress=Egress([address]))
    app = Starlette(routes=[Route("/{name}/v1/chat/completions", teller.completions, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    task = asyncio.create_task(server.serve([listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield teller
    finally:
        server.should_exit = server.force_exit = True
        await task
        await teller.egress.aclose()
