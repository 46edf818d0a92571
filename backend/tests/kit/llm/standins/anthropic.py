"""Anthropic's Messages API (docs.anthropic.com/en/api/messages-streaming)."""

import json
from typing import Any

from tests.kit.llm.standins.server import LEAK, Answer, pieces

BASE, KIND = "", "text/event-stream"
GARBAGE = b"event: content_block_delta\ndata: {broken\n\n"
HUGE = b"event: content_block_delta\ndata: " + b"x" * 1_100_000
FINISH = {"stop": "end_turn", "length": "max_tokens", "filtered": "refusal"}
KINDS = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error", 529: "overloaded_error"}
SEAL = "c2VhbGVk"


def frames(answer: Answer) -> tuple[list[bytes], list[bytes]]:
    """Blocks one after the other; usage at the beginning and at the end; pings in between."""
    message = {**_message(answer), "content": [], "stop_reason": None, "usage": {"input_tokens": answer.usage[0] - 2, "output_tokens": 1}}
    message["usage"] |= {"cache_read_input_tokens": 2, "cache_creation_input_tokens": 0}
    before, index = [_event("message_start", message=message), _event("ping")], 0
    if answer.thoughts:
        before += [
            _event("content_block_start", index=0, content_block={"type": "thinking", "thinking": "", "signature": ""}),
            _event("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": answer.thoughts}),
            _event("content_block_delta", index=0, delta={"type": "signature_delta", "signature": SEAL}),
            _event("content_block_stop", index=0),
        ]
        index = 1
    if answer.text:
        before.append(_event("content_block_start", index=index, content_block={"type": "text", "text": ""}))
        before += [_event("content_block_delta", index=index, delta={"type": "text_delta", "text": piece}) for piece in answer.text]
    after = [_event("content_block_stop", index=index)] if answer.text else []
    for number, (id, name, args) in enumerate(answer.calls, index + bool(answer.text)):
        after.append(_event("content_block_start", index=number, content_block={"type": "tool_use", "id": id, "name": name, "input": {}}))
        after += [
            _event("content_block_delta", index=number, delta={"type": "input_json_delta", "partial_json": piece})
            for piece in ["", *pieces(args)]
        ]
        after.append(_event("content_block_stop", index=number))
    delta = {"stop_reason": _reason(answer), "stop_sequence": None}
    after.append(_event("message_delta", delta=delta, usage={"output_tokens": answer.usage[1]}))
    return before, [*after, _event("message_stop")]


def fault(busy: bool) -> bytes:
    """An error event."""
    return _event("error", error={"type": "overloaded_error" if busy else "api_error", "message": f"sorry {LEAK}"})


def whole(answer: Answer) -> dict[str, Any]:
    """Without streaming."""
    content: list[dict[str, Any]] = [{"type": "text", "text": "".join(answer.text)}] if answer.text else []
    content += [{"type": "tool_use", "id": id, "name": name, "input": json.loads(args)} for id, name, args in answer.calls]
    return {**_message(answer), "content": content, "stop_reason": _reason(answer)}


def refusal(status: int, body: str) -> dict[str, Any]:
    """An error object."""
    kind = KINDS.get(status, "invalid_request_error" if status < 500 else "api_error")
    return {"type": "error", "error": {"type": kind, "message": body or f"refused, key {LEAK}"}, "request_id": "req_1"}


def other(path: str) -> dict[str, Any] | None:
    """One model."""
    return {"type": "model", "id": "m", "display_name": "Model M", "created_at": "2026-01-01T00:00:00Z"} if "/models/" in path else None


def streams(path: str, body: dict[str, Any]) -> bool:
    """Whether pieces were asked for."""
    return bool(body.get("stream"))


def _reason(answer: Answer) -> str:
    return "tool_use" if answer.calls else FINISH[answer.finish]


def _message(answer: Answer) -> dict[str, Any]:
    usage = {"input_tokens": answer.usage[0], "output_tokens": answer.usage[1]}
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_sequence": None, "usage": usage}


def _event(kind: str, **more: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()
