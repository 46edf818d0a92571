"""The two walls around an organisation, and the unit of work: what is refused, what is rolled back, what a stream may use."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import insert, select, text, update
from starlette.responses import JSONResponse, StreamingResponse

from app.features.customers.module import Customer
from app.features.invoices.module import Invoice
from app.features.memories.models import MemorySwitch
from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.db import WITHIN
from app.kit.core.errors import ScopeError
from app.kit.testing import Organisation, Product
from app.kit.web import index
from app.kit.web.app import build
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from tests.kit.entity.samples import customer, listed

RIGHTS = frozenset({"customers:read", "customers:write"})


def somebody(org: Organisation) -> Actor:
    """An actor of this organisation."""
    return Actor(UUID(org.admin.id), UUID(org.id), RIGHTS)


@asynccontextmanager
async def serving(product: Product, org: Organisation, add: Callable[[APIRouter], None]) -> AsyncIterator[httpx.AsyncClient]:
    """An API with routes of the test on the product's engines, called as the admin."""
    extra = router("/extra", "extra")
    add(extra)
    app: FastAPI = build(product.kit, [], [])
    index.install(app, list(extra.routes))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {org.admin.token}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver/api/v1", headers=headers) as client:
        yield client


@pytest.mark.parametrize(
    "statement",
    [text("select 1"), select(Invoice.__table__), update(Invoice).values(number="x"), insert(Invoice).values(number="x")],
    ids=str,
)
async def test_statements_that_could_leave_the_organisation(product: Product, org: Organisation, statement: Any) -> None:
    async with work(product.kit, somebody(org)) as ctx:
        with pytest.raises(ScopeError):
            await ctx.db.execute(statement)


SWITCH = "insert into memory_switches (org_id, id, user_id, enabled) select $2::uuid, $3::uuid, $3::uuid, false from within"


