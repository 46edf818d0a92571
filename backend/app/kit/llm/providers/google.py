"""Google's Gemini API: `models/{model}:streamGenerateContent`.

Reference: ai.google.dev/api/generate-content. Turns of user and model, each a list of parts; calls and results of tools are parts. Newer
models seal their thoughts into a signature beside a call and want it back with the result.
"""

import base64
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Message, ModelError, Part, Reason, Request, Stop, TextDelta, ToolCall, ToolSpec, Usage
from app.kit.llm.providers.keepsakes import Keepsakes
from app.kit.llm.providers.known import known
from app.kit.llm.providers.roles import blind, new_id, opening, turns
from app.kit.llm.providers.schemas import instruction, narrow
from app.kit.llm.providers.wire import PATIENT, Post, answer, does_not_know, fetched

Json = dict[str, Any]
OLD = ("gemini-1", "gemini-2", "gemma")
"""Models without signatures, whose answers are steered by temperature; newer ones are made for their own."""
UNSIGNED = "skip_thought_signature_validator"
"""What Google names for calls whose signature is not known: they came from another model, or in another process."""
REASONS: dict[str, Reason] = {"STOP": "stop", "MAX_TOKENS": "length", "OTHER": "stop", "FINISH_REASON_UNSPECIFIED": "stop"}
BROKEN = ("MALFORMED", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE")


class Google:
    """A Gemini model, with a key of AI Studio."""

    name = "google"

    def __init__(self, egress: Egress, base_url: str, api_key: str, model: str, *, limits: Limits = PATIENT) -> None:
        """`base_url` with the version, such as `/v1beta`."""
        self.model, self._egress, self._limits = model, egress, limits
        self._url = f"{base_url.rstrip('/')}/models/{quote(model.removeprefix('models/'), safe='')}"
        self._headers = {"x-goog-api-key": api_key}
        self._old = model.removeprefix("models/").startswith(OLD)
        self.window, self.images = known(self.name, model)
        self._signatures: Keepsakes[str] = Keepsakes()
        self._refused: set[str] = set()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer."""

        def otherwise(refusal: bytes) -> Post | None:
            return self._post(request) if self._learn(refusal) else None

        async for part in answer(self._egress, self._post(request), _Responses(self._signatures), otherwise):
            yield part

    async def check(self) -> str:
        """Asks about the model."""
        return str((await fetched(self._egress, self._url, self._headers)).get("displayName") or self.model)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._egress.aclose()

    def _learn(self, refusal: bytes) -> bool:
        """Older models do not know full JSON Schemas, and each generation has its own words for how much to think."""
        new = {f for f in ("thinking", "JsonSchema") if f not in self._refused and does_not_know(f.lower(), refusal)}
        self._refused |= new
        return bool(new)

    def _post(self, request: Request) -> Post:
        system, rest = opening(blind(request.messages, self.images))
        config: Json = {"maxOutputTokens": request.max_tokens}
        if self._old:
            config["temperature"] = request.temperature
        if "thinking" not in self._refused and self.model.startswith("gemini-"):
            config |= {} if self.model.startswith(("gemini-1", "gemini-2.0")) else {"thinkingConfig": self._thinking()}
        if request.schema is not None and request.tools:  # tools and a shape at once are refused by most models
            system = f"{system}\n\n{instruction(request.schema)}".strip()
        elif request.schema is not None:
            config |= {"responseMimeType": "application/json"} | self._schema("response", request.schema)
        names = {call.id: call.name for message in rest for call in message.calls}
        body: Json = {"contents": [self._turn(own, run, names) for own, run in turns(rest)], "generationConfig": config}
        if system:
            body["systemInstruction"] = {"parts": [{"text": system}]}
        if request.tools:
            body["tools"] = [{"functionDeclarations": [self._function(tool) for tool in request.tools]}]
            if request.must_call:
                body["toolConfig"] = {"functionCallingConfig": {"mode": "ANY"}}
        return Post(f"{self._url}:streamGenerateContent?alt=sse", self._headers, body, self._limits)

    def _thinking(self) -> Json:
        """Thoughts count into the length of the answer: as few as the model allows."""
        return {"thinkingBudget": 0} if self._old else {"thinkingLevel": "low"}

    def _schema(self, what: str, schema: Json) -> Json:
        """In the field for full JSON Schemas; narrowed in the older field where that one is not known."""
        if "JsonSchema" not in self._refused:
            return {f"{what}JsonSchema": schema}
        return {"responseSchema" if what == "response" else what: narrow(schema)}

    def _function(self, tool: ToolSpec) -> Json:
        one = {"name": tool.name, "description": tool.description}
        return one | self._schema("parameters", {"type": "object", **tool.parameters}) if tool.parameters.get("properties") else one

    def _turn(self, own: bool, run: list[Message], names: dict[str, str]) -> Json:
        parts = [part for message in run for part in (self._said(message) if own else self._told(message, names))]
        return {"role": "model" if own else "user", "parts": parts or [{"text": "(empty)"}]}

    def _said(self, message: Message) -> Iterator[Json]:
        """A turn of the model: words and calls; the first call of a step carries the signature."""
        if message.content.strip():
            yield {"text": message.content}
        for index, call in enumerate(message.calls):
            part: Json = {"functionCall": {"name": call.name, "args": call.args} | self._id(call.id)}
            signature = self._signatures.of(call.id)
            if signature or (index == 0 and not self._old):
                part["thoughtSignature"] = signature or UNSIGNED
            yield part

    def _told(self, message: Message, names: dict[str, str]) -> Iterator[Json]:
        """A message to the model: the result of a tool, or words and pictures."""
        if message.role == "tool":
            result = {"name": names.get(message.call_id, "tool"), "response": {"result": message.content}}
            yield {"functionResponse": result | self._id(message.call_id)}
            return
        if message.content.strip():
            yield {"text": message.content}
        for image in message.images:
            yield {"inlineData": {"mimeType": image.media_type, "data": base64.b64encode(image.data).decode()}}

    def _id(self, call_id: str) -> Json:
        return {} if self._old else {"id": call_id}


class _Responses:
    """Reads GenerateContentResponse objects; the end of the stream is the end of the connection."""

    done = False

    def __init__(self, signatures: Keepsakes[str]) -> None:
        self._signatures = signatures
        self._calls: list[ToolCall] = []
        self._reason: str | None = None
        self._used = Usage()

    def read(self, event: Json) -> Iterator[Part]:
        """Text as it comes; thoughts are not part of the answer."""
        if blocked := (event.get("promptFeedback") or {}).get("blockReason"):
            self._reason = str(blocked)
        if used := event.get("usageMetadata"):  # of the whole answer up to here
            read, written = ("promptTokenCount", "toolUsePromptTokenCount"), ("candidatesTokenCount", "thoughtsTokenCount")
            self._used = Usage(sum(int(used.get(k) or 0) for k in read), sum(int(used.get(k) or 0) for k in written))
        for candidate in event.get("candidates") or ():
            self._reason = candidate.get("finishReason") or self._reason
            for part in (candidate.get("content") or {}).get("parts") or ():
                if call := part.get("functionCall"):
                    self._called(call, part.get("thoughtSignature"))
                elif (text := part.get("text")) and not part.get("thought"):
                    yield TextDelta(str(text))

    def end(self) -> Iterator[Part]:
        """The calls, what it took, and why it ended."""
        if self._reason is None:
            raise ModelError("interrupted")
        if self._reason.startswith(BROKEN):
            raise ModelError("malformed")
        yield from map(CallPart, self._calls)
        yield self._used
        yield Stop("tool_calls" if self._calls else REASONS.get(self._reason, "filtered"))

    def _called(self, call: Json, signature: str | None) -> None:
        args = call.get("args") or {}
        made = ToolCall(call.get("id") or new_id(), str(call.get("name") or ""), args if isinstance(args, dict) else {})
        if signature:
            self._signatures.keep(made.id, signature)
        self._calls.append(made)
