"""`ApiKeys`: what the one authenticator asks about `sk_…`. It remembers the answer for a few seconds, so this is not asked per request."""

import hmac
from typing import Any
from uuid import UUID

from app.features.api_keys import queries
from app.features.api_keys.models import ApiKey
from app.features.api_keys.service import SECRET, digest, status_of
from app.kit.core.access import Actor, Principals
from app.kit.core.context import Context, Kit
from app.kit.core.db import TRUSTED


class Keys:
    """Secret to person: found by its prefix, compared in constant time, bounded by what the person may do at this moment."""

    async def __call__(self, kit: Kit, credential: str) -> Actor | None:
        """See `ApiKeys`."""
        written = SECRET.fullmatch(credential)
        if written is None:
            return None
        async with Context(kit) as ctx:
            row = (await ctx.db.execute(queries.by_prefix(written[1]), execution_options=TRUSTED)).one_or_none()
        if row is None or not hmac.compare_digest(row.digest, digest(kit.settings, credential)):
            return None
        if status_of(row.enabled, row.expires_at) != "active":
            return None
        person = await kit.use(Principals)(kit, row.user_id, row.org_id)
        if person is None:
            return None
        async with Context(kit, person) as ctx:
            await ctx.db.execute(queries.note_used(row.org_id, row.id), execution_options=TRUSTED)
            await ctx.commit()
        return _through(row, person)

    async def through(self, kit: Kit, person: Actor, key_id: UUID) -> Actor | None:
        """See `ApiKeys`."""
        async with Context(kit, person) as ctx:
            row: ApiKey | None = (await ctx.db.execute(queries.one(key_id))).scalar_one_or_none()
        if row is None or row.user_id != person.user_id or status_of(row.enabled, row.expires_at) != "active":
            return None
        return _through(row, person)


def _through(key: Any, person: Actor) -> Actor:
    """`key`: a row of the table, or of the function that looks into all organisations."""
    ends = key.expires_at.timestamp() if key.expires_at else 0.0
    return person.of_key(key.id, frozenset(key.scopes), ends)
