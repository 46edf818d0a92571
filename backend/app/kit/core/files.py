"""Files of an organisation under DATA_DIR/files, by names that the server makes: no word of a caller ever becomes part of a path."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from app.kit.core.ids import new_id
from app.kit.core.settings import Settings

CHUNK = 256 * 1024


def folder(settings: Settings, org_id: UUID) -> Path:
    """Where an organisation's files lie (made when missing, for nobody else to read)."""
    home = settings.data_dir.resolve() / "files" / str(org_id)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def locate(settings: Settings, org_id: UUID, file_id: UUID) -> Path:
    """The path of a stored file."""
    return folder(settings, org_id) / str(file_id)


def sync(handle: BinaryIO) -> None:
    """What was written is on the disk from here on."""
    handle.flush()
    os.fsync(handle.fileno())


async def store(settings: Settings, org_id: UUID, chunks: AsyncIterator[bytes]) -> UUID:
    """Write a file to the disk, whole or not at all; its id."""
    file_id = new_id()
    path = locate(settings, org_id, file_id)
    part = path.with_suffix(".part")
    handle = cast("BinaryIO", await asyncio.to_thread(open, part, "wb"))
    try:
        async for chunk in chunks:
            await asyncio.to_thread(handle.write, chunk)
        await asyncio.to_thread(sync, handle)
    except BaseException:
        handle.close()
        part.unlink(missing_ok=True)
        raise
    handle.close()
    part.rename(path)
    return file_id
