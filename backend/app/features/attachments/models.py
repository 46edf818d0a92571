"""Which files hang on which record."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped


class RecordAttachment(Audited, OrgScoped, Base):
    """A file beside a record's declared fields, with the facts of the file as they were when it was attached (files never change)."""

    __tablename__ = "record_attachments"
    __audit__: ClassVar[str] = "attachments"
    record_type: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    record_id: Mapped[UUID]
    file_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        UniqueConstraint("org_id", "file_id"),
        Index("ix_record_attachments_record", "org_id", "record_type", "record_id", "id"),
        {"info": SCOPED},
    )
