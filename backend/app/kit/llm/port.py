"""The port every language model is reached through: plain messages in, a stream of plain parts out.

A provider turns its own protocol into these parts and nothing else; what the caller saw of a stream is never repeated.
"""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from app.kit.core.errors import AppError

Tier = Literal["small", "standard", "large"]
"""How capable a model a piece of work wants; which model that is, the organisation decides."""
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
class Image:
    """A picture for a model that can see; `media_type` such as image/png."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. A `tool` message answers the call `call_id`; an `assistant` message may carry calls, a `user` message images."""

    role: Role
    content: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""
    images: tuple[Image, ...] = ()
    pinned: bool = False
    """Never left out, however little room there is."""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model sees it: name, purpose, JSON Schema of its arguments."""

    name: str
    description: str
    parameters: dict[str, Any]
    strict: bool = False
    """Whether a call with other arguments than `parameters` describes is no call."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model."""

    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 2048
    temperature: float = 0.0
    schema: dict[str, Any] | None = None
    """JSON Schema of the answer, when the answer must be JSON: told to the provider where it can be held to it."""
    must_call: bool = False
    """The answer must call one of `tools`: told to the provider where its protocol can say so."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a call is for: metering, budgets and the trail name it."""

    agent: str = ""
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    step: int = 0
    """Which model call of the turn, from 1; 0 for what belongs to no step (a title, a test)."""
    daily_cost: Decimal | None = None
    """What this agent may cost the organisation in a day; refused before the call that would go beyond."""


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
    cost: Decimal = Decimal(0)
    """In the currency of the price table; filled in by the line, providers do not know prices."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens, self.cost + other.cost)

    def shown(self) -> dict[str, Any]:
        """JSON values; money as decimal text."""
        return {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens, "cost": str(self.cost)}


UNENDED: ContextVar[list[Usage] | None] = ContextVar("unended", default=None)
"""Where calls that did not end as they should put what they used: their stream tells nobody any more."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of the stream; without it the answer is not whole."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Served:
    """Who answers: said by the line before the first part, and again when another takes over."""

    provider: str
    model: str
    level: int
    """Place in the line; 0 is the first choice."""


Part = TextDelta | CallPart | Usage | Stop | Served


class ModelError(AppError):
    """A model that did not answer. `fault` decides what to do; `transient` whether another try may help."""

    status, title = 503, "Language model not available"
    WORDS: dict[Fault, str] = {
        "credentials": "The language model refused the configured key.",
        "refused": "The language model refused the request.",
        "busy": "The language model is busy; please try again shortly.",
        "unavailable": "The language model does not answer.",
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
    """The protocol's owner: openai, anthropic, google, ollama, local, scripted."""
    model: str
    window: int
    """Tokens of context the model takes."""
    images: bool
    """Whether it can see pictures."""

    def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer, ending in `Stop`; raises `ModelError`."""
        ...

    async def check(self) -> str:
        """A word about the model when it can be reached with this key; raises `ModelError`. Costs no tokens."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


class Line(Protocol):
    """A fallback chain: the models that may answer one organisation's work of one tier, first choice first, as one.

    Whoever calls a model calls a line: retries, fallback, circuit breakers, metering and money limits live behind it.
    """

    @property
    def empty(self) -> bool:
        """No model at all: the planner answers."""

    @property
    def name(self) -> str:
        """The first choice's provider; "offline" when empty."""

    @property
    def model(self) -> str:
        """The first choice's model; "planner" when empty."""

    @property
    def window(self) -> int:
        """Tokens that every model of the line takes."""

    @property
    def images(self) -> bool:
        """Whether the first choice can see pictures."""

    def estimate(self, input_tokens: int, output_tokens: int) -> Decimal:
        """What a call of this size may cost at most: the reserve to hold before it."""

    def stream(self, request: Request, purpose: Purpose) -> AsyncIterator[Part]:
        """The parts of one answer, ending in `Stop`, whoever gives it: no text is repeated and none is lost when one takes over from
        another. Raises `ModelError` when nobody can answer, `Spent` when a money limit does not allow the call."""


class Spent(AppError):
    """A budget does not allow the next call."""

    status, title = 429, "Budget used up"
