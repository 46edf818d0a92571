"""Spans nest as the work does."""

import asyncio

import pytest

from app.kit.core.spans import Spans, collecting, decided, span


async def test_parallel_work_nests_where_it_was_begun() -> None:
    async def tool(name: str) -> None:
        with span("tool", name):
            await asyncio.sleep(0.01)
            decided("policy", "because", of=name)

    with collecting(Spans()) as spans, span("turn", "turn"):
        with span("model", "m"):
            await asyncio.sleep(0)
        await asyncio.gather(*(tool(f"t{n}") for n in range(5)))
    by_number = {one.number: one for one in spans.all}
    assert [one.kind for one in spans.all[:2]] == ["turn", "model"]
    for one in spans.all:
        if one.kind == "decision":
            assert by_number[one.parent].name == one.facts["of"] and one.facts["why"] == "because"
        if one.kind in ("tool", "model"):
            assert by_number[one.parent].kind == "turn"
    tools = [one for one in spans.all if one.kind == "tool"]
    assert len(tools) == 5 and max(t.began for t in tools) < min(t.began + (t.seconds or 0) for t in tools), "they ran side by side"


def test_a_failure_is_named_and_a_mark_is_set_once() -> None:
    with collecting(Spans()) as spans, pytest.raises(ValueError, match="x"), span("tool", "t") as here:
        here.mark("first")
        first = here.facts["first"]
        here.mark("first")
        assert here.facts["first"] == first
        raise ValueError("x")
    assert spans.all[0].error == "ValueError" and spans.all[0].seconds is not None


def test_nothing_is_collected_outside() -> None:
    with collecting(Spans()) as spans:
        pass
    with span("tool", "t"):
        decided("a", "b")
    assert spans.all == []