async def test_a_statement_at_once_stays_in_its_organisation(product: Product, org: Organisation, other_org: Organisation) -> None:
    mine, theirs = UUID(org.id), UUID(other_org.id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await product.kit.db.at_once(mine, f"{WITHIN} {SWITCH}", theirs, uuid4())
    await product.kit.db.at_once(mine, f"{WITHIN} {SWITCH}", mine, id := uuid4())
    for actor, seen in ((somebody(org), 1), (somebody(other_org), 0)):
        async with work(product.kit, actor) as ctx:
            assert len((await ctx.db.scalars(select(MemorySwitch).where(MemorySwitch.id == id))).all()) == seen


async def test_a_connection_that_breaks_at_once_is_not_used_again(product: Product, org: Organisation) -> None:
    for _ in range(2 * product.kit.settings.database_pool):
        with pytest.raises(asyncpg.PostgresError):
            await product.kit.db.at_once(UUID(org.id), f"{WITHIN} select pg_terminate_backend(pg_backend_pid()) from within")
    async with work(product.kit, somebody(org)) as ctx:
        assert (await ctx.db.scalars(select(Customer))).all() == []


async def test_around_the_first_wall_the_second_holds(product: Product, org: Organisation, other_org: Organisation) -> None:
    theirs = await customer(other_org.admin.http)
    async with work(product.kit, somebody(org)) as ctx:
        raw = await ctx.db.connection()
        assert (await raw.execute(text("select count(*) from customers"))).scalar_one() == 0
        assert (await ctx.db.scalars(select(Customer).from_statement(text("select * from customers")))).all() == []
        assert (await raw.execute(text("update customers set name = 'x' where id = :id"), {"id": theirs["id"]})).rowcount == 0
    async with product.kit.db.engine.connect() as bare:
        assert (await bare.execute(text("select count(*) from customers"))).scalar_one() == 0
    with pytest.raises(Exception, match="row-level security"):
        async with work(product.kit, somebody(org)) as ctx:
            raw = await ctx.db.connection()
            row = {"o": other_org.id, "i": uuid4()}
            await raw.execute(
                text("insert into customers (org_id, id, code, name, status, version) values (:o, :i, 'x', 'x', 'lead', 1)"), row
            )


async def test_a_savepoint_keeps_the_organisation(product: Product, org: Organisation) -> None:
    await customer(org.admin.http)
    async with work(product.kit, somebody(org)) as ctx:
        with pytest.raises(ValueError):
            async with ctx.db.begin_nested():
                raise ValueError
        assert len((await ctx.db.scalars(select(Customer))).all()) == 1


async def test_a_route_without_a_permission_can_not_exist() -> None:
    async def forgot(ctx: Ctx) -> None: ...

    with pytest.raises(TypeError, match="names no permission"):
        router("/x", "x").get("/none")(forgot)


async def test_an_error_that_is_returned_rolls_back_too(product: Product, org: Organisation) -> None:
    def add(r: APIRouter) -> None:
        @r.post("")
        @allow("customers:write")
        async def half_done(ctx: Ctx) -> JSONResponse:
            ctx.db.add(Customer(code="half", name="half"))
            await ctx.db.flush()
            return JSONResponse({}, 409)

    async with serving(product, org, add) as client:
        assert (await client.post("/extra")).status_code == 409
    assert await listed(org.admin.http, "/customers") == []


async def test_an_unexpected_error_leaves_nothing_and_says_nothing(product: Product, org: Organisation) -> None:
    def add(r: APIRouter) -> None:
        @r.post("")
        @allow("customers:write")
        async def fall_over(ctx: Ctx) -> None:
            ctx.db.add(Customer(code="half", name="half"))
            await ctx.db.flush()
            raise RuntimeError("canary password=hunter2 select * from users")

    async with serving(product, org, add) as client:
        answer = await client.post("/extra")
    assert answer.status_code == 500 and answer.json()["request_id"] and "canary" not in answer.text
    assert await listed(org.admin.http, "/customers") == []


async def test_a_stream_uses_a_unit_of_work_of_its_own(product: Product, org: Organisation) -> None:
    await customer(org.admin.http)

    def add(r: APIRouter) -> None:
        @r.get("")
        @allow("customers:read")
        async def count_slowly(ctx: Ctx) -> StreamingResponse:
            async def parts() -> AsyncIterator[str]:
                for _ in range(3):
                    async with ctx.fork() as mine:
                        yield f"{len((await mine.db.scalars(select(Customer))).all())};"
                    await asyncio.sleep(0.02)

            return StreamingResponse(parts())

    async with serving(product, org, add) as client:
        answers = await asyncio.gather(*(client.get("/extra") for _ in range(25)))  # five times as many as connections
    assert {a.text for a in answers} == {"1;1;1;"}
    assert product.kit.db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_interleaved_and_cut_off_requests_never_mix(product: Product, org: Organisation, other_org: Organisation) -> None:
    """Requests of two organisations on few connections, some cut off: each row in its own organisation, each with its audit row."""
    made: dict[str, str] = {}

    async def one(n: int) -> None:
        mine = (org, other_org)[n % 2]
        task = asyncio.ensure_future(mine.admin.http.post("/customers", json={"code": f"K{n}", "name": mine.id}))
        if n % 3 == 0:
            asyncio.get_running_loop().call_later(0.001 * (n % 40), task.cancel)
        try:
            answer = await task
        except asyncio.CancelledError:
            return
        assert answer.status_code == 201
        made[answer.json()["id"]] = mine.id

    await asyncio.gather(*(one(n) for n in range(120)))
    for mine in (org, other_org):
        rows = await listed(mine.admin.http, "/customers", limit=200)
        audit = await listed(mine.admin.http, "/audit-logs", entity_type="customers", limit=200)
        assert {r["name"] for r in rows} == {mine.id}
        assert {i for i, o in made.items() if o == mine.id} <= {r["id"] for r in rows} == {a["entity_id"] for a in audit}
    kit: Kit = product.kit
    assert kit.db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
