"""The verbs of API keys, and how their secrets are made and recognised."""

import hashlib
import hmac
import re
import secrets
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.features.api_keys import queries
from app.features.api_keys.models import ApiKey
from app.features.api_keys.schemas import ApiKeyCreated, ApiKeyIn, ApiKeyOut, ApiKeyQuery, ApiKeyUpdate, KeyStatus, ScopeOut
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from app.kit.core.events import RightsChanged
from app.kit.core.ids import new_id
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.web.shapes import Page, keyset

MANAGE = "api_keys:manage"
MOST = 50
"""Keys of one person."""
LETTERS = string.ascii_letters + string.digits
PREFIX, RANDOM = 10, 43
"""Characters after `sk_`: those that may be shown, and 256 random bits."""
SECRET = re.compile(rf"sk_([A-Za-z0-9]{{{PREFIX}}})_[A-Za-z0-9]{{{RANDOM}}}", re.ASCII)


def new_secret() -> tuple[str, str]:
    """Prefix and whole secret of a new key."""
    prefix, rest = ("".join(secrets.choice(LETTERS) for _ in range(length)) for length in (PREFIX, RANDOM))
    return prefix, f"sk_{prefix}_{rest}"


def digest(settings: Settings, secret: str) -> str:
    """How a secret is kept: HMAC-SHA-256 under a pepper from AUDIT_SECRET, so that a copy of the database alone can check no guess."""
    pepper = hmac.new(settings.audit_secret.get_secret_value().encode(), b"api keys", hashlib.sha256).digest()
    return hmac.new(pepper, secret.encode(), hashlib.sha256).hexdigest()


def status_of(enabled: bool, expires_at: datetime | None) -> KeyStatus:
    """Whether it works."""
    if expires_at is not None and expires_at <= datetime.now(UTC):
        return "expired"
    return "active" if enabled else "disabled"


def scopes_of(ctx: Context) -> list[ScopeOut]:
    """What the caller may give to a key: what he may do himself, beside having keys."""
    mine = (p for p in registry.permissions if ctx.actor.may(p.name) and p.area != "api_keys")
    return [ScopeOut(name=p.name, label=p.label, area=p.area) for p in mine]


class ApiKeyService:
    """One's own keys; with `api_keys:manage` everybody's."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, wanted: ApiKeyQuery) -> Page[ApiKeyOut]:
        """Newest first."""
        if wanted.everybody:
            self.ctx.actor.require(MANAGE)
        found = queries.keys(None if wanted.everybody else self.ctx.actor.user_id)
        page = await keyset(self.ctx.db, found, [ApiKey.id], wanted, lambda row: row[0], newest_first=True)
        return Page(items=await self._shown(page.items), next_cursor=page.next_cursor, total=page.total)

    async def get(self, id: UUID) -> ApiKeyOut:
        """One, or NotFound."""
        return await self._answer(await self._load(id))

    async def create(self, given: ApiKeyIn) -> ApiKeyCreated:
        """A key of the caller. Its secret is in the answer and nowhere else."""
        me = self.ctx.actor.user_id
        if int(await self.ctx.db.scalar(queries.count_of(me)) or 0) >= MOST:
            raise Conflict(f"A person has at most {MOST} API keys: revoke one first.")
        if given.expires_at is not None and given.expires_at <= datetime.now(UTC):
            raise Invalid.field("expires_at", "is not in the future")
        prefix, secret = new_secret()
        made = ApiKey(
            id=new_id(), user_id=me, name=given.name, prefix=prefix, digest=digest(self.ctx.settings, secret),
            scopes=self._checked(given.scopes), enabled=True, expires_at=given.expires_at,
        )  # fmt: skip
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return ApiKeyCreated(**(await self._answer(made)).model_dump(), secret=secret)

    async def update(self, id: UUID, given: ApiKeyUpdate) -> ApiKeyOut:
        """Rename it, stop it for a while, let it work again."""
        found = await self._load(id, expected=True)
        for key, value in given.model_dump(exclude_unset=True, exclude_none=True).items():
            setattr(found, key, value)
        await self.ctx.db.flush()
        self._forget(found)
        return await self._answer(found)

    async def rotate(self, id: UUID) -> ApiKeyCreated:
        """Another secret for the same key; the one before is refused at once. For its own person alone: whoever has it acts as him."""
        found = await self._load(id, expected=True)
        if found.user_id != self.ctx.actor.user_id:
            raise Forbidden("Only whose key it is gets a new secret. You can turn it off or revoke it.")
        if status_of(True, found.expires_at) == "expired":
            raise Conflict("This key has ended. Make a new one.")
        found.prefix, secret = new_secret()
        found.digest = digest(self.ctx.settings, secret)
        await self.ctx.db.flush()
        self._forget(found)
        return ApiKeyCreated(**(await self._answer(found)).model_dump(), secret=secret)

    async def revoke(self, id: UUID) -> None:
        """For good."""
        found = await self._load(id, expected=True)
        self._forget(found)
        await self.ctx.db.delete(found)

    async def revoke_all_of(self, user_id: UUID) -> None:
        """Who is out of the organisation has no keys to it, also when he comes back."""
        for key in await self.ctx.db.scalars(queries.keys(user_id)):
            await self.ctx.db.delete(key)

    def _checked(self, scopes: Sequence[str]) -> list[str]:
        possible = {scope.name for scope in scopes_of(self.ctx)}
        for name in scopes:
            if name not in registry.permission_names:
                raise Invalid.field("scopes", f"there is no permission {name}")
            if name not in possible:
                raise Invalid.field("scopes", f"{name} is nothing that you can give to a key: your role does not have it, or no key may")
        return sorted(set(scopes))

    def _forget(self, key: ApiKey) -> None:
        """Every process and every socket looks again at this person's credentials."""
        self.ctx.emit(RightsChanged(self.ctx.actor.org_id, (key.user_id,)))

    async def _load(self, id: UUID, *, expected: bool = False) -> ApiKey:
        found: ApiKey | None = (await self.ctx.db.execute(queries.one(id))).scalar_one_or_none()
        if found is None or (found.user_id != self.ctx.actor.user_id and not self.ctx.actor.may(MANAGE)):
            raise NotFound("There is no such API key.")
        if expected and self.ctx.if_match not in (None, found.version):
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return found

    async def _answer(self, key: ApiKey) -> ApiKeyOut:
        self.ctx.etag = key.version
        return (await self._shown([key]))[0]

    async def _shown(self, keys: Sequence[ApiKey]) -> list[ApiKeyOut]:
        names = await self.ctx.use(People).names(self.ctx, {key.user_id for key in keys})
        return [_out(key, names.get(key.user_id)) for key in keys]


def _out(key: ApiKey, owner: str | None) -> ApiKeyOut:
    own: dict[str, Any] = {name: getattr(key, name) for name in ApiKeyOut.model_fields if hasattr(key, name)}
    return ApiKeyOut(**{**own, "prefix": f"sk_{key.prefix}"}, user_name=owner, status=status_of(key.enabled, key.expires_at))
