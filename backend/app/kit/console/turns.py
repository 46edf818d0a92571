"""An answer of an agent as it is made, read through the same routes as by anybody: begun, followed across broken connections, stopped."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import orjson

from app.kit.console.callers import Caller, Reply
from app.kit.console.catalogue import PREFIX
from app.kit.console.ends import FAILED, Ended, refused
from app.kit.llm.sse import Lines

LAST = ("complete", "error")
TRIES = 20
"""How often a connection that broke is made again, a second apart."""
TALKS = f"{PREFIX}conversations"
SSE = {"accept": "text/event-stream"}
JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `place` is where the stream goes on behind it."""

    kind: str
    data: dict[str, Any]
    place: str


async def asked(caller: Caller, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """One JSON answer. Raises Ended for any that is not good."""
    reply = await caller.call(method, path, JSON if body is not None else {}, orjson.dumps(body) if body is not None else b"")
    return await _good(reply)


async def _good(reply: Reply) -> Any:
    raw = await reply.whole()
    try:
        data = orjson.loads(raw or b"null")
    except orjson.JSONDecodeError:
        data = {}
    if reply.status >= 400:
        raise refused(reply.status, data if isinstance(data, dict) else {})
    return data


@dataclass(slots=True)
class Turn:
    """One question and its answer."""

    caller: Caller
    talk: str
    """Id of the conversation."""
    text: str
    _key: str = field(default_factory=lambda: token_hex(16))
    """Says on every try that it is the same question, so that it is not asked twice."""
    _message: str = ""
    _place: str = ""

    async def events(self) -> AsyncIterator[Event]:
        """Everything to the last event. Raises Ended when the product refuses, or is away for good."""
        over = False
        for attempt in range(TRIES):
            try:
                async for event in _events(await self._open()):  # to the end of the stream, so that the connection is given back
                    self._place = event.place
                    self._message = event.place.partition(":")[0]
                    over = over or event.kind in LAST
                    yield event
            except Ended as end:
                if end.code != FAILED or attempt == TRIES - 1:
                    raise
            except Exception as error:  # the connection, in whatever words the transport has for it
                if attempt == TRIES - 1:
                    raise Ended(FAILED, f"The connection broke, and could not be made again: {error}") from None
            if over:
                return
            await asyncio.sleep(min(1.0, 0.2 * attempt))
        raise Ended(FAILED, "The answer did not end.")

    async def stop(self) -> None:
        """End it; what was said stays."""
        await asked(self.caller, "POST", f"{TALKS}/{self.talk}/stop")

    async def _open(self) -> Reply:
        if self._message:
            path = f"{TALKS}/{self.talk}/messages/{self._message}/events"
            reply = await self.caller.call("GET", path, {**SSE, "last-event-id": self._place}, b"")
        else:
            headers = {**SSE, **JSON, "idempotency-key": self._key}
            reply = await self.caller.call("POST", f"{TALKS}/{self.talk}/messages", headers, orjson.dumps({"content": self.text}))
        if reply.status >= 400:
            await _good(reply)
        return reply


async def _events(reply: Reply) -> AsyncIterator[Event]:
    """Server-sent events (WHATWG HTML §9.2) with their names and ids."""
    fields: dict[str, str] = {}
    async for line in _lines(reply):
        if not line and "data" in fields:
            yield Event(fields.get("event", ""), orjson.loads(fields["data"]), fields.get("id", ""))
            fields = {}
        elif line and not line.startswith(b":"):
            name, _, value = line.decode().partition(":")
            fields[name] = value.removeprefix(" ")


async def _lines(reply: Reply) -> AsyncIterator[bytes]:
    lines = Lines()
    async for chunk in reply.chunks:
        for line in lines.feed(chunk):
            yield line
    for line in lines.end():
        yield line
