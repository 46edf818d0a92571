"""The verbs of an organisation's own providers."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from app.features.models import queries
from app.features.models.models import ModelProvider
from app.features.models.schemas import (
    Installation,
    Installed,
    ProviderIn,
    ProviderOut,
    ProviderTrial,
    ProviderUpdate,
    State,
    TierModels,
)
from app.features.models.service.common import by_id, loaded, tell
from app.kit.core.context import Context
from app.kit.core.crypto import decrypt, encrypt
from app.kit.core.errors import Conflict, Invalid
from app.kit.core.http import Egress, EgressFailed, EgressRefused
from app.kit.core.ids import new_id
from app.kit.core.settings import Settings
from app.kit.llm.port import Tier
from app.kit.llm.router import Models
from app.kit.llm.sources import Account
from app.kit.web.shapes import Page

MOST = 20
"""Providers of one organisation."""
ELSEWHERE = "enter the key again: it is kept for another address"


def place(org_id: UUID, id: UUID) -> str:
    """Where a provider's key belongs."""
    return f"model_providers:{org_id}:{id}"


def account(settings: Settings, row: ModelProvider) -> Account:
    """As the router asks it. A key that can not be read any more is sent as none, and refused: the provider says so on the screen."""
    try:
        key = decrypt(settings, row.key, place(row.org_id, row.id)) if row.key else ""
    except ValueError:
        key = ""
    return Account(f"{row.id}:{row.version}", cast("Any", row.kind), row.base_url, key, cast("dict[Tier, str]", row.models), row.id)


class ProviderService:
    """What administrators do with providers."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self) -> Page[ProviderOut]:
        """In the order in which they are asked."""
        return Page(items=[self._shape(row) for row in await self._all()])

    async def get(self, id: UUID) -> ProviderOut:
        """One, or NotFound."""
        return self._answer(await self._load(id))

    async def create(self, given: ProviderIn) -> ProviderOut:
        """Last in the line."""
        rows = await self._all()
        if len(rows) >= MOST:
            raise Conflict(f"An organisation has at most {MOST} providers: remove one first.")
        await self._check(given.kind, given.base_url)
        made = ModelProvider(id=new_id(), **given.model_dump(exclude={"key"}), position=len(rows))
        self._seal(made, given.key)
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        tell(self.ctx)
        return self._answer(made)

    async def update(self, id: UUID, given: ProviderUpdate) -> ProviderOut:
        """Change what was sent; another place in the line moves those in between."""
        found = await self._load(id, expected=True)
        values = given.model_dump(include=given.model_fields_set, exclude_none=True)
        if "base_url" in values:
            if values["base_url"] != found.base_url and found.key and "key" not in values:
                raise Invalid.field("key", ELSEWHERE)
            await self._check(found.kind, values["base_url"])
        if (key := values.pop("key", None)) is not None:
            self._seal(found, key)
        if (to := values.pop("position", None)) is not None:
            await self._move(found, to)
        for name, value in values.items():
            setattr(found, name, value)
        await self.ctx.db.flush()
        tell(self.ctx)
        return self._answer(found)

    async def delete(self, id: UUID) -> None:
        """Forget it and its key; calls that were made of it stay."""
        found = await self._load(id, expected=True)
        rows = [row for row in await self._all() if row is not found]
        await self.ctx.db.delete(found)
        for n, row in enumerate(rows):
            row.position = n
        tell(self.ctx)

    async def kept(self, id: UUID) -> Account:
        """As it stands, for a call."""
        return account(self.ctx.settings, await self._load(id))

    async def drafted(self, given: ProviderTrial) -> Account:
        """As it would stand. The key that is kept goes only where it went before."""
        key = given.key
        if not key and given.provider_id:
            kept = await self._load(given.provider_id)
            if (kept.kind, kept.base_url) != (given.kind, given.base_url):
                raise Invalid.field("key", ELSEWHERE)
            key = account(self.ctx.settings, kept).api_key
        await self._check(given.kind, given.base_url)
        id = new_id()
        return Account(str(id), given.kind, given.base_url, key, cast("dict[Tier, str]", given.models.model_dump()), id)

    def installation(self) -> Installation:
        """What answers where the organisation brings nothing."""
        models, found = self.ctx.use(Models), []
        for one in models.installed(self.ctx.kit):
            state, seconds = models.health(one).state()
            found.append(Installed(kind=one.kind, models={k: v for k, v in one.models.items() if v}, state=state, state_seconds=seconds))
        return Installation(items=found)

    async def _check(self, kind: str, url: str) -> None:
        if not url:
            if kind in ("compatible", "ollama"):
                raise Invalid.field("base_url", "say where it is reached, like https://host/v1")
            return
        if self.ctx.settings.production and not url.startswith("https://"):
            raise Invalid.field("base_url", "must begin with https://")
        egress = Egress.of(self.ctx.settings)
        try:
            async with self.ctx.away(), asyncio.timeout(5):
                await egress.check(url)
        except EgressRefused as error:
            raise Invalid.field("base_url", str(error)) from None
        except (EgressFailed, TimeoutError):
            pass  # a name that is not known yet may be known later; the guard looks again with every call
        finally:
            await egress.aclose()

    def _seal(self, row: ModelProvider, key: str) -> None:
        where = place(self.ctx.actor.org_id, row.id)
        row.key, row.key_end = (encrypt(self.ctx.settings, key, where), key[-4:] if len(key) >= 12 else "") if key else ("", "")
        row.refused_at = None

    async def _move(self, found: ModelProvider, to: int) -> None:
        others = [row for row in await self._all() if row is not found]
        for n, row in enumerate([*others[:to], found, *others[to:]]):
            row.position = n

    async def _all(self) -> Sequence[ModelProvider]:
        return (await self.ctx.db.scalars(queries.providers())).all()

    async def _load(self, id: UUID, *, expected: bool = False) -> ModelProvider:
        return await loaded(self.ctx, by_id(queries.providers(), id), "provider", expected=expected)

    def _answer(self, row: ModelProvider) -> ProviderOut:
        self.ctx.etag = row.version
        return self._shape(row)

    def _shape(self, row: ModelProvider) -> ProviderOut:
        state, seconds = self.ctx.use(Models).health(account(self.ctx.settings, row)).state()
        shown: State = "off" if not row.enabled else "refused" if row.refused_at and state != "ok" else state
        own = {name: getattr(row, name) for name in ProviderOut.model_fields if hasattr(row, name) and name not in ("key", "models")}
        key = f"…{row.key_end}" if row.key else None
        return ProviderOut(**own, key=key, models=TierModels(**row.models), state=shown, state_seconds=seconds)
