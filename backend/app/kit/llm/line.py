"""The models that may answer, as one: who is asked next, what is tried again, and how an answer that broke off is carried on.

A transient fault before the first part is tried again with jitter; then, and for every other fault, the next one is asked. Once text
was handed out it is never said again: the next one (or the same one, once more) gets the request with what was said so far and is
asked to go on; `splice` cuts what it repeats (docs/decisions/0024).
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import uniform
from typing import Any

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential

from app.kit.llm.attempt import Attempt, Patience, Seat
from app.kit.llm.meter import Books
from app.kit.llm.port import Fault, Message, ModelError, Part, Provider, Purpose, Request, Served, TextDelta
from app.kit.llm.splice import Diverged, Splice

TRIES = 3
SHORT = 3.0
"""Seconds that a call may wait for a provider that asks for it; for longer, the next one is asked."""
AGAIN: tuple[Fault, ...] = ("busy", "unavailable", "interrupted")
TELLING: tuple[Fault, ...] = ("busy", "unavailable", "malformed", "refused", "credentials")
"""Which of several faults is told: one that may pass before one that stays."""
GO_ON = (
    "Your answer above broke off. Go on exactly where it ends, in the middle of the word if need be: repeat nothing of it, do not begin "
    "again, do not apologise. Call tools where they are still needed."
)
UNSEEN = "\n(A picture that you can not see.)"
JITTER = wait_random_exponential(multiplier=0.2, max=2)


@dataclass(slots=True)
class Answer:
    """What was handed out so far."""

    request: Request
    pieces: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Its text."""
        return "".join(self.pieces)

    def asked(self, provider: Provider) -> Request:
        """What to ask of the next one: the request, or to go on."""
        messages = self.request.messages
        if not provider.images and any(m.images for m in messages):
            messages = tuple(replace(m, content=m.content + UNSEEN, images=()) if m.images else m for m in messages)
        if said := self.said:
            messages = (*messages, Message("assistant", said), Message("user", GO_ON))
        return replace(self.request, messages=messages)


class Chain:
    """The port `Line` over seats in order. A bare provider is a seat without a price."""

    def __init__(self, seats: Sequence[Seat | Provider] = (), books: Books | None = None, *, patience: Patience = Patience()) -> None:
        """`books`: where calls are counted, and for whom; None where nobody counts."""
        self._seats = [s if isinstance(s, Seat) else Seat(s) for s in seats]
        self._books, self._patience = books, patience

    @property
    def empty(self) -> bool:
        """No model at all."""
        return not self._seats

    @property
    def name(self) -> str:
        """As shown beside an answer."""
        return self._seats[0].provider.name if self._seats else "offline"

    @property
    def model(self) -> str:
        """The first choice's."""
        return self._seats[0].provider.model if self._seats else "planner"

    @property
    def window(self) -> int:
        """The smallest of the line: whoever takes over must be able to read everything."""
        return min((s.provider.window for s in self._seats), default=8_192)

    @property
    def images(self) -> bool:
        """Of the first choice."""
        return bool(self._seats) and self._seats[0].provider.images

    def estimate(self, input_tokens: int, output_tokens: int) -> Decimal:
        """Of the dearest that may answer."""
        return max((s.cost(input_tokens, output_tokens) for s in self._seats), default=Decimal(0))

    async def stream(self, request: Request, purpose: Purpose) -> AsyncIterator[Part]:
        """The parts of one answer, whoever gives it."""
        answer, faults = Answer(request), list[ModelError]()
        left, again = list(enumerate(self._seats)), set[int]()
        while (found := await _next(left)) is not None:
            level, seat = found
            try:
                async with aclosing(self._served(level, seat, answer, purpose)) as parts:
                    async for part in parts:
                        yield part
                return
            except ModelError as error:
                faults.append(error)
                if error.fault == "interrupted" and answer.pieces and level not in again:
                    again.add(level)
                    left.append(found)
        raise told(faults, left) if not answer.pieces else ModelError("interrupted")

    async def _served(self, level: int, seat: Seat, answer: Answer, purpose: Purpose) -> AsyncGenerator[Part]:
        """What one of them adds to the answer. Raises ModelError."""
        splice, said = Splice(answer.said), answer.pieces
        parts, first = await self._begun(level, seat, answer, purpose)
        async with aclosing(parts):
            yield Served(seat.provider.name, seat.provider.model, level)
            part: Part | None = first
            while part is not None:
                try:
                    text = splice.feed(part.text) if isinstance(part, TextDelta) else splice.rest()
                except Diverged as error:
                    await parts.athrow(ModelError("interrupted"))
                    raise ModelError("interrupted") from error  # it had ended already
                if text:
                    said.append(text)
                    yield TextDelta(text)
                if not isinstance(part, TextDelta):
                    yield part
                part = await anext(parts, None)

    async def _begun(self, level: int, seat: Seat, answer: Answer, purpose: Purpose) -> tuple[AsyncGenerator[Part], Part]:
        """Until the first part, where another try repeats nothing."""
        request = answer.asked(seat.provider)

        def again(error: BaseException) -> bool:
            return isinstance(error, ModelError) and error.fault in AGAIN and (error.retry_after or 0) <= SHORT and seat.wait <= SHORT

        async for attempt in AsyncRetrying(stop=stop_after_attempt(TRIES), wait=_pause, retry=retry_if_exception(again), reraise=True):
            with attempt:
                parts = Attempt(seat, level, request, purpose, self._books, self._patience).parts()
                return parts, await anext(parts)
        raise AssertionError("unreachable: the last attempt returns or raises")


def _pause(state: RetryCallState) -> float:
    """As long as the provider asks and a little more, so that not all come back at once; else some moments."""
    error: Any = state.outcome.exception() if state.outcome else None
    asked: int | None = error.retry_after
    return JITTER(state) if asked is None else asked * uniform(1, 1.25)


async def _next(left: list[tuple[int, Seat]]) -> tuple[int, Seat] | None:
    """Takes the first that may be asked now, or soon; None when all others rest for longer."""
    if not left:
        return None
    found = min(left, key=lambda one: one[1].wait)  # of those that are free, the first in order
    if (seconds := found[1].wait) > SHORT:
        return None
    left.remove(found)
    if seconds:
        await asyncio.sleep(seconds)
    return found


def told(faults: Sequence[ModelError], resting: Sequence[tuple[int, Seat]]) -> ModelError:
    """The one fault to tell when nobody could answer."""
    states = [seat.health.state() for _, seat in resting]
    kinds: dict[str, Fault] = {"resting": "busy", "failing": "unavailable", "refused": "credentials"}
    found = [*faults, *(ModelError(kinds[state], retry_after=seconds or None) for state, seconds in states if state in kinds)]
    rank = {fault: n for n, fault in enumerate(TELLING)}
    return min(found, key=lambda error: rank.get(error.fault, 1), default=ModelError("unavailable"))
