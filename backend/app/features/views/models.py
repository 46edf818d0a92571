"""A saved way to look at the records of an entity, and which one a person begins with."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

PRIVATE, SHARED = "private", "organization"


class View(Audited, OrgScoped, Stamped, Base):
    """A name for filters, order, layout and columns. Private ones are their owner's alone; shared ones are the organisation's."""

    __tablename__ = "views"
    __audit__: ClassVar[str] = "views"
    entity: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    name: Mapped[str] = mapped_column(String(80))
    owner_id: Mapped[UUID]
    """Who made it. No foreign key: a shared view stays when its maker leaves."""
    shared: Mapped[str] = mapped_column(String(20), default=PRIVATE)
    layout: Mapped[str] = mapped_column(String(20), default="list")
    query: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`search`, `options`, `columns` as the shape `ViewQuery` has them."""
    position: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        CheckConstraint("shared in ('private', 'organization')", "shared"),
        CheckConstraint("layout in ('list', 'board', 'calendar', 'chart')", "layout"),
        Index("ix_views_entity", "org_id", "entity", "position", "id"),
        Index("uq_views_own_name", "org_id", "entity", "owner_id", text("lower(name)"), unique=True),
        {"info": SCOPED},
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}


class ViewDefault(OrgScoped, Base):
    """The view that an entity opens with for one person."""

    __tablename__ = "view_defaults"
    user_id: Mapped[UUID]
    entity: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    view_id: Mapped[UUID]
    __table_args__ = (
        UniqueConstraint("org_id", "user_id", "entity"),
        ForeignKeyConstraint(["org_id", "view_id"], ["views.org_id", "views.id"], ondelete="CASCADE"),
        Index(None, "org_id", "view_id"),
        {"info": SCOPED},
    )
