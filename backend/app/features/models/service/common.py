"""What the services of this feature share."""

from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select

from app.features.models.models import Watched
from app.kit.core.context import Context
from app.kit.core.errors import NotFound, Stale
from app.kit.core.signals import Signals

TOPIC = "models"
"""The signal that an organisation changed its providers, prices or limits."""
Row = TypeVar("Row", bound=Watched)


def tell(ctx: Context) -> None:
    """Once it stands, every process forgets what it knew."""
    ctx.after_commit(partial(ctx.use(Signals).send, TOPIC, str(ctx.actor.org_id)))


async def loaded(ctx: Context, statement: Select[Row], what: str, *, expected: bool = False) -> Row:
    """The one row. Raises NotFound, and Stale when somebody saved a newer version first."""
    found = (await ctx.db.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"There is no {what} with this id.")
    if expected and ctx.if_match is not None and found.version != ctx.if_match:
        raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
    return found


def by_id(statement: Select[Row], id: UUID) -> Select[Row]:
    """Only this one."""
    return statement.filter_by(id=id)
