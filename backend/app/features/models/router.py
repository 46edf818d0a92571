"""/model-providers, /model-prices, /model-limits, /model-calls: whose models answer, what they cost, who used them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response

from app.features.models.schemas import (
    CallOut,
    CallQuery,
    Installation,
    MoneyLimits,
    MoneyLimitsIn,
    Period,
    PriceIn,
    PriceOut,
    Prices,
    PriceUpdate,
    ProviderIn,
    ProviderOut,
    ProviderTrial,
    ProviderUpdate,
    Trial,
    UsageOut,
    UsageQuery,
)
from app.features.models.service import CallService, LimitService, PriceService, ProviderService, try_draft, try_kept
from app.kit.core.access import AUTHENTICATED
from app.kit.web.download import SEALED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

providers, prices, limits, calls = (router(f"/model-{noun}", "models") for noun in ("providers", "prices", "limits", "calls"))
READ, WRITE = "models:read", "models:write"


@providers.get("", response_model=Page[ProviderOut])
@allow(READ)
async def list_model_providers(ctx: Ctx) -> Any:
    """The organisation's own providers of language models, in the order in which they are asked, and how each fares."""
    return await ProviderService(ctx).find()


@providers.get("/installed", response_model=Installation)
@allow(READ)
async def list_installed_model_providers(ctx: Ctx) -> Any:
    """The installation's providers: they answer where the organisation brings none."""
    return ProviderService(ctx).installation()


@providers.post("", response_model=ProviderOut, status_code=201)
@allow(WRITE, tool=False)
async def create_model_provider(ctx: Ctx, body: ProviderIn) -> Any:
    """Bring a provider; it is asked last. Its key is kept encrypted and never shown again."""
    return await ProviderService(ctx).create(body)


@providers.post("/try", response_model=Trial)
@allow(WRITE, tool=False)
async def try_model_provider(request: Request, body: ProviderTrial) -> Any:
    """Make a real call of a provider that is not kept yet, or not kept so."""
    return await try_draft(request.scope["work"].ctx, body)


@providers.get("/{id}", response_model=ProviderOut)
@allow(READ)
async def get_model_provider(ctx: Ctx, id: UUID) -> Any:
    """One provider."""
    return await ProviderService(ctx).get(id)


@providers.patch("/{id}", response_model=ProviderOut)
@allow(WRITE, tool=False)
async def update_model_provider(ctx: Ctx, id: UUID, body: ProviderUpdate) -> Any:
    """Change a provider, or its place in the line. Another address needs the key again."""
    return await ProviderService(ctx).update(id, body)


@providers.delete("/{id}", status_code=204)
@allow(WRITE, tool=False)
async def delete_model_provider(ctx: Ctx, id: UUID) -> None:
    """Forget a provider and its key."""
    await ProviderService(ctx).delete(id)


@providers.post("/{id}/test", response_model=Trial)
@allow(WRITE, tool=False)
async def test_model_provider(request: Request, id: UUID) -> Any:
    """Make a real call of its standard model: says how fast it answered, or what went wrong."""
    return await try_kept(request.scope["work"].ctx, id)


@prices.get("", response_model=Prices)
@allow(READ)
async def list_model_prices(ctx: Ctx) -> Any:
    """What a million tokens cost by model: the organisation's own prices, then the shipped ones."""
    return await PriceService(ctx).find()


@prices.post("", response_model=PriceOut, status_code=201)
@allow(WRITE, tool=False)
async def create_model_price(ctx: Ctx, body: PriceIn) -> Any:
    """Set a price; it goes before a shipped one."""
    return await PriceService(ctx).create(body)


@prices.patch("/{id}", response_model=PriceOut)
@allow(WRITE, tool=False)
async def update_model_price(ctx: Ctx, id: UUID, body: PriceUpdate) -> Any:
    """Change a price; calls that were made keep what they cost."""
    return await PriceService(ctx).update(id, body)


@prices.delete("/{id}", status_code=204)
@allow(WRITE, tool=False)
async def delete_model_price(ctx: Ctx, id: UUID) -> None:
    """Remove a price of one's own."""
    await PriceService(ctx).delete(id)


@limits.get("", response_model=MoneyLimits)
@allow(READ)
async def get_model_limits(ctx: Ctx) -> Any:
    """What models may cost the organisation in a day and a month, and what they did."""
    return await LimitService(ctx).get()


@limits.patch("", response_model=MoneyLimits)
@allow(WRITE, tool=False)
async def update_model_limits(ctx: Ctx, body: MoneyLimitsIn) -> Any:
    """Set or lift the limits; a call that could go beyond is refused before it begins."""
    return await LimitService(ctx).update(body)


@calls.get("", response_model=Page[CallOut])
@allow(AUTHENTICATED, key="agents:use")
async def list_model_calls(ctx: Ctx, query: Annotated[CallQuery, Query()]) -> Any:
    """Calls of language models, newest first: everybody's for those who may see them, else one's own."""
    return await CallService(ctx).find(query)


@calls.get("/usage", response_model=UsageOut)
@allow(AUTHENTICATED, key="agents:use")
async def get_model_usage(ctx: Ctx, query: Annotated[UsageQuery, Query()]) -> Any:
    """Tokens and cost of a period by day, agent, person, model, provider or tier: everybody's for those who may see it, else one's own."""
    return await CallService(ctx).usage(query)


@calls.get("/usage/export", response_class=Response)
@allow(AUTHENTICATED, key="agents:use", tool=False)
async def export_model_usage(ctx: Ctx, query: Annotated[Period, Query()]) -> Response:
    """The usage of a period as CSV, a line for each day, agent, person and model: everybody's for those who may see it, else one's own."""
    headers = SEALED | {"content-disposition": 'attachment; filename="usage.csv"'}
    return Response(await CallService(ctx).file(query), media_type="text/csv; charset=utf-8", headers=headers)
