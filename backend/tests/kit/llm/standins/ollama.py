"""Ollama's chat (github.com/ollama/ollama/blob/main/docs/api.md)."""

import json
from typing import Any

from tests.kit.llm.standins.server import LEAK, Answer

BASE, KIND = "", "application/x-ndjson"
GARBAGE, HUGE = b"{broken\n", b"x" * 1_100_000
FINISH = {"stop": "stop", "length": "length", "filtered": "stop"}


def frames(answer: Answer) -> tuple[list[bytes], list[bytes]]:
    """Lines; a call comes whole."""
    before = [_line({"content": "", "thinking": answer.thoughts})] if answer.thoughts else []
    before += [_line({"content": piece}) for piece in answer.text]
    after = [_line({"content": "", "tool_calls": _calls(answer)})] if answer.calls else []
    return before, [*after, _line({"content": ""}, **_end(answer))]


def fault(busy: bool) -> bytes:
    """An error in place of a line."""
    return json.dumps({"error": f"llama runner process has terminated {LEAK}"}).encode() + b"\n"


def whole(answer: Answer) -> dict[str, Any]:
    """Without streaming."""
    return json.loads(_line({"content": "".join(answer.text), "tool_calls": _calls(answer)}, **_end(answer)))


def refusal(status: int, body: str) -> dict[str, Any]:
    """An error object."""
    return {"error": body or f"refused, key {LEAK}"}


def other(path: str) -> dict[str, Any] | None:
    """What is known of a model."""
    return {"capabilities": ["completion", "tools"], "model_info": {}} if path.endswith("/api/show") else None


def streams(path: str, body: dict[str, Any]) -> bool:
    """Unless it is not wanted."""
    return bool(body.get("stream", True))


def _calls(answer: Answer) -> list[dict[str, Any]]:
    return [{"id": id, "function": {"name": name, "arguments": json.loads(args)}} for id, name, args in answer.calls]


def _end(answer: Answer) -> dict[str, Any]:
    counts = {"prompt_eval_count": answer.usage[0], "eval_count": answer.usage[1]}
    return {"done": True, "done_reason": FINISH[answer.finish], "total_duration": 1, **counts}


def _line(message: dict[str, Any], **more: Any) -> bytes:
    head = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", **message}, "done": False}
    return json.dumps({**head, **more}).encode() + b"\n"
