"""Any change of any declaration: it migrates with rows there, leaves nothing to do, goes back to exactly what was, and up again."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, String, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.kit.core.db import async_url
from app.kit.core.migrate.compare import annotate, types_differ
from app.kit.core.migrate.writing import Refused, prepare
from app.kit.core.model import Base
from app.kit.entity.declare import (
    NOW,
    TODAY,
    Entity,
    File,
    Mapped,
    Money,
    boolean,
    choice,
    computed,
    day,
    decimal,
    email,
    file,
    flow,
    integer,
    json,
    long_text,
    moment,
    money,
    percent,
    person,
    phone,
    ref,
    refs,
    tags,
    text,
    url,
)
from app.kit.testing.product import BACKEND, SECRETS, Product
from tests.kit.core.catalogue import catalogue

NAME = "generated_things"
ORG = UUID("00000000-0000-7000-8000-000000000001")
OPTIONAL: dict[str, Any] = {"default": None}
KINDS: dict[str, tuple[Any, Callable[[], Any]]] = {
    "text": (str, lambda: text(search=True)),
    "short text": (str, lambda: text(max=5)),
    "text with a default": (str, lambda: text(default="x", search=True)),
    "optional text": (str | None, lambda: text(**OPTIONAL)),
    "unique text": (str, lambda: text(unique=True)),
    "long text": (str | None, lambda: long_text(search=True, **OPTIONAL)),
    "email": (str | None, lambda: email(**OPTIONAL)),
    "url": (str | None, lambda: url(unique=True, **OPTIONAL)),
    "phone": (str, lambda: phone()),
    "integer": (int, lambda: integer()),
    "small integer": (int, lambda: integer(min=0, max=9, default=1)),
    "unique integer": (int | None, lambda: integer(unique=True, **OPTIONAL)),
    "decimal": (Decimal, lambda: decimal(places=3)),
    "decimal with a default": (Decimal, lambda: decimal(min=1, default=Decimal("1.5"))),
    "percent": (Decimal | None, lambda: percent(**OPTIONAL)),
    "boolean": (bool, lambda: boolean()),
    "money": (Money, lambda: money()),
    "optional money": (Money | None, lambda: money(**OPTIONAL)),
    "money with a default": (Money, lambda: money(default=Money(Decimal("1.00"), "EUR"))),
    "date": (date, lambda: day()),
    "optional date": (date | None, lambda: day(**OPTIONAL)),
    "date with a default": (date, lambda: day(default=TODAY)),
    "moment": (datetime, lambda: moment(default=NOW)),
    "tags": (list[str], lambda: tags()),
    "json": (dict[str, Any] | None, lambda: json(**OPTIONAL)),
    "file": (File | None, lambda: file(**OPTIONAL)),
    "person": (UUID | None, lambda: person(**OPTIONAL)),
    "ref": (UUID | None, lambda: ref("customers", **OPTIONAL)),
    "refs": (list[UUID], lambda: refs("customers")),
    "choice": (str, lambda: choice("low", "high", default="low")),
    "longer choice": (str, lambda: choice("low", "normal", "high", default="normal")),
    "choice without a default": (str, lambda: choice("high", "other")),
    "computed": (int, lambda: computed("length(name)", integer())),
    "computed otherwise": (int, lambda: computed("length(name) * 2", integer())),
    "computed text": (str, lambda: computed("upper(name)", text())),
    "computed in Python": (bool, lambda: computed(lambda record: bool(record.name), boolean())),
}
STATUSES = ("status", "longer status")
KINDS["status"] = (str, lambda: flow({"low": ["high"]}, default="low"))
KINDS["longer status"] = (str, lambda: flow({"low": ["normal"], "normal": ["high"]}, default="low"))
living: list[Any] = []
fields = st.dictionaries(st.sampled_from(["alpha", "beta", "gamma"]), st.sampled_from(sorted(KINDS)), min_size=1).filter(
    lambda chosen: sum(kind in STATUSES for kind in chosen.values()) < 2
)


def declared(chosen: dict[str, str]) -> Table:
    """An entity of these fields in place of the one before."""
    forget()
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": {"name": Mapped[str]}, "name": text(search=True)}
    for field, kind in chosen.items():
        annotation, make = KINDS[kind]
        body["__annotations__"][field], body[field] = Mapped[annotation], make()
    made: Any = type(Entity)("GeneratedThing", (Entity,), body, name=NAME)
    living.append(made)
    annotate(Base.metadata)
    return made.__table__


def forget() -> None:
    """No entity of that name any more."""
    if NAME in Base.metadata.tables:
        Base.metadata.remove(Base.metadata.tables[NAME])
    while living:
        Base.registry._dispose_cls(living.pop())


class Place:
    """A migrated database of its own."""

    def __init__(self, engine: AsyncEngine, raw: Any) -> None:
        self.engine, self.raw = engine, raw

    async def compare(self, *, lossy: bool) -> tuple[str, str]:
        """The source of both directions, as it would be written."""

        def work(connection: Connection) -> tuple[str, str]:
            context = MigrationContext.configure(connection, opts={"compare_type": types_differ, "target_metadata": Base.metadata})
            script = produce_migrations(context, Base.metadata)
            prepare(script, context, Base.metadata, lossy=lossy)
            return tuple(render_python_code(ops, migration_context=context) for ops in (script.upgrade_ops, script.downgrade_ops))  # type: ignore[return-value]

        async with self.engine.connect() as connection:
            return await connection.run_sync(work)

    async def run(self, source: str) -> None:
        """As `alembic upgrade` would."""

        def work(connection: Connection) -> None:
            body = "\n".join(f"    {line}" for line in source.splitlines())
            space: dict[str, Any] = {"op": Operations(MigrationContext.configure(connection)), "sa": sa, "postgresql": postgresql}
            exec(f"def step():\n{body}\n", space)  # the source under test
            space["step"]()

        async with self.engine.begin() as connection:
            await connection.run_sync(work)

    async def insert(self, table: Table, count: int) -> None:
        """Rows with a value in every column that needs one, different where they must be."""
        known = {c.name: self._value(c) for c in table.columns if c.computed is None and not c.nullable and c.server_default is None}
        for number in range(count):
            values = {k: v(number) for k, v in known.items()}
            marks = ", ".join(f"${i}" for i in range(1, len(values) + 1))
            await self.raw.execute(f"insert into {NAME} ({', '.join(values)}) values ({marks})", *values.values())

    def _value(self, column: Any) -> Any:
        if column.name in ("org_id", "id"):
            return lambda n: ORG if column.name == "org_id" else UUID(int=ORG.int + n)
        checks = " ".join(str(c.sqltext) for c in column.table.constraints if isinstance(c, sa.CheckConstraint))
        words = re.findall(r"'(\w+)'", next(iter(re.findall(rf"{column.name} in \([^)]*", checks)), ""))
        if words:
            return lambda n: words[n % len(words)]
        if isinstance(column.type, String):
            return lambda n: f"{n} long"[: column.type.length or 9] if column.type.length != 3 else "EUR"
        if isinstance(column.type, postgresql.ARRAY):
            return lambda n: [f"{n}"] if isinstance(column.type.item_type, String) else [UUID(int=n)]
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        values = {int: lambda n: n + 1, Decimal: lambda n: Decimal(n + 1), bool: bool, datetime: lambda n: moment}
        return (values | {date: lambda n: date(2026, 1, 1 + n)})[column.type.python_type]


@pytest.fixture(scope="module")
async def place(product: Product) -> AsyncIterator[Place]:
    """With the product's own tables, so that nothing but the generated entity differs."""
    base, name = os.environ["TEST_DATABASE_URL"], f"generated_{os.getpid()}"
    url = urlunsplit(urlsplit(base)._replace(path=f"/{name}"))
    admin = await asyncpg.connect(base)
    await admin.execute(f"create database {name}")
    env = {**os.environ, "DATABASE_URL": url, **{k.upper(): v for k, v in SECRETS.items()}}
    command = [sys.executable, "-m", "app.cli", "migrate"]
    done = await asyncio.to_thread(subprocess.run, command, cwd=BACKEND, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    engine, raw = create_async_engine(async_url(url)), await asyncpg.connect(url, statement_cache_size=0)
    before = set(Base.metadata.tables)
    hidden = [Base.metadata.tables[t] for t in before - {r["relname"] for r in await raw.fetch("select relname from pg_class")}]
    for table in hidden:  # entities that other tests declared
        Base.metadata.remove(table)
    yield Place(engine, raw)
    forget()
    for table in hidden:
        Base.metadata._add_table(table.name, None, table)
    await raw.close()
    await engine.dispose()
    await admin.execute(f"drop database {name} with (force)")
    for suffix in ("app", "system"):
        await admin.execute(f'drop role if exists "{name}_{suffix}"')
    await admin.close()


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=fields, second=fields, rows=st.integers(0, 3))
async def test_any_change(place: Place, first: dict[str, str], second: dict[str, str], rows: int) -> None:
    await place.raw.execute(f"drop table if exists {NAME}")
    was = declared(first)
    up, down = await place.compare(lossy=False)
    await place.run(up)
    made = await catalogue(place.raw, NAME)
    assert f"('{NAME}', True, True" in made["tables"][0] and made["policies"]
    await place.insert(was, rows)
    declared(second)
    try:
        up, down = await place.compare(lossy=True)
    except Refused as refused:
        assert rows and "can not be made with the records there are" in str(refused)
        return
    try:
        await place.run(up)
    except IntegrityError as refused:
        # A value of another type turned into one out of range, or the same for several: `revised` takes such a revision back.
        assert "ck_" in str(refused) or ("uq_" in str(refused) and rows > 1)
        return
    changed = await catalogue(place.raw, NAME)
    assert "pass" in (await place.compare(lossy=False))[0]
    try:
        await place.run(down)
    except IntegrityError as refused:  # what was told apart by a text that became yes or no can not be told apart again
        assert "uq_" in str(refused) and rows > 1
        return
    assert await catalogue(place.raw, NAME) == made
    await place.run(up)
    assert await catalogue(place.raw, NAME) == changed
    assert await place.raw.fetchval(f"select count(*) from {NAME}") == rows


async def test_taking_it_out_and_back(place: Place) -> None:
    await place.raw.execute(f"drop table if exists {NAME}")
    empty = await catalogue(place.raw)
    declared({"alpha": "status", "beta": "money", "gamma": "unique text"})
    await place.run((await place.compare(lossy=False))[0])
    made = await catalogue(place.raw, NAME)
    forget()
    with pytest.raises(Refused, match="dropped with its 0 records"):
        await place.compare(lossy=False)
    up, down = await place.compare(lossy=True)
    await place.run(up)
    assert await catalogue(place.raw) == empty
    await place.run(down)
    assert await catalogue(place.raw, NAME) == made
