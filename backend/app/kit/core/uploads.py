"""Uploaded files that records hold: a port, so that an entity can take one over without knowing where uploads are kept."""

from collections.abc import Collection
from typing import Any, Protocol
from uuid import UUID

from app.kit.core.context import Context

ATTACHED = "(attached)"
"""The field name of files that hang on a record beside its declared fields: one that no field can have."""


class Uploads(Protocol):
    """Uploads by id. Facts of a file are `{id, name, size, content_type}`, size in bytes."""

    async def claim(self, ctx: Context, file_id: UUID, *, entity: str, record_id: UUID, field: str) -> dict[str, Any]:
        """Bind an upload to a record's field; its facts.

        Raises Invalid unless the caller uploaded it and no other record holds it, or this very field of this record holds or held it.
        """
        ...

    async def rebind(self, ctx: Context, *, entity: str, from_ids: Collection[UUID], to_id: UUID) -> None:
        """Hand everything these records hold to another record of the same kind (a merge)."""
        ...

    async def release(self, ctx: Context, file_id: UUID) -> None:
        """Let go of a file that no record needs any more: row and content are removed once it stands. Unknown ids are ignored."""
        ...
