"""The port every language model is reached through: a `Request` of plain messages in, a stream of plain `Part`s out.

Two protocols share it. A `Provider` is one model behind one vendor's protocol (`providers/`). A `Line` is what callers hold: the
models that may answer an organisation, in order, as if they were one (`router.py` makes it, `line.py` is it).

A whole answer of a line is, in this order: `Served` (once more when another model takes over), `TextDelta`s, `CallPart`s, one `Usage`,
one `Stop`. Of a provider calls and usage may come anywhere before `Stop`. A stream that raises, or ends without `Stop`, is not whole:
its calls must not be made. What was once handed out is never repeated.
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
"""Why an answer ended: the model was done · it wants tools called · `max_tokens` was reached · the provider's filter cut it."""
Fault = Literal["credentials", "refused", "busy", "unavailable", "interrupted", "malformed"]
"""Why there is no answer, in the terms of HTTP: the key or its account (401, 402, 403) · the request (other 4xx) · a rate limit or
overload (429, Anthropic's 529) · no connection, no word in time, 408 or 5xx · the stream broke after its first part · bytes that are not
of the protocol."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model wants called."""

    id: str
    """The provider's, or made for it where the protocol has none; the result names it as `Message.call_id`."""
    name: str
    args: dict[str, Any] = field(default_factory=dict)
    """Decoded JSON; not yet held to the tool's schema."""
    error: str = ""
    """Why the arguments could not be read, in words for the model; `args` is then empty and nothing is called."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for a model that can see."""

    media_type: str
    """Of RFC 6838, such as `image/png`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation as the model is given it."""

    role: Role
    content: str
    """Plain text; of a `tool` message the call's result, as JSON text."""
    calls: tuple[ToolCall, ...] = ()
    """Of an `assistant` message: each is answered by a `tool` message behind it."""
    call_id: str = ""
    """Of a `tool` message: the call that it answers."""
    images: tuple[Image, ...] = ()
    """Of a `user` message."""
    pinned: bool = False
    """Never left out when the window is short (kit/agent/window.py)."""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as a model sees it."""

    name: str
    description: str
    """What it does and when to use it: by this the model chooses."""
    parameters: dict[str, Any]
    """JSON Schema (2020-12) of the arguments, an object."""
    strict: bool = False
    """Whether a call with other arguments than `parameters` describes is no call."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model. It holds all that the model is told: nothing is remembered between calls."""

    messages: tuple[Message, ...]
    """Oldest first, within the model's window; a provider moves system messages to where its protocol wants them."""
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 2048
    """Most tokens of the answer; it then ends with the reason `length`."""
    temperature: float = 0.0
    """From 0 (the likeliest words) to 2; left out where a model takes none."""
    schema: dict[str, Any] | None = None
    """JSON Schema of the answer, when the answer must be JSON: told to the provider where it can be held to it."""
    must_call: bool = False
    """The answer must call one of `tools`: told to the provider where its protocol can say so."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a call is for: metering, budgets and the trail name it. It never reaches the provider."""

    agent: str = ""
    """The agent's name; empty where none asks (a title, a test of a provider)."""
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    """The answer that it works on."""
    step: int = 0
    """Which model call of the turn, from 1; 0 for what belongs to no step (a title, a test)."""
    daily_cost: Decimal | None = None
    """What this agent may cost the organisation in a day (UTC), in the currency of the price table; `Spent` is raised before the call
    that could go beyond."""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer's text, passed on the moment it arrives; a piece may end within a word."""

    text: str


@dataclass(frozen=True, slots=True)
class CallPart:
    """A tool call, complete: a provider joins the fragments of its protocol. A line hands it out once the whole answer has come."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the provider counts them; several of one stream add up."""

    input_tokens: int = 0
    """Those read, cached ones included."""
    output_tokens: int = 0
    """Those written, thoughts and tool calls included."""
    cost: Decimal = Decimal(0)
    """Exact, in the currency of the price table; filled in by the line, providers do not know prices."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens, self.cost + other.cost)

    def shown(self) -> dict[str, Any]:
        """JSON values; money as decimal text."""
        return {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens, "cost": str(self.cost)}


UNENDED: ContextVar[list[Usage] | None] = ContextVar("unended", default=None)
"""Where calls that failed or were cancelled put what they used: it was paid for, and their stream tells nobody any more."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The last part of a whole answer; without it the answer is not whole."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Served:
    """Who answers: said by a line before the first part, and again when another model takes over."""

    provider: str
    """As `Provider.name`."""
    model: str
    level: int
    """Place in the line, the fallback level; 0 is the first choice."""


Part = TextDelta | CallPart | Usage | Stop | Served


class ModelError(AppError):
    """There is no whole answer. Its words are for people and quote nothing that a provider said.

    `fault` decides what is done; `transient` says whether the same provider may be asked again; `retry_after` (seconds) when, where it
    said so.
    """

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


class Spent(AppError):
    """A budget (steps, tokens, money, depth) does not allow what comes next; raised before it begins, so nothing was taken."""

    status, title = 429, "Budget used up"


class Provider(Protocol):
    """One model behind one vendor's protocol. It is shared by all conversations and keeps connections, never content.

    A new one is a file in `providers/` and an entry in `providers/make.py`; it neither retries nor counts: the line does.
    """

    name: str
    """Whose protocol it speaks: openai, anthropic, google, ollama, compatible, local, scripted. Prices are looked up by it."""
    model: str
    """The vendor's name of the model."""
    window: int
    """Tokens of context that the model takes, its answer included."""
    images: bool
    """Whether it can see pictures; one that can not is given none."""

    def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer as they come, ending in `Stop`. Closing the iterator early ends the request at the provider.

        Raises `ModelError`: once a part was given `interrupted` or `malformed`, before that any other.
        """
        ...

    async def check(self) -> str:
        """Whether the model can be reached with this key: a word about it, such as its name. Takes no tokens. Raises `ModelError`."""
        ...

    async def aclose(self) -> None:
        """Let go of connections and of a process of its own; the provider is not used again."""
        ...


class Line(Protocol):
    """A fallback chain: the models that may answer one organisation's work of one tier, first choice first, as one.

    Whoever calls a model calls a line: retries, fallback, circuit breakers, metering and money limits live behind it. `Models.line` makes
    it for one caller and one piece of work.
    """

    @property
    def empty(self) -> bool:
        """No model at all: the planner answers, and `stream` raises `ModelError`."""

    @property
    def name(self) -> str:
        """The first choice's provider; "offline" when empty."""

    @property
    def model(self) -> str:
        """The first choice's model; "planner" when empty."""

    @property
    def window(self) -> int:
        """Tokens that every model of the line takes, the answer included: whoever takes over can read the whole request."""

    @property
    def images(self) -> bool:
        """Whether the first choice can see pictures; one that takes over and can not is told that there were some."""

    def estimate(self, input_tokens: int, output_tokens: int) -> Decimal:
        """The most that one call of this size may cost, by the dearest of the line, in the currency of the price table: the reserve to
        hold before it. 0 where no price is known."""

    def stream(self, request: Request, purpose: Purpose) -> AsyncIterator[Part]:
        """The parts of one answer, ending in `Stop`, whoever gives it: no text is repeated and none is lost when one takes over from
        another. Raises `ModelError` when nobody can answer, `Spent` before the call when a money limit does not allow it."""
