"""Google's Gemini API (ai.google.dev/api/generate-content)."""

import json
from typing import Any

from tests.kit.llm.standins.server import LEAK, Answer

BASE, KIND = "/v1beta", "text/event-stream"
GARBAGE, HUGE = b"data: {broken\r\n\r\n", b"data: " + b"x" * 1_100_000
FINISH = {"stop": "STOP", "length": "MAX_TOKENS", "filtered": "SAFETY"}
STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
SEAL = "c2VhbGVk"


def frames(answer: Answer) -> tuple[list[bytes], list[bytes]]:
    """Responses; a call comes whole, usage grows with each."""
    thought = [{"text": answer.thoughts, "thought": True}] if answer.thoughts else []
    before = [_response(answer, [part], written=0) for part in thought]
    before += [_response(answer, [{"text": piece}], written=n + 1) for n, piece in enumerate(answer.text)]
    parts = [{"functionCall": {"id": id, "name": name, "args": json.loads(args)}} for id, name, args in answer.calls]
    if parts and thought:
        parts[0]["thoughtSignature"] = SEAL
    return before, [_response(answer, parts or [{"text": ""}], answer.usage[1], FINISH[answer.finish])]


def fault(busy: bool) -> bytes:
    """An error in place of a response."""
    code, status = (429, "RESOURCE_EXHAUSTED") if busy else (500, "INTERNAL")
    return _sse({"error": {"code": code, "message": f"sorry {LEAK}", "status": status}})


def whole(answer: Answer) -> dict[str, Any]:
    """Without streaming."""
    parts: list[dict[str, Any]] = [{"text": "".join(answer.text)}] if answer.text else []
    parts += [{"functionCall": {"id": id, "name": name, "args": json.loads(args)}} for id, name, args in answer.calls]
    return _body(answer, parts, answer.usage[1], FINISH[answer.finish])


def refusal(status: int, body: str) -> dict[str, Any]:
    """A google.rpc.Status."""
    error: dict[str, Any] = {"code": status, "message": body or f"refused, key {LEAK}", "status": STATUSES.get(status, "INTERNAL")}
    if status == 429:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.07s"}]
    return {"error": error}


def other(path: str) -> dict[str, Any] | None:
    """One model."""
    return {"name": "models/m", "displayName": "Model M", "inputTokenLimit": 1000} if path.endswith("/models/m") else None


def streams(path: str, body: dict[str, Any]) -> bool:
    """Whether pieces were asked for."""
    return ":streamGenerateContent" in path and "alt=sse" in path


def _body(answer: Answer, parts: list[dict[str, Any]], written: int, finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    usage = {"promptTokenCount": answer.usage[0], "candidatesTokenCount": written, "totalTokenCount": answer.usage[0] + written}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "m", "responseId": "r1"}


def _response(answer: Answer, parts: list[dict[str, Any]], written: int, finish: str | None = None) -> bytes:
    return _sse(_body(answer, parts, written, finish))


def _sse(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event)}\r\n\r\n".encode()
