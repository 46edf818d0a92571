"""Many small writes in few transactions, in order, and one bad item harms nobody else."""

import asyncio
from collections.abc import Sequence

import pytest

from app.kit.core.together import Together


async def test_those_who_come_meanwhile_share_the_next_write() -> None:
    written: list[list[int]] = []

    async def write(items: Sequence[int]) -> None:
        await asyncio.sleep(0.01)
        written.append(list(items))

    together = Together(write)
    await asyncio.gather(*(together.add([n]) for n in range(20)))
    await together.add([20])
    assert [n for one in written for n in one] == list(range(21))
    assert len(written) <= 3


async def test_what_cannot_be_written_fails_alone() -> None:
    written: list[int] = []

    async def write(items: Sequence[int]) -> None:
        await asyncio.sleep(0)
        if 3 in items:
            raise ValueError("three")
        written.extend(items)

    together = Together(write)
    ends = await asyncio.gather(*(together.add([n]) for n in range(6)), return_exceptions=True)
    assert sorted(written) == [0, 1, 2, 4, 5]
    assert [type(end) for end in ends].count(ValueError) == 1
    with pytest.raises(ValueError, match="three"):
        await together.add([3])
