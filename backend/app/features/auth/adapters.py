"""`Authenticator`: credential to actor, with a short memory that forgets at once when rights change."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from redis.exceptions import RedisError
from sqlalchemy import bindparam

from app.features.accounts.service import granted_permissions, member_rights
from app.features.auth.models import Session
from app.kit.core.access import Actor, ApiKeys, Authenticator
from app.kit.core.context import Context, Kit
from app.kit.core.log import logger
from app.kit.core.security import Claims, decode_access
from app.kit.core.tasks import beside

log = logger(__name__)
CHANNEL = "auth:forget"
MOST = 10_000
API_KEY = "sk_"

_RIGHTS = member_rights().join(Session, Session.user_id == bindparam("person")).where(
    Session.id == bindparam("session"), Session.revoked_at.is_(None), Session.expires_at > bindparam("now")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    claims: Claims | None
    """Of an access token: its signature need not be checked twice."""
    fresh_until: float

    def over(self, now: float) -> bool:
        """Whether the credential has ended."""
        return 0 < self.actor.expires_at <= now


class SessionAuthenticator:
    """The one door for Bearer tokens, API keys, sockets and tools."""

    def __init__(self) -> None:
        self._known: dict[bytes, _Known] = {}
        self._changes = 0

    async def __call__(self, kit: Kit, credential: str) -> Actor | None:
        """The actor behind an access token or API key that is valid, of a member who is active."""
        key, now = sha256(credential.encode("utf-8", "surrogatepass")).digest(), time.time()
        known = self._known.get(key)
        if known and now < known.fresh_until:
            return None if known.over(now) else known.actor
        changes = self._changes
        claims = None
        if credential.startswith(API_KEY):
            keys = kit.ports.get(ApiKeys)
            actor = await keys(kit, credential) if keys else None
        else:
            claims = known.claims if known and not known.over(now) else decode_access(kit.settings, credential)
            actor = await _present(kit, claims) if claims else None
        if actor is None:
            self._known.pop(key, None)
        elif changes == self._changes:  # else something changed while we asked: what was read may be from before
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = _Known(actor, claims, now + kit.settings.principal_cache_seconds)
        return actor

    def forget(self, org_id: UUID | None = None, user_ids: Collection[UUID] = ()) -> None:
        """Ask again for these people, for a whole organisation, or (no argument) for everybody."""
        self._changes += 1
        for key, known in list(self._known.items()):
            who = known.actor
            if who.user_id in user_ids or (not user_ids and org_id in (None, who.org_id)):
                del self._known[key]


async def _present(kit: Kit, claims: Claims) -> Actor | None:
    """What the member may do at this moment: one indexed query."""
    given = {"person": claims.user_id, "session": claims.session_id, "now": datetime.now(UTC)}
    async with Context(kit, Actor(org_id=claims.org_id)) as ctx:
        row = (await ctx.db.execute(_RIGHTS, given)).one_or_none()
    if row is None:
        return None
    permissions = granted_permissions(row.role, row.permissions, row.built_in)
    return Actor(
        claims.user_id, claims.org_id, permissions, row.role, row.name, session_id=claims.session_id, expires_at=claims.expires_at,
        time_zone=row.time_zone or "",
    )  # fmt: skip


async def forget_everywhere(kit: Kit, org_id: UUID | None, user_ids: Collection[UUID]) -> None:
    """In this process at once, in the others by Redis (without it their memory ends by itself, `principal_cache_seconds` later)."""
    _own(kit).forget(org_id, user_ids)
    try:
        await kit.redis.publish(CHANNEL, json.dumps({"org": str(org_id) if org_id else None, "users": [str(u) for u in user_ids]}))
    except (RedisError, OSError):
        log.warning("rights_not_told_to_other_processes")


@asynccontextmanager
async def listening(kit: Kit) -> AsyncIterator[None]:
    """As long as the API lives: forget what other processes changed."""
    async with beside(_listen(kit)):
        yield


async def _listen(kit: Kit) -> None:
    while True:
        try:
            async with kit.redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                await pubsub.subscribe(CHANNEL)
                _own(kit).forget()  # whatever was said while nobody listened
                while True:
                    if message := await pubsub.get_message(timeout=4):
                        heard = json.loads(message["data"])
                        _own(kit).forget(UUID(heard["org"]) if heard["org"] else None, [UUID(u) for u in heard["users"]])
        except (RedisError, OSError, ValueError):
            await asyncio.sleep(1)


def _own(kit: Kit) -> SessionAuthenticator:
    found = kit.use(Authenticator)
    assert isinstance(found, SessionAuthenticator)
    return found
