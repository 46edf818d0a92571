"""The Socket.IO server of an API process: authenticated sockets, checked topics, bounded buffers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import socketio  # type: ignore[import-untyped]
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.kit.core.access import Actor, Authenticator
from app.kit.core.context import Kit
from app.kit.core.log import logger
from app.kit.core.signals import Signals
from app.kit.core.tell import org_room, topic_room, user_room
from app.kit.live.manager import Manager
from app.kit.live.presence import Presence
from app.kit.live.seats import Seat, Seats
from app.kit.live.topics import may_follow
from app.kit.live.voice import speak
from app.kit.live.watch import watch

log = logger(__name__)
PERSONAL = "notifications:read"
"""What an API key needs to hear what is meant for its person."""
MAX_MESSAGE_BYTES = 64 * 1024
MAX_TOPICS = 100
MAX_NAME = 120
NOT_SIGNED_IN = "Not signed in: send a valid access token as auth.token."
NOT_NOW = "Not available now: try again in a few seconds."


def with_live(kit: Kit, app: FastAPI) -> ASGIApp:
    """The application with `/socket.io` in front of it, telling its sockets what happens as long as it runs."""
    manager = Manager(kit.settings.redis_url.get_secret_value())
    speak(kit, manager)
    live = Live(kit, manager)
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[Any]:
        async with inner(application) as state, kit.use(Signals).listening(), live.watched():
            manager.listen()
            yield state

    app.router.lifespan_context = lifespan
    made: ASGIApp = socketio.ASGIApp(live.server, other_asgi_app=app, socketio_path="socket.io")
    return made


class Live:
    """Handlers of one process's sockets."""

    def __init__(self, kit: Kit, manager: Manager) -> None:
        self.kit, self.seats = kit, Seats()
        self.presence = Presence(kit, self.seats)
        self.server: Any = socketio.AsyncServer(
            async_mode="asgi", client_manager=manager, async_handlers=False, namespaces=["/"], max_http_buffer_size=MAX_MESSAGE_BYTES,
            cors_allowed_origins=self._known_origin, ping_interval=20, ping_timeout=20,
        )  # fmt: skip
        for name, handler in (("connect", self.connect), ("disconnect", self.disconnect), ("subscribe", self.subscribe),
                              ("unsubscribe", self.unsubscribe), ("presence", self.editing),
                              ("authenticate", self.authenticate), ("*", self.other)):  # fmt: skip
            self.server.on(name, handler)
        kit.use(Signals).on("sessions", self.sessions_ended)
        kit.use(Signals).on("rights", self.rights_changed)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look after the sockets and repeat who is where, as long as the block lasts."""
        async with watch(self.server, self.seats, self.look_again), self.presence.beating():
            yield

    def _known_origin(self, origin: str | None, environ: dict[str, Any]) -> bool:
        """Our own pages (same host, which must be one of ours) and those in CORS_ORIGINS."""
        if origin is None or origin in self.kit.settings.origins:
            return True
        host = urlsplit(origin).netloc
        return host == environ.get("HTTP_HOST") and urlsplit(origin).hostname in self.kit.settings.hosts

    async def connect(self, sid: str, _environ: dict[str, Any], auth: Any = None) -> None:
        """Seat a client that sent a valid token in its auth payload; refuse any other with `connect_error`."""
        token = auth.get("token") if isinstance(auth, dict) else None
        try:
            actor = await self._actor(token)
        except Exception as error:  # without an answer the client would wait for ever
            log.warning("socket_not_checked", error=type(error).__name__)
            raise socketio.exceptions.ConnectionRefusedError(NOT_NOW) from None
        if actor is None:
            raise socketio.exceptions.ConnectionRefusedError(NOT_SIGNED_IN)
        self.seats[sid] = Seat(sid, str(token), actor)
        for room in _own_rooms(actor):
            await self.server.enter_room(sid, room)

    async def disconnect(self, sid: str, _reason: str = "") -> None:
        """Forget the seat."""
        if (seat := self.seats.pop(sid, None)) is not None:
            await self.presence.gone(seat, seat.topics)

    async def subscribe(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Follow a topic, if it may be followed."""
        seat, topic = await self._asked(sid, data)
        if seat is None or topic is None:
            return _refused("Send {topic}.")
        if len(seat.topics) >= MAX_TOPICS:
            return _refused(f"At most {MAX_TOPICS} topics.")
        try:
            allowed = await may_follow(self.kit, seat.actor, topic)
        except Exception as error:
            log.warning("topic_not_checked", error=type(error).__name__)
            return _refused(NOT_NOW)
        if not allowed:
            return _refused("There is no such topic, or your role may not follow it.")
        seat.topics.add(topic)
        await self.server.enter_room(sid, topic_room(topic, seat.actor.org_id))
        await self.presence.here(seat, topic)
        return {"ok": True}

    async def unsubscribe(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Stop following a topic."""
        seat, topic = await self._asked(sid, data)
        if seat is None or topic is None:
            return _refused("Send {topic}.")
        if topic in seat.topics:
            await self._leave(seat, topic)
        return {"ok": True}

    async def editing(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Say which field of a followed record the person is in: `{topic, editing: "amount" | null}`."""
        seat, topic = await self._asked(sid, data)
        if seat is None or topic is None or not await self.presence.edits(seat, topic, data.get("editing")):
            return _refused("Send {topic, editing}: a record's topic that you follow, and a field or null.")
        return {"ok": True}

    async def authenticate(self, sid: str, data: Any = None) -> dict[str, Any]:
        """Go on with a fresh token of the same person and organisation, without connecting anew."""
        seat = await self._counted(sid)
        token = data.get("token") if isinstance(data, dict) else None
        actor = await self._actor(token)
        if seat is None or actor is None or _who(actor) != _who(seat.actor):
            return _refused(NOT_SIGNED_IN)
        seat.token = str(token)
        await self._seat_again(seat, actor)
        return {"ok": True}

    async def other(self, _event: str, sid: str, *_data: Any) -> dict[str, Any]:
        """Any other event of a client: counted, and refused."""
        await self._counted(sid)
        return _refused("There is no such event.")

    async def sessions_ended(self, text: str) -> None:
        """A signal: these sessions of a person are over."""
        user, reason, *rest = text.split(" ")
        sessions = {UUID(s) for s in rest[0].split(",") if s} if rest else set()
        for seat in self.seats.of_user(UUID(user)):
            if not sessions or seat.actor.session_id in sessions:
                await self._expel(seat, reason)

    async def rights_changed(self, text: str) -> None:
        """A signal: look again, now and once cached principals are gone."""
        org, *users = (UUID(part) for part in text.split())
        seats = [s for u in users for s in self.seats.of_user(u)] if users else self.seats.of_org(org)
        for seat in seats:
            await self.look_again(seat)
            seat.look_in(self.kit.settings.principal_cache_seconds + 1)  # by then no process has an old principal

    async def look_again(self, seat: Seat) -> None:
        """Expel a socket whose credential is no longer valid; take topics away that its role may no longer follow."""
        actor = await self._actor(seat.token)
        if actor is None and seat.ended():  # it may come back with a fresh token
            await self.server.disconnect(seat.sid)
        elif actor is None or _who(actor) != _who(seat.actor):
            await self._expel(seat, "revoked")
        else:
            await self._seat_again(seat, actor)

    async def _seat_again(self, seat: Seat, actor: Actor) -> None:
        seat.looked(actor)
        for topic in [t for t in seat.topics if not await may_follow(self.kit, actor, t)]:
            await self._leave(seat, topic)

    async def _leave(self, seat: Seat, topic: str) -> None:
        seat.topics.discard(topic)
        await self.server.leave_room(seat.sid, topic_room(topic, seat.actor.org_id))
        await self.presence.gone(seat, [topic])

    async def _expel(self, seat: Seat, reason: str) -> None:
        self.seats.pop(seat.sid, None)
        await self.presence.gone(seat, seat.topics)
        await self.server.emit("session.revoked", {"reason": reason}, to=seat.sid)
        await self.server.disconnect(seat.sid)

    async def _actor(self, token: Any) -> Actor | None:
        if not isinstance(token, str) or not token:
            return None
        actor: Actor | None = await self.kit.use(Authenticator)(self.kit, token)
        return actor if actor is not None and actor.signed_in else None

    async def _counted(self, sid: str) -> Seat | None:
        """The seat; a client that is too loud loses it."""
        seat = self.seats.get(sid)
        if seat is not None and not seat.spend():
            log.warning("socket_too_loud", user=str(seat.actor.user_id))
            await self._expel(seat, "too_many_events")
            return None
        return seat

    async def _asked(self, sid: str, data: Any) -> tuple[Seat | None, str | None]:
        seat = await self._counted(sid)
        topic = data.get("topic") if isinstance(data, dict) else None
        return seat, topic if isinstance(topic, str) and 0 < len(topic) <= MAX_NAME else None


def _own_rooms(actor: Actor) -> tuple[str, ...]:
    everybody = org_room(actor.org_id)
    if actor.api_key_id is not None and not actor.may(PERSONAL):
        return (everybody,)
    return user_room(actor.user_id, actor.org_id), everybody


def _who(actor: Actor) -> tuple[UUID, UUID]:
    return actor.user_id, actor.org_id


def _refused(why: str) -> dict[str, Any]:
    return {"ok": False, "error": why}
