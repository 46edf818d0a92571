"""What people say about records."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, String, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped


class Comment(Audited, OrgScoped, Stamped, Base):
    """One comment on a record, in Markdown. Earlier wordings are in the audit log."""

    __tablename__ = "comments"
    __audit__: ClassVar[str] = "comments"
    __table_args__ = (Index("ix_comments_record", "org_id", "record_type", "record_id", "id"), {"info": SCOPED})
    record_type: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    record_id: Mapped[UUID]
    body: Mapped[str] = mapped_column(Text)
    mentions: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    """Whom it names with @; each could read the record when it was written."""
    created_by: Mapped[UUID]
    agent: Mapped[str | None] = mapped_column(String(80))
    """The agent that wrote it for this person."""
    edited_at: Mapped[datetime | None] = mapped_column(default=None)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}

    def __values__(self, source: dict[str, Any], only: set[str] | None = None) -> dict[str, Any]:
        found = super().__values__(source, only)
        if found.get("mentions") is not None:
            found["mentions"] = [str(id) for id in found["mentions"]]
        return found
