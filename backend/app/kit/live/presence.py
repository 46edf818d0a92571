"""Who looks at the same record right now, and which field each is editing: told to everybody who follows `record:<entity>:<id>`.

Each API process writes the sockets it holds into one Redis hash per record and repeats that while they stay. What a process that died
has left behind ends by itself: the next repeat by another process takes it away and tells the others. Without Redis nobody is shown.
"""

import asyncio
import json
import re
import time
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any

from redis.exceptions import RedisError

from app.kit.core.context import Kit
from app.kit.core.log import logger
from app.kit.core.signals import channel
from app.kit.core.tasks import beside
from app.kit.core.tell import tell, topic_room
from app.kit.live.seats import Seat, Seats

log = logger(__name__)
BEAT_SECONDS = 10.0
KEPT_SECONDS = 25.0
"""How long somebody is shown whose process says nothing any more."""
FIELD = re.compile(r"[a-z][a-z0-9_]{0,59}")


class Presence:
    """The record topics of one process's sockets, in Redis for all of them."""

    def __init__(self, kit: Kit, seats: Seats) -> None:
        self.kit, self.seats = kit, seats
        self._prefix = channel(kit.settings.redis_url.get_secret_value(), "presence")

    def beating(self) -> AbstractAsyncContextManager[None]:
        """Repeat who is here, as long as the block lasts."""
        return beside(self._beat())

    async def here(self, seat: Seat, topic: str) -> None:
        """Somebody came, or went to another field."""
        if is_record(topic):
            await self._write([(seat, topic)], always=True)

    async def gone(self, seat: Seat, topics: Iterable[str]) -> None:
        """Somebody left these records."""
        for topic in filter(is_record, topics):
            seat.editing.pop(topic, None)
            try:
                pipe = self.kit.redis.pipeline(transaction=True)
                pipe.hdel(self._key(seat, topic), seat.sid)
                self._read(pipe, seat, topic)
                answers = await pipe.execute()
                self._tell(seat, topic, answers[-2], answers[-1])
            except (RedisError, OSError) as error:
                log.warning("presence_not_told", error=type(error).__name__)

    async def edits(self, seat: Seat, topic: str, field: Any) -> bool:
        """Somebody goes into a field (None: out of it); False when the topic is not followed or this is no field's name."""
        if topic not in seat.topics or not is_record(topic) or not (field is None or isinstance(field, str) and FIELD.fullmatch(field)):
            return False
        if seat.editing.get(topic) != field:
            seat.editing[topic] = field
            await self.here(seat, topic)
        return True

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._write([(s, t) for s in list(self.seats.values()) for t in list(s.topics) if is_record(t)])

    async def _write(self, sitting: list[tuple[Seat, str]], *, always: bool = False) -> None:
        """Write who is here; tell it when asked to, or when somebody has run out of time."""
        for seat, topic in sitting:
            try:
                pipe = self.kit.redis.pipeline(transaction=True)
                pipe.hset(self._key(seat, topic), seat.sid, _entry(seat, topic))
                pipe.expire(self._key(seat, topic), int(KEPT_SECONDS * 2))
                self._read(pipe, seat, topic)
                *_, found, now = await pipe.execute()
                over = [sid for sid, entry in found.items() if json.loads(entry)["until"] < time.time()]
                if over:
                    await self.kit.redis.hdel(self._key(seat, topic), *over)
                if over or always:
                    self._tell(seat, topic, found, now)
            except (RedisError, OSError) as error:
                log.warning("presence_not_told", error=type(error).__name__)

    def _read(self, pipe: Any, seat: Seat, topic: str) -> None:
        """What Redis holds after the write, and when by its own clock: an older answer that comes late is known as such."""
        pipe.hgetall(self._key(seat, topic))
        pipe.time()

    def _tell(self, seat: Seat, topic: str, found: dict[str, str], now: tuple[int, int]) -> None:
        _, entity, record = topic.split(":")
        data = {"entity_type": entity, "entity_id": record, "users": _people(found.values()), "seq": now[0] * 1_000_000 + now[1]}
        tell(self.kit, topic_room(topic, seat.actor.org_id), "presence", data)

    def _key(self, seat: Seat, topic: str) -> str:
        return f"{self._prefix}:{topic_room(topic, seat.actor.org_id)}"


def is_record(topic: str) -> bool:
    """Whether a topic is about one record."""
    return topic.startswith("record:")


def _entry(seat: Seat, topic: str) -> str:
    who = {"id": str(seat.actor.user_id), "name": seat.actor.name, "editing": seat.editing.get(topic), "until": time.time() + KEPT_SECONDS}
    return json.dumps(who)


def _people(entries: Iterable[str]) -> list[dict[str, Any]]:
    """Each person once, however many windows are open; in one of them a field may be edited."""
    people: dict[str, dict[str, Any]] = {}
    for who in sorted((json.loads(e) for e in entries), key=lambda w: (w["name"], w["id"])):
        if who["until"] >= time.time():
            person = people.setdefault(who["id"], {"id": who["id"], "name": who["name"], "editing": None})
            person["editing"] = who["editing"] or person["editing"]
    return list(people.values())
