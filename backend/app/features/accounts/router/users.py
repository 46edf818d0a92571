"""/users: the administrator's view of people."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.accounts.schemas import StatusChange, UserCreate, UserOut, UserQuery, UserReplace, UserUpdate
from app.features.accounts.service import PeopleService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

router = make_router("/users", "users")


@router.get("", response_model=Page[UserOut])
@allow("users:read")
async def list_users(ctx: Ctx, query: Annotated[UserQuery, Query()]) -> Page[UserOut]:
    """List the people of the organisation; search by name or e-mail, filter by status and role."""
    return await PeopleService(ctx).page(query)


@router.post("", response_model=UserOut, status_code=201)
@allow("users:write", tool=False, key=False)
async def create_user(ctx: Ctx, body: UserCreate) -> UserOut:
    """Add a person: with a password, or by an invitation that is mailed."""
    return await PeopleService(ctx).create(body)


@router.get("/{id}", response_model=UserOut)
@allow("users:read")
async def get_user(ctx: Ctx, id: UUID) -> UserOut:
    """Read one person."""
    return await PeopleService(ctx).get(id)


@router.put("/{id}", response_model=UserOut)
@allow("users:write", key=False)
async def replace_user(ctx: Ctx, id: UUID, body: UserReplace) -> UserOut:
    """Set all of a person's data and the role."""
    return await PeopleService(ctx).replace(id, body)


@router.patch("/{id}", response_model=UserOut)
@allow("users:write", key=False)
async def update_user(ctx: Ctx, id: UUID, body: UserUpdate) -> UserOut:
    """Change some of a person's data, or the role."""
    return await PeopleService(ctx).update(id, body)


@router.patch("/{id}/status", response_model=UserOut)
@allow("users:write", key=False)
async def set_user_status(ctx: Ctx, id: UUID, body: StatusChange) -> UserOut:
    """Deactivate a person in this organisation (sessions end at once), or let the person in again."""
    return await PeopleService(ctx).set_status(id, body)


@router.post("/{id}/invitation", response_model=UserOut)
@allow("users:write", tool=False, key=False)
async def resend_invitation(ctx: Ctx, id: UUID) -> UserOut:
    """Mail a fresh invitation; the older link stops working."""
    return await PeopleService(ctx).invite_again(id)


@router.delete("/{id}", status_code=204)
@allow("users:write", key=False)
async def delete_user(ctx: Ctx, id: UUID) -> None:
    """Deactivate a person; nothing that the person did is lost."""
    await PeopleService(ctx).set_status(id, StatusChange(status="inactive"))
