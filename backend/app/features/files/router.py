"""/files: uploads on their way to a record."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from fastapi import Response, UploadFile

from app.features.files.schemas import UploadOut
from app.features.files.service import FileService, facts
from app.kit.core import files
from app.kit.core.access import AUTHENTICATED
from app.kit.web.download import send_file
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router

r = router("/files", "files")


@r.post("", status_code=201, response_model=UploadOut)
@allow("files:write", tool=False)
async def upload_file(ctx: Ctx, file: UploadFile) -> Any:
    """Send a file; name its id in a record's field or attach it within a day, or it is removed."""
    return await FileService(ctx).take(file.filename or "", _chunks(file))


@r.get("/{id}", response_model=UploadOut)
@allow(AUTHENTICATED, tool=False, key="files:write")
async def get_file(ctx: Ctx, id: UUID) -> Any:
    """What is known of a file that you sent."""
    return await FileService(ctx).get(id)


@r.get("/{id}/content", response_class=Response)
@allow(AUTHENTICATED, tool=False, key="files:write")
async def get_file_content(ctx: Ctx, id: UUID) -> Any:
    """The content of a file that you sent; what a record holds is at `/{record}/{id}/files/{field}`."""
    return send_file(ctx, facts(await FileService(ctx).get(id)))


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(files.CHUNK):
        yield chunk
