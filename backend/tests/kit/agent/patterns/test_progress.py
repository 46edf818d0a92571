"""Progress: one number that never goes back, whoever listens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.agent.patterns.progress import Stages


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-1, 2)), max_size=30))
async def test_it_never_goes_back_and_ends_at_one(news: list[tuple[str, float]]) -> None:
    heard: list[float] = []

    async def hear(done: float, stage: str, message: str) -> None:
        heard.append(done)

    work = Stages({"a": 1, "b": 2, "c": 5}, hear)
    for stage, part in news:
        await work.at(stage, part)
    assert heard == sorted(heard) and all(0 <= done <= 1 for done in heard)
    for stage in "abc":
        await work.end(stage)
    assert work.done == pytest.approx(1.0)


async def test_stages_weigh_what_they_take() -> None:
    work = Stages({"read": 1, "write": 3})
    await work.end("read")
    assert work.done == 0.25
    await work.at("write", 0.5)
    assert work.done == 0.625


async def test_a_listener_that_fails_harms_nobody() -> None:
    heard = []

    async def broken(done: float, stage: str, message: str) -> None:
        raise OSError("the browser is gone")

    async def other(done: float, stage: str, message: str) -> None:
        heard.append((done, stage, message))

    await Stages({"a": 1}, broken, other).end("a", "ready")
    assert heard == [(1.0, "a", "ready")]


async def test_stages_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        Stages({"a": 0})
    with pytest.raises(ValueError, match="no stage called b"):
        await Stages({"a": 1}).at("b", 1)
