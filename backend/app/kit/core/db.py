"""Engine, FIFO gate and the session that cannot leave its organisation.

Wall 1: every ORM statement on a scoped table gets `org_id = <actor's>`; Core, text and bulk writes on scoped tables are refused.
Wall 2: forced row-level security under a powerless role; the organisation travels inside BEGIN (no extra round trip).
"""

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, with_loader_criteria

from app.kit.core.errors import ScopeError
from app.kit.core.model import OrgScoped

if TYPE_CHECKING:
    AsyncpgConnection = asyncpg.Connection[asyncpg.Record]
else:
    AsyncpgConnection = asyncpg.Connection

TRUSTED = {"kit_scoped": True}
"""Execution option of the few statements that the kit itself writes and row-level security alone guards."""


class OrgConnection(AsyncpgConnection):
    """Adds the organisation to BEGIN: one message, one trip, local to the transaction (a test pins that asyncpg begins with BEGIN)."""

    org: UUID | None = None

    async def execute(self, query: str, *args: Any, timeout: float | None = None) -> str:
        """As asyncpg's, with `SET LOCAL app.org_id` behind BEGIN."""
        if query.startswith("BEGIN"):
            query = f"{query} SET LOCAL app.org_id = '{self.org or ''}';"
        done: str = await super().execute(query, *args, timeout=timeout)
        return done


class ScopedSession(Session):
    """Carries `info["org_id"]`; without it no transaction begins."""


@event.listens_for(ScopedSession, "after_begin")
def _carry_org(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    org = session.info.get("org_id")
    if org is None:
        raise ScopeError("a transaction without an actor")
    driver: Any = connection.connection.driver_connection
    driver.org = org


# One option object for the whole process: its compiled form is cached, only the parameter differs.
SCOPE = with_loader_criteria(OrgScoped, lambda cls: cls.org_id == bindparam("kit_org"), include_aliases=True, propagate_to_loaders=False)


@event.listens_for(ScopedSession, "do_orm_execute")
def _stay_in_org(state: ORMExecuteState) -> None:
    if "kit_scoped" in state.execution_options:
        return
    if not state.is_orm_statement:
        raise ScopeError("Core and text statements are refused: use the ORM, or a kit query")
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is None or issubclass(mapper.class_, OrgScoped):
            raise ScopeError("bulk writes skip audit and events: load and change, or use EntityService.bulk")
        return
    statement: Any = state.statement
    if SCOPE not in statement._with_options:  # prebuilt statements carry it already
        state.statement = statement.options(SCOPE)
    given: Any = state.parameters or {}
    state.parameters = {**given, "kit_org": state.session.info["org_id"]}


def async_url(url: str) -> str:
    """The same address for the asyncpg driver."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+asyncpg://{rest}" if scheme in ("postgres", "postgresql") else url


class Database:
    """One engine and one first-come-first-served gate: waiters never starve, an overload queues instead of deadlocking."""

    def __init__(self, url: str, *, pool: int = 8) -> None:
        self.engine: AsyncEngine = create_async_engine(
            async_url(url),
            pool_size=pool,
            max_overflow=0,
            pool_timeout=3,
            connect_args={"connection_class": OrgConnection, "command_timeout": 30, "timeout": 3, "server_settings": {"jit": "off"}},
        )
        self.gate = asyncio.Semaphore(pool)

    def session(self, org_id: UUID) -> AsyncSession:
        """A session that sees one organisation."""
        return AsyncSession(self.engine, sync_session_class=ScopedSession, expire_on_commit=False, info={"org_id": org_id}, autoflush=False)

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
