"""/webhooks: addresses that are told what happens here."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from app.features.webhooks.schemas import (
    DeliveryOut,
    DeliveryQuery,
    SendIn,
    WebhookCreated,
    WebhookIn,
    WebhookOut,
    WebhookSecret,
    WebhookUpdate,
)
from app.features.webhooks.service import WebhookService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page, Paging

r = router("/webhooks", "webhooks")
READ, WRITE = "webhooks:read", "webhooks:write"


@r.get("", response_model=Page[WebhookOut])
@allow(READ)
async def list_webhooks(ctx: Ctx, query: Annotated[Paging, Query()]) -> Any:
    """The addresses that are told of events, oldest first."""
    return await WebhookService(ctx).find(query)


@r.post("", response_model=WebhookCreated, status_code=201)
@allow(WRITE, tool=False, key=False)
async def create_webhook(ctx: Ctx, body: WebhookIn) -> Any:
    """Tell an address of events. The answer shows the signing secret, this once."""
    return await WebhookService(ctx).create(body)


@r.get("/{id}", response_model=WebhookOut)
@allow(READ)
async def get_webhook(ctx: Ctx, id: UUID) -> Any:
    """One webhook, and how its last message fared."""
    return await WebhookService(ctx).get(id)


@r.patch("/{id}", response_model=WebhookOut)
@allow(WRITE, tool=False)
async def update_webhook(ctx: Ctx, id: UUID, body: WebhookUpdate) -> Any:
    """Change a webhook. Who changes its address or events becomes its owner: what is sent is what he may see."""
    return await WebhookService(ctx).update(id, body)


@r.delete("/{id}", status_code=204)
@allow(WRITE)
async def delete_webhook(ctx: Ctx, id: UUID) -> None:
    """Forget an address, with all its deliveries."""
    await WebhookService(ctx).delete(id)


@r.post("/{id}/rotate-secret", response_model=WebhookSecret)
@allow(WRITE, tool=False, key=False)
async def rotate_webhook_secret(ctx: Ctx, id: UUID) -> Any:
    """Make a new signing secret and show it, this once. For a day messages are signed with both."""
    return await WebhookService(ctx).rotate(id)


@r.post("/{id}/test", response_model=DeliveryOut, status_code=202)
@allow(WRITE)
async def test_webhook(ctx: Ctx, id: UUID) -> Any:
    """Send a message that tells of nothing; its delivery shows whether it arrived."""
    return await WebhookService(ctx).test(id)


@r.post("/{id}/send", response_model=DeliveryOut, status_code=202)
@allow(WRITE)
async def send_webhook(ctx: Ctx, id: UUID, body: SendIn) -> Any:
    """Send data to the address of a webhook, signed like all its messages."""
    return await WebhookService(ctx).send(id, body)


@r.get("/{id}/deliveries", response_model=Page[DeliveryOut])
@allow(READ)
async def list_webhook_deliveries(ctx: Ctx, id: UUID, query: Annotated[DeliveryQuery, Query()]) -> Any:
    """Messages to an address, newest first: what was sent, what it answered."""
    return await WebhookService(ctx).deliveries(id, query)


@r.get("/{id}/deliveries/{delivery_id}", response_model=DeliveryOut)
@allow(READ)
async def get_webhook_delivery(ctx: Ctx, id: UUID, delivery_id: UUID) -> Any:
    """One message to an address."""
    return await WebhookService(ctx).delivery(id, delivery_id)


@r.post("/{id}/deliveries/{delivery_id}/redeliver", response_model=DeliveryOut, status_code=202)
@allow(WRITE)
async def redeliver_webhook(ctx: Ctx, id: UUID, delivery_id: UUID) -> Any:
    """Send a message again, under the same id."""
    return await WebhookService(ctx).redeliver(id, delivery_id)
