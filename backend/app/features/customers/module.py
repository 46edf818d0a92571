"""Customers: who buys."""

from typing import Literal

from app.kit.entity.declare import Entity, Mapped, email, flow, long_text, phone, text
from app.kit.module import Module

Stage = Literal["lead", "active", "inactive"]


class Customer(Entity, name="customers", title="name", icon="users", synonyms=("client", "account", "buyer")):
    """A company or person we sell to."""

    code: Mapped[str] = text(max=40, unique=True, search=True, list=True)
    name: Mapped[str] = text(search=True, list=True, synonyms=("company",))
    email: Mapped[str | None] = email(default=None, search=True)
    phone: Mapped[str | None] = phone(default=None, list=True, synonyms=("telephone", "number to call"))
    address: Mapped[str | None] = text(default=None, synonyms=("street",))
    city: Mapped[str | None] = text(max=100, default=None, search=True, list=True, synonyms=("town",))
    region: Mapped[str | None] = text(max=100, default=None, synonyms=("state", "province"))
    postal_code: Mapped[str | None] = text(max=20, default=None, synonyms=("zip", "zip code", "postcode"))
    country: Mapped[str | None] = text(max=100, default=None, search=True, list=True)
    status: Mapped[Stage] = flow({"lead": ["active", "inactive"], "active": ["inactive"], "inactive": ["active"]}, default="lead")
    notes: Mapped[str | None] = long_text(default=None)


module = Module(name="customers", entities=[Customer])
