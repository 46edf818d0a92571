"""/api-keys: keys with which programs act for people. No key may call these."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.api_keys.schemas import ApiKeyCreated, ApiKeyIn, ApiKeyOut, ApiKeyQuery, ApiKeyUpdate, ScopeOut
from app.features.api_keys.service import ApiKeyService, scopes_of
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/api-keys", "api-keys")
USE = "api_keys:use"


@r.get("", response_model=Page[ApiKeyOut])
@allow(USE, tool=False, key=False)
async def list_api_keys(ctx: Ctx, query: Annotated[ApiKeyQuery, Query()]) -> Page[ApiKeyOut]:
    """Your API keys, newest first; with `everybody=true` (and api_keys:manage) those of the organisation."""
    return await ApiKeyService(ctx).find(query)


@r.post("", response_model=ApiKeyCreated, status_code=201)
@allow(USE, tool=False, key=False)
async def create_api_key(ctx: Ctx, body: ApiKeyIn) -> ApiKeyCreated:
    """Make an API key that acts for you, within its scopes. The answer shows its secret, this once."""
    return await ApiKeyService(ctx).create(body)


@r.get("/scopes", response_model=list[ScopeOut])
@allow(USE, tool=False, key=False)
async def list_api_key_scopes(ctx: Ctx) -> list[ScopeOut]:
    """The permissions that you can give to a key of yours."""
    return scopes_of(ctx)


@r.get("/{id}", response_model=ApiKeyOut)
@allow(USE, tool=False, key=False)
async def get_api_key(ctx: Ctx, id: UUID) -> ApiKeyOut:
    """One API key: yours, or anybody's with api_keys:manage."""
    return await ApiKeyService(ctx).get(id)


@r.patch("/{id}", response_model=ApiKeyOut)
@allow(USE, tool=False, key=False)
async def update_api_key(ctx: Ctx, id: UUID, body: ApiKeyUpdate) -> ApiKeyOut:
    """Rename an API key, or turn it off and on."""
    return await ApiKeyService(ctx).update(id, body)


@r.post("/{id}/rotate", response_model=ApiKeyCreated)
@allow(USE, tool=False, key=False)
async def rotate_api_key(ctx: Ctx, id: UUID) -> ApiKeyCreated:
    """Give an API key of yours a new secret, shown this once: name, scopes and end stay, the old secret is refused from now on."""
    return await ApiKeyService(ctx).rotate(id)


@r.delete("/{id}", status_code=204)
@allow(USE, tool=False, key=False)
async def revoke_api_key(ctx: Ctx, id: UUID) -> None:
    """Revoke an API key: it is refused from now on."""
    await ApiKeyService(ctx).revoke(id)
