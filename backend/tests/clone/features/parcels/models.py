"""Parcels: what a courier takes to a customer."""

import re
from decimal import Decimal
from typing import Any, Unpack
from uuid import UUID

from app.kit.entity.declare import Entity, Mapped, custom, decimal, ref, text
from app.kit.entity.spec import REQUIRED, Shown


def tracking(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """A courier's code, kept without blanks and in capitals."""
    return custom("tracking", text(max=20, default=default, **shown), check=_tracking, examples=["AB123456789", "CD987654321"])


def _tracking(value: str) -> str:
    code = value.replace(" ", "").upper()
    if not re.fullmatch("[A-Z]{2}[0-9]{9}", code):
        raise ValueError("is two letters and nine digits, such as AB123456789")
    return code


class Parcel(Entity, name="parcels", title="code", icon="package"):
    """Something a courier takes to a customer."""

    code: Mapped[str] = tracking(search=True, list=True)
    customer: Mapped[UUID] = ref("customers", list=True)
    city: Mapped[str] = text(max=80, list=True)
    weight: Mapped[Decimal | None] = decimal(places=3, min=0, unit="kg", default=None, list=True)
    cost: Mapped[Decimal] = decimal(min=0, default=Decimal("4.90"), read=["admin"], write=["admin"])
