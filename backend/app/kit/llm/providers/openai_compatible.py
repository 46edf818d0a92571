"""OpenAI's chat completions, at OpenAI or at any endpoint that speaks them: vLLM, llama.cpp, LM Studio, gateways.

Reference: platform.openai.com/docs/api-reference/chat-streaming. Chunks stay plain dicts; fragments of a tool call are joined here.
Servers differ in what they know: where one refuses an optional field by its name, it is left out from then on.
"""

import base64
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import orjson

from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Image, Message, ModelError, Part, Reason, Request, Stop, TextDelta, ToolCall, Usage
from app.kit.llm.providers.known import known
from app.kit.llm.providers.roles import blind, opening, read_call, turns
from app.kit.llm.providers.schemas import instruction
from app.kit.llm.providers.wire import PATIENT, Post, answer, does_not_know, fetched

REASONS: dict[str, Reason] = {"tool_calls": "tool_calls", "function_call": "tool_calls", "length": "length", "content_filter": "filtered"}
OPTIONAL = ("stream_options", "temperature", "response_format", "tool_choice")
"""May be left out; the length has two names, one of which is right."""


class OpenAICompatible:
    """A provider behind a base URL (ending in the version, such as `/v1`)."""

    def __init__(
        self, egress: Egress, base_url: str, api_key: str, model: str, *, name: str = "compatible", limits: Limits = PATIENT
    ) -> None:
        """`egress` must let the host in: it may be private, the operator chose it."""
        self.name, self.model, self._limits, self._egress = name, model, limits, egress
        self._base, self._headers = base_url.rstrip("/"), {"authorization": f"Bearer {api_key}"} if api_key else {}
        self._own = urlsplit(base_url).hostname == "api.openai.com"
        self._refused: set[str] = set()
        self.window, self.images = known(name, model)

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer."""

        def otherwise(refusal: bytes) -> Post | None:
            return self._post(request) if self._learn(refusal) else None

        async for part in answer(self._egress, self._post(request), _Chunks(), otherwise):
            yield part

    async def check(self) -> str:
        """Asks for the list of models; OpenAI itself for the one."""
        path = f"/models/{quote(self.model, safe='')}" if self._own else "/models"
        try:
            await fetched(self._egress, self._base + path, self._headers)
        except ModelError as error:
            if error.fault != "refused" or self._own:
                raise  # not every endpoint has such a list
        return self.model

    async def aclose(self) -> None:
        """Close all connections."""
        await self._egress.aclose()

    def _learn(self, refusal: bytes) -> bool:
        """Leave out what the server says it does not know; False when it says nothing new."""
        new = {name for name in (*OPTIONAL, *self._length()) if name not in self._refused and does_not_know(name, refusal)}
        self._refused |= new
        return bool(new)

    def _length(self) -> list[str]:
        """The field for the most tokens, by the name that was not refused yet."""
        names = ("max_completion_tokens", "max_tokens")
        return [name for name in (names if self._own else reversed(names)) if name not in self._refused][:1]

    def _post(self, request: Request) -> Post:
        said = blind(request.messages, self.images)
        if request.schema is not None and "response_format" in self._refused:
            said.insert(0, Message("system", instruction(request.schema)))
        body: dict[str, Any] = {
            "model": self.model,
            "messages": _messages(said, strict=not self._own),
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": request.temperature,
        } | dict.fromkeys(self._length(), request.max_tokens)
        if request.tools:
            body["tools"] = [
                {"type": "function", "function": {"name": t.name, "description": t.description, "parameters": t.parameters}}
                for t in request.tools
            ]
            if request.must_call:
                body["tool_choice"] = "required"
        if request.schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": request.schema}}
        for name in self._refused:
            body.pop(name, None)
        return Post(f"{self._base}/chat/completions", {"accept": "text/event-stream", **self._headers}, body, self._limits)


@dataclass(slots=True)
class _Fragments:
    """A tool call while it arrives."""

    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)

    def read(self, *, whole: bool) -> ToolCall:
        return read_call(self.id, self.name, "".join(self.arguments), whole=whole)


class _Chunks:
    """Reads chat.completion.chunk objects; the stream ends with [DONE]."""

    done = False

    def __init__(self) -> None:
        self._calls: list[_Fragments] = []
        self._last: dict[int, _Fragments] = {}
        self._reason: Reason | None = None

    def read(self, event: dict[str, Any]) -> Iterator[Part]:
        """Text, and usage when it comes."""
        if usage := event.get("usage"):
            yield Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
        for choice in event.get("choices") or ():
            delta = choice.get("delta") or {}
            if text := delta.get("content"):
                yield TextDelta(str(text))
            if fragments := delta.get("tool_calls"):
                self._collect(fragments)
            if finish := choice.get("finish_reason"):
                self._reason = REASONS.get(finish, "stop")

    def end(self) -> Iterator[Part]:
        """The calls, and why it ended."""
        if self._reason is None:
            raise ModelError("interrupted")  # the connection ended politely, the answer did not
        for call in self._calls:
            yield CallPart(call.read(whole=self._reason in ("stop", "tool_calls")))
        yield Stop("tool_calls" if self._calls else self._reason)

    def _collect(self, fragments: Iterable[dict[str, Any]]) -> None:
        """By their index; where a server counts none, or all as one, another id begins another call."""
        for fragment in fragments:
            index, id, function = int(fragment.get("index") or 0), fragment.get("id"), fragment.get("function") or {}
            call = self._last.get(index)
            if call is None or (id and call.id and id != call.id and function.get("name")):
                call = self._last[index] = _Fragments()
                self._calls.append(call)
            call.id = id or call.id
            call.name += function.get("name") or ""
            call.arguments.append(function.get("arguments") or "")


def _messages(messages: list[Message], *, strict: bool) -> list[dict[str, Any]]:
    """As they are for OpenAI; for other servers as the templates of open models want them: one system text, then turns."""
    if not strict:
        return [_message(m) for m in messages]
    system, rest = opening(messages)
    said = [Message("system", system)] if system else []
    for own, run in turns(rest):
        others = [m for m in run if m.role == "user"]
        said += run if own or len(others) < 2 else [*(m for m in run if m.role == "tool"), joined(others)]
    return [_message(m) for m in said]


def joined(messages: list[Message]) -> Message:
    """Several messages of a user as one."""
    return Message("user", "\n\n".join(m.content for m in messages), images=tuple(i for m in messages for i in m.images))


def _message(message: Message) -> dict[str, Any]:
    one: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.images:
        one["content"] = [{"type": "text", "text": message.content}, *map(_picture, message.images)]
    if message.calls:
        one["tool_calls"] = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": orjson.dumps(c.args).decode()}}
            for c in message.calls
        ]
    if message.role == "tool":
        one["tool_call_id"] = message.call_id
    return one


def _picture(image: Image) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": f"data:{image.media_type};base64,{base64.b64encode(image.data).decode()}"}}
