"""Anthropic's Messages API.

Reference: docs.anthropic.com/en/api/messages and /messages-streaming. One system text, then turns of user and assistant; results of
tools are blocks at the beginning of the user's turn. Models that think before they answer are asked not to, or to think little: their
thoughts count into the length of the answer. Where they do, the sealed thoughts go back with the results of the tools they led to.
"""

import base64
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Message, ModelError, Part, Reason, Request, Stop, TextDelta, Usage
from app.kit.llm.providers.keepsakes import Keepsakes
from app.kit.llm.providers.known import known
from app.kit.llm.providers.roles import blind, opening, read_call, turns
from app.kit.llm.providers.schemas import closed, instruction
from app.kit.llm.providers.wire import PATIENT, Post, answer, does_not_know, fetched

Block = dict[str, Any]
VERSION = "2026-10-21"
"""The newest; it has no temperature."""
REASONS: dict[str, Reason] = {
    "tool_use": "tool_calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "filtered",
}


class Anthropic:
    """A Claude model."""

    name = "anthropic"

    def __init__(self, egress: Egress, base_url: str, api_key: str, model: str, *, limits: Limits = PATIENT) -> None:
        """`base_url` without the version."""
        self.model, self._egress, self._limits = model, egress, limits
        self._base = base_url.rstrip("/").removesuffix("/v1")
        self._headers = {"x-api-key": api_key, "anthropic-version": VERSION}
        self.window, self.images = known(self.name, model)
        self._thoughts: Keepsakes[list[Block]] = Keepsakes()
        self._refused: set[str] = set()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer."""

        def otherwise(refusal: bytes) -> Post | None:
            return self._post(request) if self._learn(refusal) else None

        async for part in answer(self._egress, self._post(request), _Events(self._thoughts), otherwise):
            yield part

    async def check(self) -> str:
        """Asks about the model."""
        found = await fetched(self._egress, f"{self._base}/v1/models/{quote(self.model, safe='')}", self._headers)
        return str(found.get("display_name") or self.model)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._egress.aclose()

    def _learn(self, refusal: bytes) -> bool:
        """Models differ in what may be said about thinking and about the shape of the answer."""
        fields = ("thinking", "effort", "output_config")
        new = next((f for f in fields if f not in self._refused and does_not_know(f, refusal)), None)
        self._refused |= {new} if new else set()
        return new is not None

    def _post(self, request: Request) -> Post:
        system, rest = opening(blind(request.messages, self.images))
        config: Block = {}
        if "thinking" in self._refused and "effort" not in self._refused:
            config["effort"] = "low"
        if request.schema is not None:
            if "output_config" in self._refused:
                system = f"{system}\n\n{instruction(request.schema)}".strip()
            else:
                config["format"] = {"type": "json_schema", "schema": closed(request.schema)}
        body: Block = {
            "model": self.model,
            "max_tokens": request.max_tokens,
            "stream": True,
            "messages": [self._turn(own, run) for own, run in turns(rest)],
        }
        if system:
            body["system"] = system
        if "thinking" not in self._refused:
            body["thinking"] = {"type": "disabled"}
        if config and "output_config" not in self._refused:
            body["output_config"] = config
        if request.tools:
            body["tools"] = [
                {"name": t.name, "description": t.description, "input_schema": {"type": "object", **t.parameters}} for t in request.tools
            ]
            if request.must_call:
                body["tool_choice"] = {"type": "any"}
        return Post(f"{self._base}/v1/messages", self._headers, body, self._limits)

    def _turn(self, own: bool, run: list[Message]) -> Block:
        blocks = [block for message in run for block in (self._said(message) if own else _told(message))]
        return {"role": "assistant" if own else "user", "content": blocks}

    def _said(self, message: Message) -> Iterator[Block]:
        """A turn of the model: its thoughts, its words, its calls."""
        yield from (self._thoughts.of(message.calls[0].id) or []) if message.calls else []
        if message.content.strip():
            yield {"type": "text", "text": message.content}
        for call in message.calls:
            yield {"type": "tool_use", "id": _id(call.id), "name": call.name, "input": call.args}


class _Events:
    """Reads the events between message_start and message_stop."""

    def __init__(self, thoughts: Keepsakes[list[Block]]) -> None:
        self.done = False
        self._thoughts = thoughts
        self._blocks: dict[int, Block] = {}
        self._reason: str | None = None

    def read(self, event: dict[str, Any]) -> Iterator[Part]:
        """Text as it comes. Usage comes in two parts: what was read at the beginning, what was written at the end."""
        match event.get("type"):
            case "content_block_delta":
                yield from self._delta(event)
            case "content_block_start":
                self._blocks[int(event.get("index") or 0)] = {**(event.get("content_block") or {}), "json": []}
            case "message_start":
                used = (event.get("message") or {}).get("usage") or {}
                read = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
                yield Usage(sum(int(used.get(key) or 0) for key in read), 0)
            case "message_delta":
                self._reason = (event.get("delta") or {}).get("stop_reason") or self._reason
                yield Usage(0, int((event.get("usage") or {}).get("output_tokens") or 0))
            case "message_stop":
                self.done = True

    def end(self) -> Iterator[Part]:
        """The calls, and why it ended."""
        if self._reason is None:
            raise ModelError("interrupted")
        blocks = [self._blocks[index] for index in sorted(self._blocks)]
        used, whole = (b for b in blocks if b.get("type") == "tool_use"), self._reason in ("tool_use", "end_turn")
        calls = [read_call(b.get("id", ""), b.get("name", ""), "".join(b["json"]), whole=whole) for b in used]
        thoughts = [{k: v for k, v in b.items() if k != "json"} for b in blocks if b.get("type") in ("thinking", "redacted_thinking")]
        if calls and thoughts:
            self._thoughts.keep(calls[0].id, thoughts)
        yield from map(CallPart, calls)
        yield Stop("tool_calls" if calls else REASONS.get(self._reason, "stop"))

    def _delta(self, event: dict[str, Any]) -> Iterator[Part]:
        delta, block = event.get("delta") or {}, self._blocks.setdefault(int(event.get("index") or 0), {"json": []})
        match delta.get("type"):
            case "text_delta":
                yield TextDelta(str(delta.get("text") or ""))
            case "input_json_delta":
                block["json"].append(delta.get("partial_json") or "")
            case "thinking_delta":
                block["thinking"] = block.get("thinking", "") + (delta.get("thinking") or "")
            case "signature_delta":
                block["signature"] = delta.get("signature")


def _told(message: Message) -> Iterator[Block]:
    """A message to the model: the result of a tool, or words and pictures."""
    if message.role == "tool":
        yield {"type": "tool_result", "tool_use_id": _id(message.call_id), "content": message.content}
        return
    for image in message.images:
        data = base64.b64encode(image.data).decode()
        yield {"type": "image", "source": {"type": "base64", "media_type": image.media_type, "data": data}}
    if message.content.strip() or not message.images:
        yield {"type": "text", "text": message.content.strip() or "(empty)"}


def _id(given: str) -> str:
    """Ids of other providers may hold characters that this one refuses."""
    return re.sub(r"[^a-zA-Z0-9_-]", "_", given)
