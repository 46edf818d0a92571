"""What an agent said, in OpenAI's shapes: a completion, its chunks, and errors.

Beside them stands `groundwork`, which other clients ignore: who answered, the tools that ran here, records that the answer rests on, and
writes that wait for a person.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from typing import Any

import orjson

from app.kit.agent.proposals import ApprovalOut
from app.kit.agent.turn import Outcome
from app.kit.llm.port import ToolCall, Usage
from app.kit.web.problems import Fault

CODES = {401: "invalid_api_key", 403: "permission_denied", 404: "model_not_found", 429: "rate_limit_exceeded", 503: "service_unavailable"}
Json = dict[str, Any]


@dataclass(slots=True)
class Reply:
    """One answer on its way out; `waiting` are the writes that were proposed meanwhile."""

    model: str
    waiting: Sequence[ApprovalOut] = ()
    id: str = field(default_factory=lambda: f"chatcmpl-{token_hex(16)}")
    created: int = field(default_factory=lambda: int(time.time()))
    with_usage: bool = False
    """Whether a stream tells its usage: then each chunk has the field, and only the last a value."""

    def whole(self, outcome: Outcome, text: str) -> bytes:
        """`chat.completion`."""
        message: Json = {"role": "assistant", "content": text or None, "refusal": None}
        if outcome.handed:
            message["tool_calls"] = _calls(outcome.handed)
        choice = {"index": 0, "message": message, "finish_reason": _reason(outcome), "logprobs": None}
        body = self._head("chat.completion") | {"choices": [choice], "usage": _usage(outcome.usage), "groundwork": self._more(outcome)}
        return orjson.dumps(body, default=str)

    def begin(self) -> "Chunk":
        """The first chunk of a stream."""
        return self._chunk({"role": "assistant", "content": ""})

    def piece(self, text: str) -> "Chunk":
        """The next words."""
        return self._chunk({"content": text})

    def end(self, outcome: Outcome) -> "list[Chunk]":
        """Calls for the client, the reason, and usage where it was asked for."""
        made = []
        if outcome.handed:
            made.append(self._chunk({"tool_calls": [{"index": at, **call} for at, call in enumerate(_calls(outcome.handed))]}))
        made.append(self._chunk({}, _reason(outcome), {"groundwork": self._more(outcome)}))
        if self.with_usage:
            made.append(Chunk(self._head("chat.completion.chunk") | {"choices": [], "usage": _usage(outcome.usage)}))
        return made

    def _chunk(self, delta: Json, reason: str | None = None, more: Json | None = None) -> "Chunk":
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        usage = {"usage": None} if self.with_usage else {}
        return Chunk(self._head("chat.completion.chunk") | {"choices": [choice]} | usage | (more or {}))

    def _head(self, kind: str) -> Json:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}

    def _more(self, outcome: Outcome) -> Json:
        return {
            "agent": outcome.agent or self.model, "kind": outcome.kind, "provider": outcome.provider, "level": outcome.fallback_level,
            "choices": list(outcome.choices), "citations": [asdict(c) for c in outcome.citations],
            "tool_calls": [{"name": c.name, "args": c.args, "status": c.status, "summary": c.summary} for c in outcome.calls],
            "approvals": [{"id": a.id, "conversation_id": a.conversation_id, "summary": a.summary} for a in self.waiting],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chunk:
    """One event of a stream; OpenAI's have no name and no id."""

    data: Json

    def encode(self) -> bytes:
        """As bytes of the stream."""
        return b"data: %s\n\n" % orjson.dumps(self.data, default=str)


class Done:
    """The end of a stream."""

    def encode(self) -> bytes:
        """As bytes of the stream."""
        return b"data: [DONE]\n\n"


def error_body(fault: Fault) -> Json:
    """An error as OpenAI's clients read it: https://platform.openai.com/docs/guides/error-codes"""
    fields = "; ".join(f"{'.'.join(map(str, e.loc[1:] or e.loc))}: {e.msg}" for e in fault.errors[:10])
    param = str(fault.errors[0].loc[1]) if fault.errors and len(fault.errors[0].loc) > 1 else None
    kind = "server_error" if fault.status >= 500 else "rate_limit_error" if fault.status == 429 else "invalid_request_error"
    code = CODES.get(fault.status)
    message = fields if fault.status == 422 and fields else fault.detail
    return {"error": {"message": message, "type": kind, "param": "model" if fault.status == 404 else param, "code": code}}


def _reason(outcome: Outcome) -> str:
    if outcome.handed:
        return "tool_calls"
    return {"length": "length", "filtered": "content_filter"}.get(outcome.ended, "stop")


def _calls(handed: Sequence[ToolCall]) -> list[Json]:
    return [{"id": c.id, "type": "function", "function": {"name": c.name, "arguments": orjson.dumps(c.args).decode()}} for c in handed]


def _usage(used: Usage) -> Json:
    total = used.input_tokens + used.output_tokens
    return {"prompt_tokens": used.input_tokens, "completion_tokens": used.output_tokens, "total_tokens": total}
