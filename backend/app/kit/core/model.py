"""Base of every table: ids, timestamps, version, organisation."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, MetaData, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.kit.core.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SCOPED: dict[str, Any] = {"scoped": True}
"""`__table_args__` info of a table whose rows belong to organisations: `migrate` puts forced row-level security on it."""


class Base(DeclarativeBase):
    """Every model of the product. A table is organisation-scoped (`OrgScoped`) or named in the allow-list of the architecture tests."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: DateTime(timezone=True)}


class OrgScoped:
    """A row of one organisation. (org_id, id) is the key, so a foreign key can never cross organisations."""

    org_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-20)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-19)


class Identified:
    """A row that belongs to no organisation (a person, a session)."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-19)


class Stamped:
    """Optimistic version and times, kept by the mapper and the database."""

    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=92)
