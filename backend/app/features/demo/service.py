"""Northwind's customers and invoices, brought up to the present, and some tasks; written by the import that users have.

The data is the public Northwind sample (Microsoft Public License, data/LICENSE).
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from app.features.accounts.service import user_by_email
from app.kit.core.access import Actor, Principals
from app.kit.core.context import Context, Kit, work
from app.kit.core.registry import registry
from app.kit.entity.import_job import Importer
from app.kit.entity.journal import Journal
from app.kit.entity.service import EntityService

Row = dict[str, str]
DAYS = ("issued_on", "due_on", "paid_on")
INVOICES = {"customer": "customer.code", "total": "total.amount", "currency": "total.currency"}
TASKS = (
    ("Call about the overdue invoice", "high", 2), ("Send the new price list", "normal", 5), ("Prepare the quarterly review", "normal", 9),
    ("Check the delivery address", "low", -1), ("Thank for the large order", "normal", 1),
)  # fmt: skip
"""Title, priority, days from today."""


async def fill(kit: Kit, demo: bool) -> None:
    """Fill the first administrator's organisation, if it has no customers yet."""
    actor = await _first_admin(kit) if demo else None
    if actor is None:
        return
    async with work(kit, actor) as ctx:
        customers = registry.entities["customers"]
        if await ctx.db.scalar(select(customers.id).limit(1)) is not None:
            return
        ctx.bulk = True
        await _take(ctx, "customers", list(_rows("customers.csv")), {})
        await _take(ctx, "invoices", list(_recent(list(_rows("invoices.csv")))), INVOICES)
        await _tasks(ctx, actor)


async def _first_admin(kit: Kit) -> Actor | None:
    async with work(kit, Actor(via="cli")) as ctx:
        user = await user_by_email(ctx, kit.settings.first_admin_email)
    return await kit.use(Principals)(kit, user.id, user.organization_id) if user and user.organization_id else None


def _rows(name: str) -> Iterator[Row]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))


def _recent(rows: list[Row]) -> Iterator[Row]:
    """All days moved alike, so that the last invoice was issued yesterday."""
    last = max(date.fromisoformat(row["issued_on"]) for row in rows)
    by = datetime.now(UTC).date() - timedelta(days=1) - last
    for row in rows:
        moved = {d: str(date.fromisoformat(row[d]) + by) if row[d] else "" for d in DAYS}
        yield row | moved | {"status": _status(moved)}


def _status(days: Row) -> str:
    """What an invoice with these days is today."""
    if days["paid_on"] and days["paid_on"] <= str(datetime.now(UTC).date()):
        return "paid"
    return "overdue" if days["due_on"] < str(datetime.now(UTC).date()) else "sent"


async def _take(ctx: Context, name: str, rows: list[Row], renamed: Row) -> None:
    entity = registry.entities[name]
    mapping = {column: renamed.get(column, column) for column in rows[0]}
    asked: dict[str, Any] = {"mapping": mapping, "defaults": {}, "upsert_key": None, "dry_run": False, "partial": False}
    with TemporaryDirectory() as folder, Journal(Path(folder) / "journal") as journal:  # nobody takes a beginning back
        importer = Importer(ctx, EntityService(ctx, entity), asked, journal)
        await importer.take(list(enumerate(rows, start=1)))
    if importer.outcome.failed:
        raise RuntimeError(f"the demo {name} do not fit: {importer.outcome.errors[:3]}")


async def _tasks(ctx: Context, actor: Actor) -> None:
    customers = [record.id for record in (await ctx.db.scalars(select(registry.entities["customers"]).limit(len(TASKS)))).all()]
    service = EntityService(ctx, registry.entities["tasks"])
    today = datetime.now(UTC).date()
    for (title, priority, days), customer in zip(TASKS, customers, strict=True):
        due = today + timedelta(days=days)
        await service.create({"title": title, "priority": priority, "due_on": due, "customer": customer, "assignee": actor.user_id})
