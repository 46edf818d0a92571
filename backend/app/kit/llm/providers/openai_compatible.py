"""Any endpoint that speaks OpenAI's chat completions: OpenAI, vLLM, llama.cpp, Ollama, LM Studio, gateways.

Reference: platform.openai.com/docs/api-reference/chat-streaming. Chunks stay plain dicts; fragments of a tool call are joined here.
A failure is retried only while nothing was handed out, so no text can appear twice.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

import orjson

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress, EgressFailed, Limits, Streamed, retry_after, retrying
from app.kit.llm.port import CallPart, Message, ModelError, Part, Reason, Request, Stop, TextDelta, ToolCall, Usage
from app.kit.llm.sse import payloads

PATIENT = Limits(idle=60, total=300)
"""A large model may think for a minute before its first word."""
QUICK = Limits(connect=1, idle=2, total=2)
REASONS: dict[str, Reason] = {"tool_calls": "tool_calls", "function_call": "tool_calls", "length": "length", "content_filter": "filtered"}


@dataclass(slots=True)
class _Fragments:
    """A tool call while it arrives."""

    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)

    def whole(self, index: int) -> ToolCall:
        try:
            args = orjson.loads("".join(self.arguments) or "{}")
        except orjson.JSONDecodeError:
            args = None
        if not isinstance(args, dict):
            return ToolCall(self.id or f"call_{index}", self.name, error="the arguments are not a JSON object")
        return ToolCall(self.id or f"call_{index}", self.name, args)


class OpenAICompatible:
    """A provider behind `LLM_BASE_URL` (ending in the version, such as `/v1`)."""

    name = "openai"
    window = 128_000
    images = True

    def __init__(self, egress: Egress, base_url: str, api_key: str, model: str, *, limits: Limits = PATIENT, attempts: int = 3) -> None:
        """`egress` must let the host in: it may be private, the operator chose it."""
        self.model, self._key, self._limits, self._attempts = model, api_key, limits, attempts
        self._base = base_url.rstrip("/")
        self._egress = egress

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer."""
        async with AsyncExitStack() as stack:
            answer = await self._open(stack, orjson.dumps(_body(request, self.model)))
            try:
                async for part in _parts(answer.chunks):
                    yield part
            except EgressFailed as error:
                raise ModelError("interrupted") from error

    async def check(self) -> str:
        """Asks for the list of models."""
        try:
            answer = await self._egress.request("GET", f"{self._base}/models", headers=self._headers(), limits=QUICK)
        except EgressFailed as error:
            raise ModelError("unavailable") from error
        if answer.status in (401, 403):
            raise ModelError("credentials")
        return self.model

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._key}"} if self._key else {}

    async def aclose(self) -> None:
        """Close all connections."""
        await self._egress.aclose()

    async def _open(self, stack: AsyncExitStack, body: bytes) -> Streamed:
        """Until the status line: here a second try repeats nothing."""
        headers = {"content-type": "application/json", "accept": "text/event-stream"} | (
            {"authorization": f"Bearer {self._key}"} if self._key else {}
        )
        async for attempt in retrying(self._attempts):
            with attempt:
                try:
                    answer = await stack.enter_async_context(
                        self._egress.stream("POST", f"{self._base}/chat/completions", headers=headers, content=body, limits=self._limits)
                    )
                except EgressFailed as error:
                    raise ModelError("unavailable") from error
                if answer.status != 200:
                    raise _fault(answer)
                return answer
        raise AssertionError("unreachable: the last attempt returns or raises")


def _fault(answer: Streamed) -> ModelError:
    """What a status means; its body is not shown, it may quote the request or the key."""
    if answer.status in (401, 403):
        return ModelError("credentials")
    if answer.status == 429:
        return ModelError("busy", retry_after=retry_after(answer.headers))
    return ModelError("unavailable" if answer.status >= 500 else "refused", retry_after=retry_after(answer.headers))


async def _parts(chunks: AsyncIterator[bytes]) -> AsyncIterator[Part]:
    calls: dict[int, _Fragments] = {}
    reason: Reason | None = None
    async for payload in payloads(chunks):
        if payload == b"[DONE]":
            break
        chunk = _loaded(payload)
        if usage := chunk.get("usage"):
            yield Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
        for choice in chunk.get("choices") or ():
            delta = choice.get("delta") or {}
            if text := delta.get("content"):
                yield TextDelta(str(text))
            _collect(calls, delta.get("tool_calls") or ())
            if finish := choice.get("finish_reason"):
                reason = REASONS.get(finish, "stop")
    if reason is None:
        raise ModelError("interrupted")  # the connection ended politely, the answer did not
    for index in sorted(calls):
        yield CallPart(calls[index].whole(index))
    yield Stop("tool_calls" if calls else reason)


def _collect(calls: dict[int, _Fragments], fragments: Iterable[dict[str, Any]]) -> None:
    for fragment in fragments:
        call = calls.setdefault(int(fragment.get("index") or 0), _Fragments())
        function = fragment.get("function") or {}
        call.id = fragment.get("id") or call.id
        call.name += function.get("name") or ""
        call.arguments.append(function.get("arguments") or "")


def _loaded(payload: bytes) -> dict[str, Any]:
    try:
        chunk = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        raise ModelError("malformed") from error
    if not isinstance(chunk, dict):
        raise ModelError("malformed")
    if "error" in chunk:
        raise ModelError("interrupted")
    return cast("dict[str, Any]", chunk)


def _body(request: Request, model: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": model,
        "messages": [_message(m) for m in request.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
    }
    if request.tools:
        body["tools"] = [
            {"type": "function", "function": {"name": t.name, "description": t.description, "parameters": t.parameters}}
            for t in request.tools
        ]
    return body


def _message(message: Message) -> dict[str, Any]:
    one: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.calls:
        one["tool_calls"] = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": orjson.dumps(c.args).decode()}}
            for c in message.calls
        ]
    if message.role == "tool":
        one["tool_call_id"] = message.call_id
    return one


def host_and_port(base_url: str) -> str:
    """As EGRESS_ALLOW names it."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unavailable("LLM_BASE_URL must be an http(s) address")
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
