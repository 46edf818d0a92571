"""The agents of an organisation, remembered: a turn costs one look into a dictionary."""

from collections.abc import Sequence

from pydantic import ValidationError

from app.features.accounts.service import organization_name
from app.features.agents import queries
from app.features.agents.service import MadeAgent, made_of
from app.kit.core.context import Context
from app.kit.core.log import logger
from app.kit.core.remembered import Remembered

log = logger(__name__)


class Staffing(Remembered[tuple[MadeAgent, ...]]):
    """Those that are turned on, of each organisation."""

    def __init__(self) -> None:
        super().__init__("agents", _read)


async def _read(ctx: Context) -> tuple[MadeAgent, ...]:
    rows = (await ctx.db.execute(queries.present())).all()
    organisation = await organization_name(ctx) if rows else ""
    found = []
    for row, version in rows:
        try:
            found += [made_of(row, version, organisation)] if row.enabled else []
        except ValidationError:  # written under wider rules than today's: the others go on
            log.warning("agent_not_readable", agent=row.name, version=version.number)
    return tuple(found)


async def made_here(ctx: Context) -> Sequence[MadeAgent]:
    """The port `Staff`."""
    return await ctx.use(Staffing).of(ctx)
