"""Files of a conversation."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Response, UploadFile

from app.features.conversations.models import Attachment
from app.features.conversations.schemas import AttachmentOut
from app.features.conversations.service import MAX_BYTES, FileService
from app.kit.core.media import INLINE
from app.kit.web.download import SEALED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
r = make_router("/conversations", "conversations")


@r.get("/{id}/attachments", response_model=Page[AttachmentOut])
@allow(USE, tool=False)
async def list_attachments(ctx: Ctx, id: UUID) -> dict[str, Any]:
    """Files of a conversation."""
    return {"items": await FileService(ctx).find(id)}


@r.post("/{id}/attachments", status_code=201, response_model=AttachmentOut)
@allow(USE, tool=False)
async def add_attachment(ctx: Ctx, id: UUID, file: UploadFile) -> Attachment:
    """Attach a text, CSV, PDF or picture for the agents of this conversation."""
    return await FileService(ctx).attach(id, file.filename or "", await file.read(MAX_BYTES + 1))


@r.delete("/{id}/attachments/{attachment_id}", status_code=204)
@allow(USE, tool=False)
async def delete_attachment(ctx: Ctx, id: UUID, attachment_id: UUID) -> None:
    """Remove a file."""
    await FileService(ctx).detach(id, attachment_id)


@r.get("/{id}/attachments/{attachment_id}/content", response_class=Response)
@allow(USE, tool=False)
async def get_conversation_file(ctx: Ctx, id: UUID, attachment_id: UUID) -> Response:
    """The file itself; pictures may be shown in place."""
    found, data = await FileService(ctx).content(id, attachment_id)
    way = "inline" if found.media_type in INLINE else "attachment"
    return Response(
        data, media_type=found.media_type, headers=SEALED | {"content-disposition": f"{way}; filename*=utf-8''{quote(found.name)}"}
    )
