"""Who there is: people (of no organisation), organisations, memberships, roles, teams, invitations."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, Identified, OrgScoped, Stamped

MemberStatus = Literal["active", "inactive", "invited"]
EVERYTHING = "*"
"""The permission list of the built-in administrator: all permissions, also those of features added later."""


class Versioned(Stamped):
    """Stamped, with the version checked by every update (a lost race is Stale)."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Version column; generated values are read back with the write."""
        return {"version_id_col": cls.version, "eager_defaults": True}


class User(Audited, Versioned, Identified, Base):
    """A person. Global: the same person may belong to several organisations."""

    __tablename__ = "users"
    __audit__ = "users"
    __hidden__ = frozenset({"password_hash"})
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Normalised (see `emails.normal`): one mailbox, one account."""
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    """None until an invitation was accepted."""
    locale: Mapped[str | None] = mapped_column(String(20))
    time_zone: Mapped[str | None] = mapped_column(String(60))
    organization_id: Mapped[UUID | None]
    """Where the person worked last: where the next sign-in goes."""

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        """The person himself."""
        return (self.id,)


class Organization(Audited, Versioned, OrgScoped, Base):
    """An organisation: a row of its own scope (`org_id` = `id`), so the two walls that guard its records guard it as well."""

    __tablename__ = "organizations"
    __audit__ = "organizations"
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(20), default="simple", server_default="simple")
    """In which search finds the other forms of a word: a text search configuration of PostgreSQL."""
    __table_args__ = (CheckConstraint("org_id = id", "own_scope"), UniqueConstraint("org_id"), {"info": {**SCOPED, "system": True}})


class Role(Audited, Versioned, OrgScoped, Base):
    """A named list of permissions. Built-in roles have no list of their own until somebody edits it: they follow the features."""

    __tablename__ = "roles"
    __audit__ = "roles"
    name: Mapped[str] = mapped_column(String(100))
    permissions: Mapped[list[str] | None] = mapped_column(ARRAY(String(100)), info={"names": "permission"})
    built_in: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        ForeignKeyConstraint(["org_id"], ["organizations.org_id"], ondelete="CASCADE"),
        Index("uq_roles_org_id_name", "org_id", text("lower(name)"), unique=True),
        {"info": SCOPED},
    )


class Membership(Audited, Versioned, OrgScoped, Base):
    """A person in an organisation, with a role there. Leaving or being deactivated touches no other organisation."""

    __tablename__ = "memberships"
    __audit__ = "memberships"
    user_id: Mapped[UUID]
    role_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(String(20), default="active")
    seen_at: Mapped[datetime | None]
    """When the person was last active here; written beside the mapper (no audit row for being there)."""
    __table_args__ = (
        UniqueConstraint("org_id", "user_id"),
        ForeignKeyConstraint(["user_id"], ["users.id"]),
        ForeignKeyConstraint(["org_id"], ["organizations.org_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["org_id", "role_id"], ["roles.org_id", "roles.id"]),
        Index(None, "user_id"),
        Index(None, "org_id", "role_id"),
        CheckConstraint("status in ('active', 'inactive', 'invited')", "status"),
        {"info": SCOPED},
    )

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        """Whose membership it is."""
        return (self.user_id,)


class Team(Audited, Versioned, OrgScoped, Base):
    """A group of members."""

    __tablename__ = "teams"
    __audit__ = "teams"
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(String(1000))
    __table_args__ = (
        ForeignKeyConstraint(["org_id"], ["organizations.org_id"], ondelete="CASCADE"),
        Index("uq_teams_org_id_name", "org_id", text("lower(name)"), unique=True),
        {"info": SCOPED},
    )


class TeamMember(Audited, OrgScoped, Base):
    """A member in a team; leaves it together with the organisation."""

    __tablename__ = "team_members"
    __audit__ = "team_members"
    team_id: Mapped[UUID]
    user_id: Mapped[UUID]
    __table_args__ = (
        UniqueConstraint("org_id", "team_id", "user_id"),
        ForeignKeyConstraint(["org_id", "team_id"], ["teams.org_id", "teams.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["org_id", "user_id"], ["memberships.org_id", "memberships.user_id"], ondelete="CASCADE"),
        Index(None, "org_id", "user_id"),
        {"info": SCOPED},
    )


class Invitation(Audited, OrgScoped, Base):
    """A link that was mailed to a person; only its SHA-256 is kept. A newer one replaces it."""

    __tablename__ = "invitations"
    __audit__ = "invitations"
    __hidden__ = frozenset({"digest"})
    user_id: Mapped[UUID]
    invited_by: Mapped[UUID]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("org_id", "user_id"),
        ForeignKeyConstraint(["org_id", "user_id"], ["memberships.org_id", "memberships.user_id"], ondelete="CASCADE"),
        {"info": SCOPED},
    )
