"""Files on records: who may see the record sees them, who may change it adds and removes them."""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from app.features.attachments.models import RecordAttachment
from app.features.attachments.schemas import AttachmentIn, RecordAttachmentOut
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import NotFound
from app.kit.core.events import Merged, Noted
from app.kit.core.ids import new_id
from app.kit.core.uploads import ATTACHED, Uploads
from app.kit.entity.reach import OfRecord, PageOfRecord, reach, tell_beside
from app.kit.web.shapes import Page, keyset

NOUN = "attachments"


class AttachmentService:
    """The verbs of attachments."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, wanted: PageOfRecord) -> Page[RecordAttachmentOut]:
        """Files of a record, newest first."""
        await reach(self.ctx, wanted)
        table = RecordAttachment
        query = select(table).where(table.record_type == wanted.record_type, table.record_id == wanted.record_id)
        page = await keyset(
            self.ctx.db, query, [table.id], wanted, lambda row: RecordAttachmentOut.model_validate(row[0]), newest_first=True
        )
        names = await self.ctx.use(People).names(self.ctx, {one.created_by for one in page.items})
        for one in page.items:
            one.created_by_name = names.get(one.created_by)
        return page

    async def attach(self, given: AttachmentIn) -> RecordAttachment:
        """Hang an upload on a record."""
        record = await reach(self.ctx, given, "write")
        place: dict[str, Any] = {"entity": given.record_type, "record_id": given.record_id, "field": ATTACHED}
        facts = await self.ctx.use(Uploads).claim(self.ctx, given.file_id, **place)
        found: RecordAttachment | None = await self.ctx.db.scalar(select(RecordAttachment).where(RecordAttachment.file_id == given.file_id))
        if found is not None:  # asked twice
            return found
        made = RecordAttachment(
            id=new_id(), record_type=given.record_type, record_id=given.record_id, file_id=given.file_id, name=facts["name"],
            content_type=facts["content_type"], size=facts["size"], created_by=self.ctx.actor.user_id,
        )  # fmt: skip
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        self.ctx.emit(Noted(given.record_type, given.record_id, record.label, "attachment", made.name))
        tell_beside(self.ctx, NOUN, made.id, made, "create")
        return made

    async def get(self, id: UUID, action: Literal["read", "write"] = "read") -> RecordAttachment:
        """One, if the actor may do this with its record."""
        found: RecordAttachment | None = await self.ctx.db.scalar(select(RecordAttachment).where(RecordAttachment.id == id))
        if found is None:
            raise NotFound("There is no attachment with this id.")
        await reach(self.ctx, OfRecord(record_type=found.record_type, record_id=found.record_id), action)
        return found

    async def detach(self, id: UUID) -> None:
        """Take it off its record; the file is removed."""
        found = await self.get(id, "write")
        await self.ctx.use(Uploads).release(self.ctx, found.file_id)
        await self.ctx.db.delete(found)
        tell_beside(self.ctx, NOUN, found.id, found, "delete")

    async def follow(self, fact: Merged) -> None:
        """The attachments of merged records hang on the one that stays; `Uploads` moves the files themselves."""
        table = RecordAttachment
        query = select(table).where(table.record_type == fact.entity, table.record_id.in_(fact.from_ids))
        for found in await self.ctx.db.scalars(query):
            found.record_id = fact.id


def facts(found: RecordAttachment) -> dict[str, Any]:
    """What is needed to send the content."""
    return {"id": found.file_id, "name": found.name, "content_type": found.content_type}
