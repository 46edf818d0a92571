"""What files listen to."""

from app.features.files.service import FileService
from app.kit.core.context import Context
from app.kit.core.events import Purged


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """Whatever the records held: in their fields and beside them."""
    await FileService(ctx).release_all(fact.entity, fact.ids)
