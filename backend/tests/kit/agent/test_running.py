"""Streams of turns: readers of any speed see every event once."""

import asyncio
from uuid import uuid4

from app.kit.agent.running import Running, Stream


async def test_slow_and_late_readers_miss_nothing() -> None:
    running, id = Running(), uuid4()

    async def work(stream: Stream) -> None:
        for n in range(50):
            await stream.push("delta", {"text": str(n)})
            await asyncio.sleep(0)
        await stream.push("complete", {})

    stream = running.start(id, work)

    async def read(after: int, pause: float) -> list[int]:
        seen = []
        async for event in stream.follow(after):
            seen.append(event.seq)
            await asyncio.sleep(pause)
        return seen

    got = await asyncio.gather(read(0, 0), read(0, 0.001), read(20, 0.002), read(51, 0))
    assert got == [list(range(1, 52)), list(range(1, 52)), list(range(21, 52)), []]
    assert running.find(id) is None


async def test_stop_reaches_only_turns_of_this_process() -> None:
    running, id = Running(), uuid4()

    async def work(stream: Stream) -> None:
        await asyncio.sleep(60)

    stream = running.start(id, work)
    await asyncio.sleep(0)
    assert running.stop(id) and stream.stopped
    assert not running.stop(uuid4())
    await asyncio.sleep(0.01)
    assert running.find(id) is None
