"""Shipments: what is on its way to a customer."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.kit.entity.declare import Entity, File, Mapped, day, decimal, file, flow, ref, text
from app.kit.module import Module

Status = Literal["packed", "shipped", "delivered", "lost"]
MOVES: dict[Status, list[Status]] = {"packed": ["shipped"], "shipped": ["delivered", "lost"], "lost": ["delivered"]}


class Shipment(Entity, name="shipments", title="tracking_number", icon="truck", synonyms=("parcel", "delivery")):
    """Goods on their way to a customer."""

    tracking_number: Mapped[str] = text(max=40, unique=True, search=True, list=True)
    customer: Mapped[UUID] = ref("customers", list=True)
    weight: Mapped[Decimal | None] = decimal(places=3, min=0, unit="kg", default=None, list=True)
    shipped_on: Mapped[date | None] = day(default=None, list=True)
    label: Mapped[File | None] = file(default=None)
    status: Mapped[Status] = flow(MOVES, default="packed")


module = Module(name="shipments", needs=["customers"], entities=[Shipment])
