"""What attachments listen to."""

from typing import cast

from sqlalchemy import Table, delete

from app.features.attachments.models import RecordAttachment
from app.features.attachments.service import AttachmentService
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.events import Merged, Purged

ROWS = cast("Table", RecordAttachment.__table__)


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """Files of the losers belong to the winner."""
    await AttachmentService(ctx).follow(fact)


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """What hung on it; the files are freed by whoever keeps them."""
    await erase(ctx, delete(ROWS).where((ROWS.c.record_type == fact.entity) & ROWS.c.record_id.in_(fact.ids)))
