"""Tasks by hand: `sql` (Starlette, asyncpg, one statement per answer) and `orm` (FastAPI, SQLAlchemy's ORM, as most teams write it)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
import orjson
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from redis.asyncio import Redis
from sqlalchemy import Date, DateTime, String, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from app.kit.core.db import async_url
from app.kit.core.ids import new_id
from app.kit.core.settings import get_settings
from bench.support.claims import claims
from bench.support.million import BY_HAND


def sql() -> Starlette:
    """`/sql/<name>`: the statements of `BY_HAND` behind the smallest server; `a` is a day or words, `b` an id."""
    pools: list[Any] = []

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        pools.append(await asyncpg.create_pool(get_settings().database_url.get_secret_value(), min_size=2, max_size=8))
        yield

    async def answer(request: Request) -> Response:
        name, given = request.path_params["name"], request.query_params
        args: list[Any] = [UUID(claims(request)["org"])]
        if name == "page":
            args += [date.fromisoformat(given["a"]), UUID(given["b"])]
        elif name == "search":
            args.append(given["a"])
        async with pools[0].acquire() as db:
            rows = await db.fetch(BY_HAND[name], *args)
        body = orjson.dumps([dict(r) for r in rows], default=str, option=orjson.OPT_UTC_Z)
        return Response(body, media_type="application/json")

    return Starlette(lifespan=life, routes=[Route("/sql/{name}", answer)])


class _Base(DeclarativeBase):
    pass


class Task(_Base):
    """The table of tasks, mapped anew."""

    __tablename__ = "tasks"
    org_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    assignee: Mapped[UUID | None] = mapped_column("assignee_id", Uuid)
    due_on: Mapped[date | None] = mapped_column(Date)
    priority: Mapped[str] = mapped_column(String(40), default="normal")
    status: Mapped[str] = mapped_column(String(40), default="open")
    customer: Mapped[UUID | None] = mapped_column("customer_id", Uuid)
    invoice: Mapped[UUID | None] = mapped_column("invoice_id", Uuid)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class _Audit(_Base):
    __tablename__ = "bench_audit"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    org_id: Mapped[UUID] = mapped_column(Uuid)
    user_id: Mapped[UUID] = mapped_column(Uuid)
    entity_id: Mapped[UUID] = mapped_column(Uuid)
    new_values: Mapped[dict[str, Any]] = mapped_column(JSONB)


class _Notification(_Base):
    __tablename__ = "notifications"
    org_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    entity_type: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[UUID] = mapped_column(Uuid)


class TaskIn(BaseModel):
    """What a client sends."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    description: Annotated[str, Field(max_length=20_000)] | None = None
    assignee: UUID | None = None
    due_on: date | None = None
    priority: Literal["low", "normal", "high"] = "normal"
    status: Literal["open", "in_progress", "done", "cancelled"] = "open"
    customer: UUID | None = None
    invoice: UUID | None = None


class TaskOut(TaskIn):
    """What a client gets."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


def orm() -> FastAPI:
    """Read and create as the tutorials have it: a session per request, one commit, an audit row, a notification, one message to Redis."""
    settings = get_settings()
    engine = create_async_engine(async_url(settings.database_url.get_secret_value()), pool_size=8, max_overflow=0)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    redis = Redis.from_url(settings.redis_url.get_secret_value())
    app = FastAPI()

    async def session() -> AsyncIterator[AsyncSession]:
        async with sessions() as opened:
            yield opened

    async def who(request: Request) -> tuple[UUID, UUID]:
        found = claims(request)
        return UUID(found["org"]), UUID(found["sub"])

    Db = Annotated[AsyncSession, Depends(session)]
    Me = Annotated[tuple[UUID, UUID], Depends(who)]

    @app.get("/api/v1/tasks/{id}", response_model=TaskOut)
    async def get(id: UUID, db: Db, me: Me) -> Any:
        found = await db.scalar(select(Task).where(Task.org_id == me[0], Task.id == id, Task.deleted_at.is_(None)))
        if found is None:
            raise HTTPException(404)
        return found

    @app.post("/api/v1/tasks", status_code=201, response_model=TaskOut)
    async def create(body: TaskIn, db: Db, me: Me) -> Any:
        task = Task(org_id=me[0], **body.model_dump())
        db.add(task)
        await db.flush()
        db.add(_Audit(org_id=me[0], user_id=me[1], entity_id=task.id, new_values=body.model_dump(mode="json")))
        if task.assignee and task.assignee != me[1]:
            title = f"Somebody assigned you the task {task.title}"
            more = {"kind": "record.assigned", "title": title, "body": "", "entity_type": "tasks", "entity_id": task.id}
            db.add(_Notification(org_id=me[0], user_id=task.assignee, **more))
        await db.commit()
        await db.refresh(task)
        told = {"entity_type": "tasks", "entity_id": str(task.id), "action": "create", "at": datetime.now(UTC).isoformat()}
        await redis.publish("bench", orjson.dumps(told))
        if task.assignee:
            await redis.publish("bench", orjson.dumps({"notification": str(task.assignee)}))
        return task

    return app
