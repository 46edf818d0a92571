"""Engine, FIFO gate and the session that cannot leave its organisation.

Wall 1: every ORM statement on a scoped table gets `org_id = <actor's>`; Core, text and bulk writes on scoped tables are refused.
Wall 2: forced row-level security under a powerless role; the organisation travels inside BEGIN (no extra round trip).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, with_loader_criteria
from sqlalchemy.util import greenlet_spawn

from app.kit.core.errors import NestedWork, ScopeError, Unavailable
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


PATIENCE = 10.0
"""Seconds that a unit of work waits for its turn before it answers 503: shorter than clients and proxies wait for an answer."""
RETRY_SECONDS = 5


class Gate:
    """As many seats as connections, first come, first served: waiters never starve, an overload queues, and the queue has an end."""

    def __init__(self, seats: int, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._free = asyncio.Semaphore(seats)
        self._seated: set[asyncio.Task[Any]] = set()

    async def enter(self) -> asyncio.Task[Any]:
        """A seat, in the name of this task: whoever leaves says it again, also from another task. Unavailable after too long a wait.

        Raises NestedWork where the task has one already: with all seats taken by such tasks, none would ever get its second.
        """
        task = asyncio.current_task()
        assert task is not None
        if task in self._seated:
            raise NestedWork("this task has a unit of work open: pass its ctx on, close it first, or put the block into ctx.away()")
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        self._seated.add(task)
        return task

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self.patience):
                await self._free.acquire()
        except TimeoutError as late:
            raise Unavailable("Too much is asked for at this moment. Try again in a few seconds.", retry_after=RETRY_SECONDS) from late

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[None]:
        """One as long as the block lasts."""
        task = await self.enter()
        try:
            yield
        finally:
            self.leave(task)

    def leave(self, task: asyncio.Task[Any]) -> None:
        """Give the seat of this task back."""
        self._seated.discard(task)
        self._free.release()


WITHIN = "with within as (select set_config('app.org_id', $1, true))"
"""Sets the organisation of the statement that reads from `within`."""


class Database:
    """One engine, and the gate before it."""

    def __init__(self, url: str, *, pool: int = 8) -> None:
        self.engine: AsyncEngine = create_async_engine(
            async_url(url),
            pool_size=pool,
            max_overflow=0,
            pool_timeout=3,
            connect_args={"connection_class": OrgConnection, "command_timeout": 30, "timeout": 3, "server_settings": {"jit": "off"}},
        )
        self.gate = Gate(pool)

    def session(self, org_id: UUID) -> AsyncSession:
        """A session that sees one organisation."""
        return AsyncSession(self.engine, sync_session_class=ScopedSession, expire_on_commit=False, info={"org_id": org_id}, autoflush=False)

    async def at_once(self, org_id: UUID, statement: str, *values: Any) -> None:
        """One statement of the kit's own kind in one trip, as a transaction of its own. It begins with `WITHIN`, whose $1 is the
        organisation: row-level security alone guards it."""
        async with self.gate.seat():
            held = await self.engine.raw_connection()
            driver: Any = held.driver_connection
            try:
                await driver.fetch(statement, str(org_id), *values)
            finally:
                await greenlet_spawn(held.invalidate if driver.is_closed() else held.close)

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
