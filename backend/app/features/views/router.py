"""/views."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.views.schemas import DefaultView, ViewIn, ViewOut, ViewsQuery, ViewUpdate
from app.features.views.service import ViewService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

router = make_router("/views", "views")
WRITE = "views:write"


@router.get("", response_model=Page[ViewOut])
@allow(AUTHENTICATED)
async def list_views(ctx: Ctx, query: Annotated[ViewsQuery, Query()]) -> Page[ViewOut]:
    """Your saved views and those shared with the organisation."""
    return await ViewService(ctx).find(query)


@router.post("", status_code=201, response_model=ViewOut)
@allow(WRITE)
async def create_view(ctx: Ctx, body: ViewIn) -> ViewOut:
    """Keep filters, order, layout and columns under a name."""
    return await ViewService(ctx).create(body)


@router.put("/default", status_code=204)
@allow(AUTHENTICATED)
async def set_default_view(ctx: Ctx, body: DefaultView) -> None:
    """Choose the view that a list opens with, for yourself."""
    await ViewService(ctx).begin_with(body)


@router.get("/{id}", response_model=ViewOut)
@allow(AUTHENTICATED)
async def get_view(ctx: Ctx, id: UUID) -> ViewOut:
    """Read one view."""
    return await ViewService(ctx).get(id)


@router.patch("/{id}", response_model=ViewOut)
@allow(WRITE)
async def update_view(ctx: Ctx, id: UUID, body: ViewUpdate) -> ViewOut:
    """Rename, change, share or move a view."""
    return await ViewService(ctx).update(id, body)


@router.delete("/{id}", status_code=204)
@allow(WRITE)
async def delete_view(ctx: Ctx, id: UUID) -> None:
    """Forget a view; the records stay."""
    await ViewService(ctx).delete(id)
