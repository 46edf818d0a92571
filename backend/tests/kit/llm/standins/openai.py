"""OpenAI's chat completions (platform.openai.com/docs/api-reference/chat)."""

import json
from typing import Any

from tests.kit.llm.standins.server import LEAK, Answer, pieces

BASE, KIND = "/v1", "text/event-stream"
GARBAGE, HUGE = b"data: {broken\n\n", b"data: " + b"x" * 1_100_000
FINISH = {"stop": "stop", "length": "length", "filtered": "content_filter"}
MODELS = {"object": "list", "data": [{"id": "m", "object": "model", "created": 1, "owned_by": "me"}]}


def frames(answer: Answer) -> tuple[list[bytes], list[bytes]]:
    """Chunks; usage comes in one of its own behind the last choice."""
    before = [_chunk({"role": "assistant", "content": ""}), *(_chunk({"content": piece}) for piece in answer.text)]
    after = [
        _chunk({"tool_calls": [{"index": i, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}]})
        for i, (id, name, _) in enumerate(answer.calls)
    ]
    fragments = [[(i, piece) for piece in pieces(args)] for i, (_, _, args) in enumerate(answer.calls)]
    for turn in range(max(map(len, fragments), default=0)):  # calls side by side, as real endpoints do
        after += [
            _chunk({"tool_calls": [{"index": one[turn][0], "function": {"arguments": one[turn][1]}}]})
            for one in fragments
            if turn < len(one)
        ]
    after.append(_chunk({}, "tool_calls" if answer.calls else FINISH[answer.finish]))
    after.append(_sse({**_head("chat.completion.chunk"), "choices": [], "usage": _usage(answer)}))
    return before, [*after, b"data: [DONE]\n\n"]


def fault(busy: bool) -> bytes:
    """An error in place of a chunk."""
    kind = "rate_limit_exceeded" if busy else "server_error"
    return _sse({"error": {"message": f"no more {LEAK}", "type": kind, "code": kind}})


def whole(answer: Answer) -> dict[str, Any]:
    """Without streaming."""
    calls = [{"id": id, "type": "function", "function": {"name": name, "arguments": args}} for id, name, args in answer.calls]
    message = {"role": "assistant", "content": "".join(answer.text)} | ({"tool_calls": calls} if calls else {})
    reason = "tool_calls" if calls else FINISH[answer.finish]
    choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
    return {**_head("chat.completion"), "choices": [choice], "usage": _usage(answer)}


def refusal(status: int, body: str) -> dict[str, Any]:
    """An error object."""
    return {"error": {"message": body or f"refused, key {LEAK}", "type": "some_error", "param": None, "code": None}}


def other(path: str) -> dict[str, Any] | None:
    """The list of models."""
    return MODELS if path.endswith("/models") else None


def streams(path: str, body: dict[str, Any]) -> bool:
    """Whether pieces were asked for."""
    return bool(body.get("stream"))


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "m"}


def _usage(answer: Answer) -> dict[str, int]:
    return {"prompt_tokens": answer.usage[0], "completion_tokens": answer.usage[1], "total_tokens": sum(answer.usage)}


def _chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
    return _sse({**_head("chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _sse(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()
