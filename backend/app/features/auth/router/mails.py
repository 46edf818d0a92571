"""/mails: the outbox of an installation without a mail server."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.auth.schemas import MailOut
from app.features.auth.service import Outbox
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page, Paging

router = make_router("/mails", "system")


@router.get("", response_model=Page[MailOut])
@allow("system:read", tool=False, key=False)
async def list_mails(ctx: Ctx, paging: Annotated[Paging, Query()]) -> Page[MailOut]:
    """List letters to people of the organisation, newest first; 404 where a mail server sends them."""
    return await Outbox(ctx).page(paging)


@router.get("/{id}", response_model=MailOut)
@allow("system:read", tool=False, key=False)
async def get_mail(ctx: Ctx, id: UUID) -> MailOut:
    """Read one letter."""
    return await Outbox(ctx).get(id)
