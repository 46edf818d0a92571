"""Tasks: what somebody has to do, for a customer or an invoice if need be."""

from datetime import date
from typing import Literal
from uuid import UUID

from app.kit.entity.declare import Entity, Mapped, choice, day, flow, long_text, person, ref, text
from app.kit.module import Module

Priority = Literal["low", "normal", "high"]
Status = Literal["open", "in_progress", "done", "cancelled"]
MOVES: dict[Status, list[Status]] = {
    "open": ["in_progress", "done", "cancelled"],
    "in_progress": ["open", "done", "cancelled"],
    "done": ["open"],
    "cancelled": ["open"],
}


class Task(Entity, name="tasks", title="title", icon="circle-check", keep_deleted=90, synonyms=("to-do", "todo", "reminder")):
    """Something to do."""

    title: Mapped[str] = text(search=True, list=True, synonyms=("subject",))
    description: Mapped[str | None] = long_text(default=None, search=True)
    assignee: Mapped[UUID | None] = person(default=None, list=True, synonyms=("owner", "responsible"))
    due_on: Mapped[date | None] = day(default=None, list=True, synonyms=("deadline",))
    priority: Mapped[Priority] = choice("low", "normal", "high", default="normal", list=True)
    status: Mapped[Status] = flow(MOVES, default="open")
    customer: Mapped[UUID | None] = ref("customers", default=None, list=True)
    invoice: Mapped[UUID | None] = ref("invoices", default=None)


module = Module(name="tasks", needs=["customers", "invoices"], entities=[Task])
