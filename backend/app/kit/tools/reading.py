"""The tool with which an agent reads an attached file piece by piece: documents are never put into the prompt whole."""

from typing import Any

from pydantic import Field

from app.kit.core.errors import Invalid, NotFound
from app.kit.tools.tool import Args, BuiltIn, File, Hands

PIECE = 8_000
"""Characters of one answer."""


class ReadFile(Args):
    """Which piece of which file."""

    file: str = Field(max_length=80, description="id of an attached file")
    page: int = Field(default=1, ge=1, description="of a PDF; other files have one page")
    offset: int = Field(default=0, ge=0, description="where to begin in the page: next_offset of the piece before")


async def read_file(hands: Hands, args: ReadFile) -> dict[str, Any]:
    """One piece of a page, and where the next one begins."""
    file = file_of(hands, args.file)
    pages = await file.pages()
    if args.page > len(pages):
        raise Invalid.field("page", f"the file has {len(pages)} pages")
    text = pages[args.page - 1]
    end = args.offset + PIECE
    place = {"file": file.name, "page": args.page, "pages": len(pages), "next_offset": end if end < len(text) else None}
    note = {} if text.strip() else {"note": "There is no text on this page: it may be a picture."}
    return {**place, **note, "text": text[args.offset : end]}


def file_of(hands: Hands, id: str) -> File:
    """An attached file by its id; no others exist for an agent."""
    file = next((f for f in hands.files if str(f.id) == id), None)
    if file is None:
        attached = ", ".join(f"{f.name} ({f.id})" for f in hands.files) or "nothing"
        raise NotFound(f"There is no such file in this conversation. Attached: {attached}.")
    return file


READ_FILE = BuiltIn("read_file", "Reads an attached text or PDF file, a piece at a time.", ReadFile, read_file)
