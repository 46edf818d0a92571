"""Ollama's own protocol: `/api/chat`, lines of JSON.

Reference: github.com/ollama/ollama/blob/main/docs/api.md. Its OpenAI-compatible side cuts a conversation silently at the server's
default window; here the window is told with each request.
"""

import base64
from collections.abc import AsyncIterator, Iterator
from typing import Any

from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Message, ModelError, Part, Request, Stop, TextDelta, ToolCall, Usage
from app.kit.llm.providers.known import known
from app.kit.llm.providers.roles import blind, new_id, read_call
from app.kit.llm.providers.schemas import instruction
from app.kit.llm.providers.wire import PATIENT, Post, answer, does_not_know, fetched
from app.kit.llm.sse import Records

Json = dict[str, Any]


class Ollama:
    """A model of an Ollama server."""

    name = "ollama"

    def __init__(self, egress: Egress, base_url: str, api_key: str, model: str, *, limits: Limits = PATIENT) -> None:
        """`egress` must let the host in. A key is only needed by a proxy before the server."""
        self.model, self._egress, self._limits = model, egress, limits
        self._base = base_url.rstrip("/").removesuffix("/api")
        self._headers = {"authorization": f"Bearer {api_key}"} if api_key else {}
        self.window, self.images = known(self.name, model)
        self._silent = True

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer."""

        def otherwise(refusal: bytes) -> Post | None:
            if not self._silent or not does_not_know("think", refusal):
                return None
            self._silent = False  # this model has no thoughts that could be switched off
            return self._post(request)

        async for part in answer(self._egress, self._post(request), _Lines(), otherwise):
            yield part

    async def check(self) -> str:
        """Asks about the model: a server that runs may not have pulled it."""
        await fetched(self._egress, f"{self._base}/api/show", self._headers, {"model": self.model})
        return self.model

    async def aclose(self) -> None:
        """Close all connections."""
        await self._egress.aclose()

    def _post(self, request: Request) -> Post:
        said = blind(request.messages, self.images)
        if request.schema is not None and request.tools:  # a format would forbid the calls
            said = [Message("system", instruction(request.schema)), *said]
        names = {call.id: call.name for message in said for call in message.calls}
        options = {"num_ctx": self.window, "num_predict": request.max_tokens, "temperature": request.temperature}
        body: Json = {"model": self.model, "messages": [_message(m, names) for m in said], "stream": True, "options": options}
        if self._silent:
            body["think"] = False
        if request.tools:
            body["tools"] = [
                {"type": "function", "function": {"name": t.name, "description": t.description, "parameters": t.parameters}}
                for t in request.tools
            ]
        elif request.schema is not None:
            body["format"] = request.schema
        return Post(f"{self._base}/api/chat", self._headers, body, self._limits, Records)


class _Lines:
    """Reads the lines up to the one that says done."""

    def __init__(self) -> None:
        self.done = False
        self._calls: list[tuple[str, str, Any]] = []
        self._reason = ""

    def read(self, event: Json) -> Iterator[Part]:
        """Text as it comes, usage with the last line."""
        message = event.get("message") or {}
        if text := message.get("content"):
            yield TextDelta(str(text))
        for given in message.get("tool_calls") or ():
            function = given.get("function") or {}
            self._calls.append((given.get("id") or new_id(), str(function.get("name") or ""), function.get("arguments")))
        if event.get("done"):
            self.done, self._reason = True, str(event.get("done_reason") or "stop")
            yield Usage(int(event.get("prompt_eval_count") or 0), int(event.get("eval_count") or 0))

    def end(self) -> Iterator[Part]:
        """The calls, and why it ended."""
        if not self.done:
            raise ModelError("interrupted")
        for id, name, args in self._calls:
            text = isinstance(args, str)
            yield CallPart(read_call(id, name, args, whole=self._reason == "stop") if text else ToolCall(id, name, args or {}))
        yield Stop("tool_calls" if self._calls else "length" if self._reason == "length" else "stop")


def _message(message: Message, names: dict[str, str]) -> Json:
    one: Json = {"role": message.role, "content": message.content}
    if message.images:
        one["images"] = [base64.b64encode(image.data).decode() for image in message.images]
    if message.calls:
        one["tool_calls"] = [{"id": c.id, "function": {"name": c.name, "arguments": c.args}} for c in message.calls]
    if message.role == "tool":
        one |= {"tool_name": names.get(message.call_id, ""), "tool_call_id": message.call_id}
    return one
