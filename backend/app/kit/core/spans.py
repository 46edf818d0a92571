"""What a piece of work was made of: spans in a tree, collected in memory while it runs, kept by whoever opened it.

A span is a stretch of time with a kind, a name and facts (JSON values). Nesting follows the code, also over tasks that run side by
side, so that no caller passes a parent. Outside `collecting` nothing is collected and a span costs next to nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["turn", "agent", "model", "attempt", "tool", "decision"]


@dataclass(slots=True)
class Span:
    """One stretch of work. `began` is Unix time in seconds; `seconds` is None while it runs."""

    number: int
    """Counts from 1 within the collection."""
    parent: int
    """The number of the span around it; 0 at the top."""
    kind: Kind
    name: str
    began: float
    seconds: float | None = None
    error: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def note(self, **facts: Any) -> None:
        """Add facts: JSON values or text of any length."""
        self.facts |= facts

    def mark(self, name: str) -> None:
        """Note how long after its beginning (seconds) something came, the first time it comes."""
        if name not in self.facts:
            self.facts[name] = round(time.time() - self.began, 6)


@dataclass(slots=True)
class Spans:
    """All spans of one piece of work, in the order in which they began."""

    all: list[Span] = field(default_factory=list)


_here: ContextVar[tuple[Spans, int] | None] = ContextVar("spans", default=None)


@contextmanager
def collecting(spans: Spans) -> Iterator[Spans]:
    """Everything inside goes into `spans`."""
    token = _here.set((spans, 0))
    try:
        yield spans
    finally:
        _here.reset(token)


@contextmanager
def span(kind: Kind, name: str, **facts: Any) -> Iterator[Span]:
    """A stretch of work inside the one that is open here; an exception that leaves it is named and goes on."""
    where = _here.get()
    if where is None:
        yield Span(0, 0, kind, name, 0.0)
        return
    spans, parent = where
    one = Span(len(spans.all) + 1, parent, kind, name, time.time(), facts=facts)
    spans.all.append(one)
    token, began = _here.set((spans, one.number)), time.perf_counter()
    try:
        yield one
    except BaseException as error:
        one.error = type(error).__name__
        raise
    finally:
        one.seconds = time.perf_counter() - began
        _here.reset(token)


def decided(name: str, why: str, **facts: Any) -> None:
    """A choice that was made here, and why, in words for the person who looks at the trail later."""
    with span("decision", name, why=why, **facts):
        pass
