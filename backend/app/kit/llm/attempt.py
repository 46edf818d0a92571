"""One call of one provider: timed, priced, counted, and noted in the trail, however it ends.

Text goes on the moment it arrives. Tool calls wait for the end: half an answer must not act.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from app.kit.core.access import ANONYMOUS, NOBODY
from app.kit.core.log import logger
from app.kit.core.spans import span
from app.kit.llm.health import Health
from app.kit.llm.meter import Books, Call, Status
from app.kit.llm.port import UNENDED, CallPart, ModelError, Part, Provider, Purpose, Request, Stop, TextDelta, Usage
from app.kit.llm.prices import Price
from app.kit.llm.size import CHARACTERS, tokens_of

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until the first part, between parts, in all. Connecting has a limit of its own where connections are made."""

    first: float = 90.0
    idle: float = 90.0
    total: float = 300.0


@dataclass(frozen=True, slots=True)
class Seat:
    """One candidate of a fallback chain: a provider with its health (circuit breakers, cooldowns) and its price."""

    provider: Provider
    health: Health = field(default_factory=Health)
    price: Price | None = None
    account: UUID = NOBODY
    """The organisation's own provider; NOBODY for one of the installation."""

    @property
    def wait(self) -> float:
        """Seconds until it may be asked; 0 now."""
        return self.health.wait(self.provider.model, time.monotonic())

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """By its price; nothing where none is known."""
        return self.price.of(input_tokens, output_tokens) if self.price else Decimal(0)


@dataclass(slots=True)
class Attempt:
    """What is known of it so far. `parts` is used once."""

    seat: Seat
    level: int
    request: Request
    purpose: Purpose
    books: Books | None
    patience: Patience
    call: Call = field(init=False)
    _used: Usage = Usage()
    _told: bool = False
    """Whether the provider counted tokens itself."""
    _characters: int = 0
    _ended: bool = False
    _began: float = 0.0

    def __post_init__(self) -> None:
        actor, tier = (self.books.actor, self.books.tier) if self.books else (ANONYMOUS, "standard")
        provider = self.seat.provider
        self.call = Call(actor, self.purpose, tier, provider.name, provider.model, self.level, self.seat.account)
        self.call.priced = self.seat.price is not None

    async def parts(self) -> AsyncGenerator[Part]:
        """The provider's parts, with one `Usage` that knows its cost before `Stop`. Raises `ModelError`, and `Spent` before it begins."""
        if self.books:
            await self.books.open(self.call, lambda: self.seat.cost(tokens_of(self.request), self.request.max_tokens))
        self.seat.health.begin(self.seat.provider.model)
        self._began = time.perf_counter()
        held: list[Part] = []
        stream = cast("AsyncGenerator[Part]", self.seat.provider.stream(self.request))
        try:
            last = asyncio.get_running_loop().time() + self.patience.total
            while (part := await self._next(stream, last)) is not None:
                if isinstance(part, TextDelta):
                    self._characters += len(part.text)
                    yield part
                elif isinstance(part, Usage):
                    self._used, self._told = self._used + part, True
                elif isinstance(part, CallPart):
                    held.append(part)
                elif isinstance(part, Stop):
                    self._end("ok")
                    for final in (*held, self._used, part):
                        yield final
                    return
            raise ModelError("interrupted")  # it ended politely, but without an end
        except BaseException as error:
            self._failed(error)
            raise
        finally:
            await stream.aclose()

    async def _next(self, stream: AsyncGenerator[Part], last: float) -> Part | None:
        """The clock runs only while the provider is waited for."""
        patience = self.patience.first if self.call.ttft_ms is None else self.patience.idle
        try:
            async with asyncio.timeout_at(min(last, asyncio.get_running_loop().time() + patience)):
                part = await anext(stream, None)
        except TimeoutError as error:
            raise ModelError("unavailable" if self.call.ttft_ms is None else "interrupted") from error
        except (ModelError, asyncio.CancelledError):
            raise
        except Exception as error:  # what a provider sends may be anything: it is its fault, and another one is asked
            log.exception("provider_broke", provider=self.call.provider, model=self.call.model)
            raise ModelError("malformed") from error
        if self.call.ttft_ms is None:
            self.call.ttft_ms = round((time.perf_counter() - self._began) * 1000)
        return part

    def _failed(self, error: BaseException) -> None:
        if self._ended:
            return
        if isinstance(error, ModelError):
            self.call.fault = error.fault
            self._end("failed" if self.call.ttft_ms is None else "cut", error)
        else:
            self._end("cancelled", trail=not isinstance(error, GeneratorExit))

    def _end(self, status: Status, error: ModelError | None = None, *, trail: bool = True) -> None:
        """Once. A stream that was merely dropped ends in a context that is not its own, and leaves no trail."""
        self._ended, seconds = True, time.perf_counter() - self._began
        self.seat.health.end(self.seat.provider.model, error, well=status == "ok")
        call = self.call
        if not self._told and (call.ttft_ms is not None or status == "cancelled"):
            self._used, call.estimated = Usage(tokens_of(self.request), self._characters // CHARACTERS + 1), True
        elif status != "ok" and call.ttft_ms is not None:
            more = max(0, self._characters // CHARACTERS - self._used.output_tokens)
            self._used, call.estimated = self._used + Usage(0, more), True
        cost = self.seat.cost(self._used.input_tokens, self._used.output_tokens)
        self._used = replace(self._used, cost=cost)
        if status != "ok" and (unended := UNENDED.get()) is not None:
            unended.append(self._used)
        call.status, call.latency_ms, call.cost = status, round(seconds * 1000), cost
        call.input_tokens, call.output_tokens = self._used.input_tokens, self._used.output_tokens
        if self.books:
            self.books.close(call)
        if trail:
            with span("attempt", f"{call.provider}/{call.model}", **_facts(call)) as here:
                pass
            here.began, here.seconds, here.error = call.began.timestamp(), seconds, call.fault


def _facts(call: Call) -> dict[str, Any]:
    """Of the trail."""
    return {
        "level": call.level, "status": call.status, "ttft_ms": call.ttft_ms, "input_tokens": call.input_tokens,
        "output_tokens": call.output_tokens, "estimated": call.estimated, "cost": str(call.cost),
    }  # fmt: skip
