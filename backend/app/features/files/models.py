"""Uploaded files: who sent them, what they are, and which record holds them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped


class FileRow(Audited, OrgScoped, Base):
    """One file; its content lies under the same id (`kit/core/files.py`). Without a record it waits to be claimed."""

    __tablename__ = "files"
    __audit__: ClassVar[str] = "files"
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_by: Mapped[UUID]
    entity: Mapped[str | None] = mapped_column(String(63), default=None, info={"names": "entity", "lets_go": ("record_id", "field")})
    record_id: Mapped[UUID | None] = mapped_column(default=None)
    field: Mapped[str | None] = mapped_column(String(63), default=None)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        Index("ix_files_record", "org_id", "entity", "record_id"),
        Index("ix_files_unclaimed", "created_at", postgresql_where=text("record_id is null")),
        {"info": {**SCOPED, "system": True}},
    )
