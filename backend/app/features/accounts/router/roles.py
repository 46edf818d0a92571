"""/roles and /permissions."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.accounts.schemas import PermissionOut, RoleIn, RoleOut, RoleUpdate
from app.features.accounts.service import RoleService
from app.kit.core.registry import registry
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page, Paging

roles = router("/roles", "roles")
permissions = router("/permissions", "roles")


@permissions.get("", response_model=list[PermissionOut])
@allow("roles:read")
async def list_permissions(ctx: Ctx) -> list[PermissionOut]:
    """List everything that a role can allow."""
    return [PermissionOut(name=p.name, label=p.label, area=p.area) for p in registry.permissions]


@roles.get("", response_model=Page[RoleOut])
@allow("roles:read")
async def list_roles(ctx: Ctx, paging: Annotated[Paging, Query()]) -> Page[RoleOut]:
    """List the roles of the organisation with what they allow."""
    return await RoleService(ctx).page(paging)


@roles.post("", response_model=RoleOut, status_code=201)
@allow("roles:write", tool=False, key=False)
async def create_role(ctx: Ctx, body: RoleIn) -> RoleOut:
    """Make a role out of permissions that you have yourself."""
    return await RoleService(ctx).create(body)


@roles.get("/{id}", response_model=RoleOut)
@allow("roles:read")
async def get_role(ctx: Ctx, id: UUID) -> RoleOut:
    """Read one role."""
    return await RoleService(ctx).get(id)


@roles.put("/{id}", response_model=RoleOut)
@allow("roles:write", tool=False, key=False)
async def replace_role(ctx: Ctx, id: UUID, body: RoleIn) -> RoleOut:
    """Set a role's name and permissions; its people are judged by them from their next request on."""
    return await RoleService(ctx).replace(id, body)


@roles.patch("/{id}", response_model=RoleOut)
@allow("roles:write", tool=False, key=False)
async def update_role(ctx: Ctx, id: UUID, body: RoleUpdate) -> RoleOut:
    """Change a role's name or permissions."""
    return await RoleService(ctx).update(id, body)


@roles.delete("/{id}", status_code=204)
@allow("roles:write", tool=False, key=False)
async def delete_role(ctx: Ctx, id: UUID) -> None:
    """Delete a role that nobody has. Built-in roles stay."""
    await RoleService(ctx).delete(id)
