"""Taking files in, handing them to records, letting go of them."""

import hashlib
from collections.abc import AsyncIterator, Collection
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.features.files.models import FileRow
from app.kit.core import files
from app.kit.core.context import Context
from app.kit.core.errors import Invalid, NotFound, TooLarge, TooMany
from app.kit.core.media import HEAD, kind_of, safe_name

WAITING = 20
"""How many of the largest uploads one person may have that no record holds."""


class FileService:
    """Everybody sees only what he sent himself; what a record holds is shown by the record."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def take(self, name: str, chunks: AsyncIterator[bytes]) -> FileRow:
        """Store an upload. Raises Invalid for a kind that is not taken, TooLarge beyond UPLOAD_MAX_BYTES; then nothing is kept."""
        await self._room()
        row = FileRow(name=safe_name(name), size=0, created_by=self.ctx.actor.user_id)
        digest = hashlib.sha256()

        async def watched() -> AsyncIterator[bytes]:
            async for chunk in chunks:
                if not row.size:
                    row.content_type = kind_of(row.name, chunk[:HEAD])
                row.size += len(chunk)
                if row.size > self.ctx.settings.upload_max_bytes:
                    raise TooLarge(f"A file may have at most {self.ctx.settings.upload_max_bytes} bytes.")
                digest.update(chunk)
                yield chunk
            if not row.size:
                raise Invalid.field("file", "is empty")

        row.id = await files.store(self.ctx.settings, self.ctx.actor.org_id, watched())
        row.sha256 = digest.hexdigest()
        self.ctx.db.add(row)
        await self.ctx.db.flush()
        return row

    async def _room(self) -> None:
        """Nobody fills the disk with uploads that no record takes."""
        waiting = select(func.coalesce(func.sum(FileRow.size), 0)).where(
            FileRow.created_by == self.ctx.actor.user_id, FileRow.record_id.is_(None)
        )
        if int(await self.ctx.db.scalar(waiting) or 0) >= WAITING * self.ctx.settings.upload_max_bytes:
            raise TooMany("Too many of your uploads are not part of a record yet. They are removed after a day.", retry_after=3600)

    async def get(self, id: UUID) -> FileRow:
        """One's own upload, or NotFound."""
        row = await self._row(id)
        if row is None or row.created_by != self.ctx.actor.user_id:
            raise NotFound("There is no file of yours with this id.")
        return row

    async def claim(self, id: UUID, *, entity: str, record_id: UUID, field: str) -> FileRow:
        """Bind it to a record's field (see `Uploads.claim`)."""
        row, place = await self._row(id), (entity, record_id, field)
        if row is not None and (row.entity, row.record_id, row.field) == place:
            return row
        if row is None or row.created_by != self.ctx.actor.user_id:
            raise Invalid.field(field, "there is no upload of yours with this id", type="unknown_file")
        if row.record_id is not None:
            raise Invalid.field(field, "this file belongs to another record already; upload it again", type="file_taken")
        row.entity, row.record_id, row.field = place
        return row

    async def rebind(self, entity: str, from_ids: Collection[UUID], to_id: UUID) -> None:
        """Another record of the same kind holds them now."""
        query = select(FileRow).where(FileRow.entity == entity, FileRow.record_id.in_(from_ids))
        for row in await self.ctx.db.scalars(query):
            row.record_id = to_id

    async def release_all(self, entity: str, record_ids: Collection[UUID]) -> None:
        """Remove everything that these records hold."""
        for id in (await self.ctx.db.scalars(select(FileRow.id).where(FileRow.entity == entity, FileRow.record_id.in_(record_ids)))).all():
            await self.release(id)

    async def release(self, id: UUID) -> None:
        """Remove row and content, the content only once the removal stands."""
        row = await self._row(id)
        if row is None:
            return
        path = files.locate(self.ctx.settings, self.ctx.actor.org_id, id)
        await self.ctx.db.delete(row)

        async def gone() -> None:
            path.unlink(missing_ok=True)

        self.ctx.after_commit(gone)

    async def _row(self, id: UUID) -> FileRow | None:
        found: FileRow | None = await self.ctx.db.scalar(select(FileRow).where(FileRow.id == id))
        return found


def facts(row: FileRow) -> dict[str, Any]:
    """What a record keeps of a file."""
    return {"id": str(row.id), "name": row.name, "size": row.size, "content_type": row.content_type}
