"""Shapes of files."""

from datetime import datetime
from uuid import UUID

from app.kit.web.shapes import Shape


class UploadOut(Shape):
    """An upload; name it in a record's field, or attach it, within a day."""

    id: UUID
    name: str
    content_type: str
    """Told by the content, not by the sender."""
    size: int
    """Bytes."""
    sha256: str
    created_at: datetime
