"""Invoices: what a customer owes."""

from datetime import date
from typing import Literal
from uuid import UUID

from app.kit.entity.declare import Entity, Mapped, Money, day, flow, money, ref, text
from app.kit.module import Module

Status = Literal["draft", "sent", "paid", "overdue", "void"]
MOVES: dict[Status, list[Status]] = {"draft": ["sent", "void"], "sent": ["paid", "overdue", "void"], "overdue": ["paid", "void"]}


class Invoice(Entity, name="invoices", title="number", icon="receipt", synonyms=("bill",)):
    """A bill to a customer."""

    number: Mapped[str] = text(max=40, unique=True, search=True, list=True)
    customer: Mapped[UUID] = ref("customers", list=True)
    issued_on: Mapped[date] = day(list=True, synonyms=("date", "billed", "invoiced"))
    due_on: Mapped[date | None] = day(default=None, list=True, synonyms=("deadline",))
    paid_on: Mapped[date | None] = day(default=None, synonyms=("payment date",))
    total: Mapped[Money] = money(list=True, synonyms=("amount", "value", "revenue", "turnover", "sales"))
    status: Mapped[Status] = flow(MOVES, default="draft")


module = Module(name="invoices", needs=["customers"], entities=[Invoice])
