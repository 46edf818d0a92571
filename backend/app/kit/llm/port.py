"""The port every language model is reached through: plain messages in, a stream of plain parts out.

A provider turns its own protocol into these parts and nothing else; what the caller saw of a stream is never repeated.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from app.kit.core.errors import AppError

Role = Literal["system", "user", "assistant", "tool"]
Reason = Literal["stop", "tool_calls", "length", "filtered"]
Fault = Literal["credentials", "refused", "busy", "unavailable", "interrupted", "malformed"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model wants called. `error` says why its arguments could not be read; `args` is then empty."""

    id: str
    name: str
    args: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. A `tool` message answers the call `call_id`; an `assistant` message may carry calls."""

    role: Role
    content: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model sees it: name, purpose, JSON Schema of its arguments."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model."""

    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 2048
    temperature: float = 0.0


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class CallPart:
    """A tool call, complete (fragments are joined by the provider)."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the provider counts them."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of the stream; without it the answer is not whole."""

    reason: Reason


Part = TextDelta | CallPart | Usage | Stop


class ModelError(AppError):
    """A model that did not answer. `fault` decides what to do; `transient` whether another try may help."""

    status, title = 503, "Language model not available"
    WORDS: dict[Fault, str] = {
        "credentials": "The language model refused the configured key.",
        "refused": "The language model refused the request.",
        "busy": "The language model is busy; please try again shortly.",
        "unavailable": "The language model cannot be reached.",
        "interrupted": "The language model broke off in the middle of its answer.",
        "malformed": "The language model sent something that is not in its protocol.",
    }

    def __init__(self, fault: Fault, *, retry_after: int | None = None) -> None:
        super().__init__(self.WORDS[fault], retry_after=retry_after)
        self.fault: Fault = fault
        self.transient = fault in ("busy", "unavailable")


class Provider(Protocol):
    """One way to reach a model."""

    name: str
    model: str

    def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer, ending in `Stop`; raises `ModelError`."""
        ...

    async def check(self) -> str:
        """A word about the model when it can be reached with this key; raises `ModelError`. Costs no tokens."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...
