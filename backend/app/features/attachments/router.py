"""/attachments: files on any record."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from app.features.attachments.schemas import AttachmentIn, RecordAttachmentOut
from app.features.attachments.service import AttachmentService, facts
from app.kit.core.access import AUTHENTICATED
from app.kit.entity.reach import PageOfRecord
from app.kit.web.download import send_file
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/attachments", "attachments")


@r.get("", response_model=Page[RecordAttachmentOut])
@allow(AUTHENTICATED)
async def list_record_attachments(ctx: Ctx, query: Annotated[PageOfRecord, Query()]) -> Any:
    """Files attached to a record, newest first. Needs the right to read the record."""
    return await AttachmentService(ctx).find(query)


@r.post("", status_code=201, response_model=RecordAttachmentOut)
@allow(AUTHENTICATED, tool=False)
async def attach_file(ctx: Ctx, body: AttachmentIn) -> Any:
    """Attach an upload of yours to a record. Needs the right to change the record."""
    return await AttachmentService(ctx).attach(body)


@r.get("/{id}/content", response_class=Response)
@allow(AUTHENTICATED, tool=False)
async def get_attachment_content(ctx: Ctx, id: UUID) -> Any:
    """The file itself: pictures in place, everything else as a download."""
    return send_file(ctx, facts(await AttachmentService(ctx).get(id)))


@r.delete("/{id}", status_code=204)
@allow(AUTHENTICATED, tool=False)
async def detach_file(ctx: Ctx, id: UUID) -> None:
    """Take a file off its record and remove it. Needs the right to change the record."""
    await AttachmentService(ctx).detach(id)
