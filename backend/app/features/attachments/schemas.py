"""Shapes of attachments."""

from datetime import datetime
from uuid import UUID

from app.kit.entity.reach import OfRecord


class AttachmentIn(OfRecord):
    """An upload (`POST /files`) and the record it shall hang on."""

    file_id: UUID


class RecordAttachmentOut(OfRecord):
    """A file on a record."""

    id: UUID
    file_id: UUID
    name: str
    content_type: str
    size: int
    """Bytes."""
    created_by: UUID
    created_by_name: str | None = None
    created_at: datetime
