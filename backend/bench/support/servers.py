"""The references of `bench http`, written by hand: `bare` (Starlette + asyncpg) and `tight` (FastAPI + SQLAlchemy Core).

`plain` is the product without listeners: what a create costs before anything is audited or told.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import asyncpg
import orjson
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from redis.asyncio import Redis
from sqlalchemy import Table, bindparam, func, insert, select
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from app.kit.boot import assemble, build_api
from app.kit.core.db import Database
from app.kit.core.events import Bus
from app.kit.core.ids import new_id
from app.kit.core.log import configure
from app.kit.core.settings import get_settings
from bench.support.byhand import orm, sql
from bench.support.claims import claims

COLUMNS = """id, number, customer_id customer, issued_on, due_on, paid_on, total_amount, total_currency, status, version,
  created_at, updated_at, deleted_at"""
INSERT = f"""with i as (
  insert into invoices (org_id, id, number, customer_id, issued_on, total_amount, total_currency, status, version)
  values ($1, $2, $3, $4, $5, $6, $7, 'draft', 1) returning {COLUMNS}),
a as (insert into bench_audit (org_id, user_id, entity_id, new_values) values ($1, $8, $2, $9))
select * from i"""


def _record(row: Any) -> dict[str, Any]:
    found = dict(row)
    found["total"] = {"amount": str(found.pop("total_amount")), "currency": found.pop("total_currency")}
    return found


def _json(data: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z), status, media_type="application/json")


def bare() -> Starlette:
    """One SQL trip per call, no framework to speak of."""
    settings = get_settings()
    redis = Redis.from_url(settings.redis_url.get_secret_value())
    pools: list[Any] = []

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        pools.append(await asyncpg.create_pool(settings.database_url.get_secret_value(), min_size=8, max_size=8))
        yield

    async def get(request: Request) -> Response:
        org, id = UUID(claims(request)["org"]), UUID(request.path_params["id"])
        async with pools[0].acquire() as db:
            row = await db.fetchrow(f"select {COLUMNS} from invoices where org_id = $1 and id = $2 and deleted_at is null", org, id)
        return _json(_record(row)) if row else Response(status_code=404)

    async def find(request: Request) -> Response:
        org = UUID(claims(request)["org"])
        live = "from invoices where org_id = $1 and deleted_at is null"
        async with pools[0].acquire() as db:
            rows = await db.fetch(f"select {COLUMNS}, (select count(*) {live}) n {live} order by id desc limit 101", org)
        total = rows[0]["n"] if rows else 0
        return _json(
            {"items": [_record(r) for r in rows[:100]], "next_cursor": str(rows[99]["id"]) if len(rows) > 100 else None, "total": total}
        )

    async def create(request: Request) -> Response:
        who, body = claims(request), orjson.loads(await request.body())
        values = (UUID(who["org"]), new_id(), body["number"], UUID(body["customer"]), date.fromisoformat(body["issued_on"]))
        money = (Decimal(body["total"]["amount"]), body["total"]["currency"])
        async with pools[0].acquire() as db:
            row = await db.fetchrow(INSERT, *values, *money, UUID(who["sub"]), orjson.dumps(body).decode())
        await redis.publish("bench", orjson.dumps({"entity_type": "invoices", "entity_id": str(row["id"]), "action": "create"}))
        return _json(_record(row), 201)

    routes = [Route("/api/v1/invoices/{id}", get), Route("/api/v1/invoices", find), Route("/api/v1/invoices", create, methods=["POST"])]
    return Starlette(lifespan=life, routes=routes)


def tight() -> FastAPI:
    """What a careful team writes by hand: typed FastAPI, prebuilt Core statements, a FIFO gate, one commit."""
    from app.features.invoices.module import Invoice
    from app.kit.entity.schemas import schemas

    shapes, table, db = schemas(Invoice), cast("Table", Invoice.__table__), Database(get_settings().app_url)
    redis = Redis.from_url(get_settings().redis_url.get_secret_value())
    live = [c for c in table.c if c.name not in ("search", "org_id")]
    mine = (table.c.org_id == bindparam("org"), table.c.deleted_at.is_(None))
    one = select(*live).where(*mine, table.c.id == bindparam("id"))
    page = select(*live).where(*mine).order_by(table.c.id.desc()).limit(101)
    count = select(func.count()).select_from(table).where(*mine)
    new = insert(table).returning(*live)
    app = FastAPI()

    async def who(request: Request) -> tuple[UUID, UUID]:
        found = claims(request)
        return UUID(found["org"]), UUID(found["sub"])

    @asynccontextmanager
    async def work(org: UUID) -> AsyncIterator[Any]:
        async with db.gate.seat(), db.engine.connect() as connection:
            raw: Any = await connection.get_raw_connection()
            raw.driver_connection.org = org
            yield connection
            await connection.commit()

    def out(row: Any) -> dict[str, Any]:
        found = _record(row)
        found["customer"] = found.pop("customer_id")
        return found

    @app.get("/api/v1/invoices/{id}", response_model=shapes.Out)
    async def get(id: UUID, me: tuple[UUID, UUID] = Depends(who)) -> Any:
        async with work(me[0]) as connection:
            row = (await connection.execute(one, {"org": me[0], "id": id})).mappings().first()
        if row is None:
            raise HTTPException(404)
        return out(row)

    @app.get("/api/v1/invoices", response_model=shapes.Page)
    async def find(me: tuple[UUID, UUID] = Depends(who), limit: int = Query(100)) -> Any:
        async with work(me[0]) as connection:
            rows = (await connection.execute(page, {"org": me[0]})).mappings().all()
            total = (await connection.execute(count, {"org": me[0]})).scalar_one()
        return {"items": [out(r) for r in rows[:limit]], "next_cursor": None, "total": total}

    @app.post("/api/v1/invoices", status_code=201, response_model=shapes.Out)
    async def create(body: shapes.In, me: tuple[UUID, UUID] = Depends(who)) -> Any:  # type: ignore[name-defined]
        given: Any = body
        row = {
            "org_id": me[0], "id": new_id(), "number": given.number, "customer_id": given.customer, "issued_on": given.issued_on,
            "total_amount": given.total.amount, "total_currency": given.total.currency, "status": "draft", "version": 1,
        }  # fmt: skip
        async with work(me[0]) as connection:
            made = (await connection.execute(new, row)).mappings().one()
            await connection.exec_driver_sql(
                "insert into bench_audit (org_id, user_id, entity_id, new_values) values ($1, $2, $3, $4)",
                (me[0], me[1], row["id"], body.model_dump_json()),
            )
        await redis.publish("bench", orjson.dumps({"entity_type": "invoices", "entity_id": str(row["id"]), "action": "create"}))
        return out(made)

    return app


def plain() -> ASGIApp:
    """The product with nobody listening."""
    kit = assemble(get_settings())
    kit.bus = Bus()
    return build_api(kit)


def app() -> Any:
    """The one named by BENCH_SYSTEM (factory for uvicorn)."""
    configure(get_settings().log_level)
    return {"bare": bare, "tight": tight, "plain": plain, "sql": sql, "orm": orm}[os.environ["BENCH_SYSTEM"]]()
