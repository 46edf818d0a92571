"""Once a second: sockets to look at again, readers that are too slow, connections that never signed in."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from app.kit.core.log import logger
from app.kit.core.tasks import beside
from app.kit.live.seats import Seat, Seats

log = logger(__name__)
TICK_SECONDS = 1.0
MAX_WAITING = 1000
"""Messages that may wait for one client; who has more of them twice in a row is dropped and connects anew."""
SIGN_IN_TICKS = 15


def watch(server: Any, seats: Seats, look_again: Callable[[Seat], Awaitable[None]]) -> AbstractAsyncContextManager[None]:
    """Keep watch as long as the block lasts."""
    return beside(_watch(server, seats, look_again))


async def _watch(server: Any, seats: Seats, look_again: Callable[[Seat], Awaitable[None]]) -> None:
    slow: set[str] = set()
    strangers: dict[str, int] = {}
    while True:
        await asyncio.sleep(TICK_SECONDS)
        try:
            slow = await _drop_slow(server, slow)
            strangers = await _drop_strangers(server, seats, strangers)
            for seat in seats.due():
                await look_again(seat)
        except Exception:
            log.exception("watch_failed")


async def _drop_slow(server: Any, before: set[str]) -> set[str]:
    """Connections with too much waiting; those that had it a tick ago as well are cut."""
    found = {sid: c for sid, c in server.eio.sockets.items() if c.queue.qsize() > MAX_WAITING}
    for sid in before & set(found):
        log.warning("socket_too_slow", waiting=found[sid].queue.qsize())
        await _drop(server, found.pop(sid))
    return set(found)


async def _drop_strangers(server: Any, seats: Seats, before: dict[str, int]) -> dict[str, int]:
    """Connections without a seat, with the number of ticks they have been so; those over the limit are closed."""
    seated = {server.manager.eio_sid_from_sid(sid, "/") for sid in seats}
    found = {eio: before.get(eio, 0) + 1 for eio in list(server.eio.sockets) if eio not in seated}
    for eio, ticks in found.items():
        if ticks > SIGN_IN_TICKS and eio in server.eio.sockets:
            await _drop(server, server.eio.sockets[eio])
    return found


async def _drop(server: Any, connection: Any) -> None:
    """Cut it: what still waits for it is thrown away."""
    while not connection.queue.empty():
        connection.queue.get_nowait()
        connection.queue.task_done()
    connection.queue.put_nowait(None)  # the writer ends and closes the transport
    await connection.close(wait=False, abort=True)
    server.eio.sockets.pop(connection.sid, None)
