"""Who somebody is before, or whatever, the organisation is: people by e-mail, their memberships, a member's rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select, update

from app.features.accounts.models import Membership, Role, User
from app.kit.core.access import Permission
from app.kit.core.context import Context
from app.kit.core.db import TRUSTED
from app.kit.core.registry import registry

ADMIN, USER, GUEST = "admin", "user", "guest"
BUILT_IN = (ADMIN, USER, GUEST)
ADMINISTRATIVE = frozenset({"users", "roles", "organizations", "teams", "audit", "system"})
"""Areas that the built-in `user` does not get; everything else that features bring, it does, but for `…:manage`."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """One of a person's organisations, and what he is there."""

    org_id: UUID
    name: str
    slug: str
    role: str
    permissions: frozenset[str]
    status: str


def granted(name: str, permissions: Sequence[str] | None, built_in: bool) -> frozenset[str]:
    """What a role allows at present: its own list, or for a built-in one without a list what the features of this installation offer."""
    every = registry.permission_names
    if built_in and name == ADMIN:
        return every
    if permissions is not None:
        return frozenset(permissions) & every
    return frozenset(p.name for p in registry.permissions if _by_default(p, name)) if built_in else frozenset()


def _by_default(permission: Permission, role: str) -> bool:
    """Whether a built-in role has a permission until somebody edits the role."""
    if permission.roles is not None:
        return role in permission.roles
    area, _, action = permission.name.partition(":")
    if role == USER:
        return area not in ADMINISTRATIVE and action != "manage"
    return role == GUEST and area in registry.entities and action == "read"


async def user_by_email(ctx: Context, email: str) -> User | None:
    """The person behind a normalised e-mail."""
    found: User | None = await ctx.db.scalar(select(User).where(User.email == email))
    return found


async def user_by_id(ctx: Context, user_id: UUID) -> User | None:
    """The person, locked against nothing: the version column guards the write."""
    return await ctx.db.get(User, user_id)


async def belongings(ctx: Context, user_id: UUID) -> list[Belonging]:
    """All of a person's memberships, by the organisation's name: the only look across organisations, made for the person himself."""
    columns = func.memberships_of(user_id).table_valued("org_id", "name", "slug", "role", "permissions", "built_in", "status")
    rows = (await ctx.db.execute(select(columns), execution_options=TRUSTED)).all()
    return [Belonging(r.org_id, r.name, r.slug, r.role, granted(r.role, r.permissions, r.built_in), r.status) for r in rows]


async def invitation_of(ctx: Context, digest: str) -> tuple[UUID, UUID, datetime] | None:
    """Organisation, person and end of the invitation with this token, before the organisation is known."""
    columns = func.invitation_of(digest).table_valued("org_id", "user_id", "expires_at")
    row = (await ctx.db.execute(select(columns), execution_options=TRUSTED)).one_or_none()
    return None if row is None else (row.org_id, row.user_id, row.expires_at)


def member_rights() -> Select[*tuple[Any, ...]]:
    """Name and role of the active member `:person` of the session's organisation; sign-in adds its own conditions."""
    return members_acting().where(Membership.user_id == bindparam("person"))


def members_acting() -> Select[*tuple[Any, ...]]:
    """Id, name and role of all active members of the session's organisation."""
    return (
        select(User.id, User.name, User.time_zone, Role.name.label("role"), Role.permissions, Role.built_in)
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .join(Role, and_(Role.org_id == Membership.org_id, Role.id == Membership.role_id))
        .where(Membership.status == "active")
    )


async def note_seen(ctx: Context, user_id: UUID) -> None:
    """Remember that the person was here now. A plain statement under row-level security: being there is no change of a record."""
    table: Any = Membership.__table__
    seen = update(table).where(table.c.user_id == user_id, table.c.org_id == ctx.actor.org_id).values(seen_at=datetime.now(UTC))
    await ctx.db.execute(seen, execution_options=TRUSTED)
