"""Files of a conversation: texts, tables, PDF documents and pictures, told by their content."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import Attachment
from app.features.conversations.service.conversations import ConversationService
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid, NotFound
from app.kit.core.media import HEAD, TEXTS, kind_of, safe_name
from app.kit.tools.data import MAX_FILE_BYTES
from app.kit.tools.pdf import pages_of

MAX_BYTES = 10_000_000
"""Of a PDF; a table or picture may have MAX_FILE_BYTES."""
MAX_FILES = 20
PDF = "application/pdf"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
"""What models that see take."""


class FileService:
    """Attaching, reading back, removing."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.talks = ctx, ConversationService(ctx)

    async def find(self, id: UUID) -> Sequence[Attachment]:
        """Files of a conversation; who only reads along sees their names in the messages."""
        await self.talks.attended(id)
        return (await self.ctx.db.scalars(queries.attachments(id))).all()

    async def attach(self, id: UUID, name: str, data: bytes) -> Attachment:
        """Keep a file under an id of our own; its name is only shown. Raises Invalid with what is wrong with it."""
        await self.talks.own(id, lock=True)
        media_type = _kind(name, data)
        most = MAX_BYTES if media_type == PDF else MAX_FILE_BYTES
        if len(data) > most:
            raise Invalid.field("file", f"is larger than {most // 1_000_000} MB")
        if len((await self.ctx.db.scalars(queries.attachments(id))).all()) >= MAX_FILES:
            raise Conflict(f"A conversation takes {MAX_FILES} files: begin another one for more.")
        pages = await pages_of(data) if media_type == PDF else None
        made = Attachment(
            conversation_id=id, name=safe_name(name), media_type=media_type, size=len(data), data=data, pages=pages,
            created_at=datetime.now(UTC),
        )  # fmt: skip
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return made

    async def content(self, id: UUID, attachment_id: UUID) -> tuple[Attachment, bytes]:
        """A file with its bytes."""
        await self.talks.attended(id)
        found = await self._one(id, attachment_id)
        data, _ = (await self.ctx.db.execute(queries.attachment_content(id, attachment_id))).one()
        return found, bytes(data)

    async def detach(self, id: UUID, attachment_id: UUID) -> None:
        """Remove a file."""
        await self.talks.own(id)
        await self.ctx.db.delete(await self._one(id, attachment_id))

    async def _one(self, id: UUID, attachment_id: UUID) -> Attachment:
        found: Attachment | None = (await self.ctx.db.scalars(queries.attachments(id, [attachment_id]))).first()
        if found is None:
            raise NotFound("There is no such file in this conversation.")
        return found


def _kind(name: str, data: bytes) -> str:
    """The type by content, of the kinds that agents can do something with."""
    if not data.strip():
        raise Invalid.field("file", "is empty")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = kind_of(name if ending else f"{name}.txt", data[:HEAD])  # a pasted text has no ending
    if kind not in PICTURES and kind != PDF and ending not in TEXTS and ending:
        raise Invalid.field("file", "can not be read by agents: send a text, CSV, PDF, PNG, JPEG, WebP or GIF file", type="wrong_type")
    if kind not in PICTURES and kind != PDF and b"\0" in data:
        raise Invalid.field("file", "is not a text", type="wrong_content")
    return kind
