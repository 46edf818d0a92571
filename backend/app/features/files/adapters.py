"""The kit's `Uploads` over the table of this feature."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from app.features.files.service import FileService, facts
from app.kit.core.context import Context


class StoredUploads:
    """See `Uploads`."""

    async def claim(self, ctx: Context, file_id: UUID, *, entity: str, record_id: UUID, field: str) -> dict[str, Any]:
        """See `Uploads`."""
        return facts(await FileService(ctx).claim(file_id, entity=entity, record_id=record_id, field=field))

    async def rebind(self, ctx: Context, *, entity: str, from_ids: Collection[UUID], to_id: UUID) -> None:
        """See `Uploads`."""
        await FileService(ctx).rebind(entity, from_ids, to_id)

    async def release(self, ctx: Context, file_id: UUID) -> None:
        """See `Uploads`."""
        await FileService(ctx).release(file_id)
