"""The unit of work: one per request, tool call, job or command. One commit at the edge, or nothing happened."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from sqlalchemy import Select, Table, bindparam, event, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, UOWTransaction

from app.kit.core.access import ANONYMOUS, Actor
from app.kit.core.db import TRUSTED, Database, ScopedSession
from app.kit.core.errors import ScopeError
from app.kit.core.events import Bus, Changed, Event
from app.kit.core.log import logger
from app.kit.core.settings import Settings

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logger(__name__)
P = TypeVar("P")
MANY = 16
"""Above this number of rows, technical rows are written table by table instead of in one statement."""


@lru_cache(maxsize=512)
def _together(shape: tuple[tuple[Table, tuple[str, ...]], ...]) -> Select[Any]:
    """`with w0 as (insert …), w1 as (insert …) select 1`, built once per combination of rows."""
    writes = [
        insert(table).values({key: bindparam(f"r{i}_{key}", type_=table.c[key].type) for key in keys}).cte(f"w{i}")
        for i, (table, keys) in enumerate(shape)
    ]
    return select(literal(1)).add_cte(*writes)


@dataclass(slots=True)
class Kit:
    """What the process owns, made once by boot."""

    settings: Settings
    db: Database
    bus: Bus
    redis: "Redis"
    ports: dict[type, Any] = field(default_factory=dict)
    operations: dict[str, Any] = field(default_factory=dict)
    """Every operation by name (`app.kit.web.operation.Operation`); filled when the routes are mounted."""

    def use(self, port: type[P]) -> P:
        """The adapter that a feature gave for a port."""
        try:
            return cast("P", self.ports[port])
        except KeyError:
            raise LookupError(f"no feature provides {port.__name__}") from None


@dataclass(slots=True)
class Origin:
    """Where a unit of work came from, for the audit row and the log."""

    request_id: str = ""
    ip: str | None = None
    user_agent: str = ""


@dataclass(slots=True)
class Context:
    """`ctx.db`, `ctx.actor`, `ctx.emit()`. Open late (after the body was read), commit once, close always."""

    kit: Kit
    actor: Actor = ANONYMOUS
    origin: Origin = field(default_factory=Origin)
    if_match: int | None = None
    """The version that the caller expects (If-Match); services refuse a newer one with Stale."""
    etag: int | None = None
    """The version of the record that is answered; becomes the ETag header."""
    bulk: bool = False
    """Many records at once: each is audited, but listeners tell people one summary instead of each."""
    _db: AsyncSession | None = None
    _pending: list[Event] = field(default_factory=list)
    _told: list[Event] = field(default_factory=list)
    _rows: list[tuple[Table, dict[str, Any]]] = field(default_factory=list)
    _later: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    _fate: "asyncio.Future[bool] | None" = None
    _seat: asyncio.Task[Any] | None = None
    """In whose name it counts at the database's gate, while it does."""

    @property
    def db(self) -> AsyncSession:
        """The session, scoped to the actor's organisation."""
        if self._db is None:
            raise ScopeError("the unit of work is not open (a stream outlives its context: use ctx.fork())")
        return self._db

    @property
    def settings(self) -> Settings:
        """The process's settings."""
        return self.kit.settings

    @property
    def redis(self) -> "Redis":
        """The doorbell: caches, limits, wake-ups. Never the only place of a fact."""
        return self.kit.redis

    def use(self, port: type[P]) -> P:
        """The adapter of a port."""
        return self.kit.use(port)

    def emit(self, fact: Event) -> None:
        """Tell a fact: `on` listeners hear it before the commit, `after` listeners once it stands."""
        self._pending.append(fact)

    def append(self, table: Table, row: dict[str, Any]) -> None:
        """Add a technical row (audit, notification, delivery): written together, just before the commit."""
        self._rows.append((table, row))

    def after_commit(self, call: Callable[[], Awaitable[None]]) -> None:
        """Do this once it stands (ring a worker, drop a cache entry); dropped when the work is rolled back."""
        self._later.append(call)

    def stands(self) -> "asyncio.Future[bool]":
        """Whether this work stands: True once it was committed, False when it was rolled back. For what may begin before that is known,
        as long as nobody sees anything of it."""
        if self._fate is None:
            self._fate = asyncio.get_running_loop().create_future()
        return self._fate

    def fork(self, actor: Actor | None = None) -> "Context":
        """A fresh unit of work for the same actor, for streams and long loops."""
        return Context(self.kit, actor or self.actor, replace(self.origin))

    async def act_as(self, actor: Actor) -> None:
        """Go on as somebody else in the same transaction: sign-in and sign-up learn who is there only on the way."""
        self.actor = actor
        self.db.info["org_id"] = actor.org_id
        if self.db.in_transaction():
            await self.db.execute(select(func.set_config("app.org_id", str(actor.org_id), True)), execution_options=TRUSTED)

    async def __aenter__(self) -> Self:
        self._seat = await self.kit.db.gate.enter()
        self._db = self.kit.db.session(self.actor.org_id)
        self._db.info["ctx"] = self
        return self

    async def settle(self) -> None:
        """Flush and write all technical rows so far, without committing: bounds the memory of long work."""
        db = self.db
        while True:
            if db.new or db.dirty or db.deleted:
                await db.flush()
            if not self._pending:
                break
            batch, self._pending = self._pending, []
            for fact in batch:
                for listener in self.kit.bus.of("on", fact):
                    await listener.handler(self, fact)
            self._told += [f for f in batch if not (self.bulk and isinstance(f, Changed))]
        if self._rows:
            await db.run_sync(self._write)

    async def commit(self) -> None:
        """Flush, let `on` listeners add their rows (they may emit more), commit. A read commits nothing."""
        await self.settle()
        if self.db.in_transaction():
            await self.db.commit()
        self._decide(True)

    def _decide(self, stands: bool) -> None:
        if self._fate is not None and not self._fate.done():
            self._fate.set_result(stands)

    def _write(self, session: Session) -> None:
        rows, self._rows = self._rows, []
        connection = session.connection()
        if len(rows) <= MANY:  # all in one statement: one trip, however many listeners
            shape = tuple((table, tuple(row)) for table, row in rows)
            values = {f"r{i}_{key}": value for i, (_, row) in enumerate(rows) for key, value in row.items()}
            connection.execute(_together(shape), values)
            return
        by_shape: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = {}
        for table, row in rows:
            by_shape.setdefault((table, tuple(row)), []).append(row)
        for (table, _), alike in by_shape.items():
            connection.execute(insert(table), alike)

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        db, self._db = self._db, None
        self._pending.clear()
        self._rows.clear()
        if kind is not None:
            self._told.clear()
            self._later.clear()
        try:
            if db is not None:
                # rolls back what was not committed; a second cancellation cannot interrupt it
                await (asyncio.shield(db.close()) if db.in_transaction() else db.close())
        finally:
            self._decide(False)  # unless it was committed
            self._stand()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Around waiting for another computer: the connection goes back to the pool, and a new transaction begins behind the block.

        What was read before may have changed then. Once something has been written here the transaction must stay whole: then it, and
        its connection, are kept.
        """
        if self._pending or self._rows or "written" in self.db.info or self.db.new or self.db.dirty or self.db.deleted:
            yield
            return
        await self.db.commit()
        self._stand()
        try:
            yield
        finally:
            self._seat = await self.kit.db.gate.enter()

    def _stand(self) -> None:
        seat, self._seat = self._seat, None
        if seat is not None:
            self.kit.db.gate.leave(seat)

    async def tell(self) -> None:
        """Run the `after` listeners: outside the transaction, each on its own."""
        told, self._told = self._told, []
        later, self._later = self._later, []
        for call in later:
            await self._safely(call(), getattr(call, "__qualname__", "after_commit"))
        for fact in told:
            for listener in self.kit.bus.of("after", fact):
                await self._safely(listener.handler(self, fact), listener.handler.__qualname__)

    @staticmethod
    async def _safely(work: Awaitable[None], name: str) -> None:
        try:
            await work
        except Exception:
            log.exception("after_commit_failed", listener=name)


class work:
    """A unit of work outside a request: opens, commits when the block ends well, tells; rolls back otherwise."""

    def __init__(self, kit: Kit, actor: Actor, origin: Origin | None = None) -> None:
        self.ctx = Context(kit, actor, origin or Origin())

    async def __aenter__(self) -> Context:
        return await self.ctx.__aenter__()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                await self.ctx.commit()
        except BaseException as failed:
            await self.ctx.__aexit__(type(failed), failed, None)
            raise
        await self.ctx.__aexit__(kind, error, trace)
        if kind is None:
            await self.ctx.tell()


@event.listens_for(ScopedSession, "before_flush")
def _collect_changes(session: Session, _flush: UOWTransaction, _objects: Any) -> None:
    """Every new, changed or deleted record becomes a fact with old and new values, whoever changed it."""
    ctx: Context = session.info["ctx"]
    session.info["written"] = True
    org: UUID = ctx.actor.org_id
    for record in (*session.new, *session.dirty, *session.deleted):
        describe = getattr(record, "__change__", None)
        if describe is None:
            if hasattr(record, "org_id") and record.org_id is None:
                record.org_id = org
        elif (fact := describe(session, org)) is not None:
            ctx.emit(fact)
