"""A local server that speaks the wire format of OpenAI's streamed chat completions, including its ways to fail."""

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


@dataclass
class Fake:
    """Set `plan` before a call: one entry per expected request; the last one stays."""

    plan: list[dict[str, Any]] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    async def completions(self, request: Request) -> Response:
        self.seen.append(await request.json())
        self.keys.append(request.headers.get("authorization", ""))
        step = self.plan.pop(0) if len(self.plan) > 1 else self.plan[0]
        if status := step.get("status"):
            return JSONResponse({"error": {"message": "secret detail sk-123", "type": "x"}}, status, headers=step.get("headers"))
        return StreamingResponse(self._events(step), media_type="text/event-stream")

    async def models(self, request: Request) -> Response:
        self.keys.append(request.headers.get("authorization", ""))
        return JSONResponse({"data": []}, self.plan[0].get("status", 200) if self.plan else 200)

    async def _events(self, step: dict[str, Any]) -> AsyncIterator[bytes]:
        for chunk in step.get("chunks", []):
            await asyncio.sleep(step.get("gap", 0))
            yield chunk if isinstance(chunk, bytes) else f"data: {json.dumps(chunk)}\n\n".encode()
        if step.get("reset"):
            raise ConnectionResetError
        if not step.get("silent_end"):
            yield b"data: [DONE]\n\n"


def text(*pieces: str, finish: str | None = "stop", usage: tuple[int, int] | None = (7, 3)) -> list[dict[str, Any]]:
    """Chunks of a text answer."""
    made: list[dict[str, Any]] = [_chunk({"role": "assistant", "content": ""})]
    made += [_chunk({"content": piece}) for piece in pieces]
    made += [_chunk({}, finish)] if finish else []
    made += [{"choices": [], "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]}}] if usage else []
    return made


def calls(*given: tuple[str, str, str], cut: int = 5) -> list[dict[str, Any]]:
    """Chunks of tool calls (id, name, arguments), the arguments cut into fragments and interleaved as real endpoints do."""
    made = [
        _chunk({"tool_calls": [{"index": i, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}]})
        for i, (id, name, _) in enumerate(given)
    ]
    for start in range(0, max(len(a) for _, _, a in given), cut):
        made += [
            _chunk({"tool_calls": [{"index": i, "function": {"arguments": a[start : start + cut]}}]})
            for i, (_, _, a) in enumerate(given)
            if a[start : start + cut]
        ]
    return [*made, _chunk({}, "tool_calls")]


def _chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


@asynccontextmanager
async def fake_openai() -> AsyncIterator[Fake]:
    """Serve on a free loopback port for the length of a test."""
    fake = Fake()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    fake.url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    app = Starlette(routes=[Route("/v1/chat/completions", fake.completions, methods=["POST"]), Route("/v1/models", fake.models)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    task = asyncio.create_task(server.serve([listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield fake
    finally:
        server.should_exit = server.force_exit = True
        await task
