"""Organisations and the people in them, made through the product's own routes, as anybody would."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.kit.testing.product import Product

PASSWORD = "a lucky otter sings 7"


@dataclass(slots=True)
class Person:
    """Somebody who has signed in: `person.http.get("/customers")` is a request of his."""

    http: httpx.AsyncClient
    email: str
    password: str
    grant: dict[str, Any]

    @property
    def id(self) -> str:
        """The person's id."""
        return str(self.grant["user"]["id"])

    @property
    def token(self) -> str:
        """The access token that his requests carry."""
        return str(self.grant["access_token"])

    def carry(self, grant: dict[str, Any]) -> None:
        """Go on with newer tokens."""
        self.grant = self.grant | grant
        self.http.headers["authorization"] = f"Bearer {self.token}"


@dataclass(slots=True)
class Organisation:
    """A fresh organisation. Its rows are its own, so tests do not meet (docs/decisions/0002)."""

    product: Product
    admin: Person
    address: str
    _open: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The organisation's id."""
        return str(self.admin.grant["user"]["organization"]["id"])

    async def person(self, role: str = "user", *, permissions: Iterable[str] | None = None, name: str = "") -> Person:
        """Somebody new with this role, or with a role of exactly these permissions."""
        if permissions is not None:
            role = f"r{secrets.token_hex(4)}"
            made = await self.admin.http.post("/roles", json={"name": role, "permissions": sorted(permissions)})
            assert made.status_code == 201, made.text
        email = f"{role}-{secrets.token_hex(6)}@example.com"
        given = {"email": email, "name": name or f"{role.title()} Person", "role": role, "password": PASSWORD}
        made = await self.admin.http.post("/users", json=given)
        assert made.status_code == 201, made.text
        return await self._enter(email)

    async def client(self, role: str = "user", *, permissions: Iterable[str] | None = None) -> httpx.AsyncClient:
        """The requests of somebody new (see `person`); "admin" is the founder."""
        if role == "admin" and permissions is None:
            return self.admin.http
        return (await self.person(role, permissions=permissions)).http

    async def aclose(self) -> None:
        """Close all clients."""
        for client in (self.admin.http, *self._open):
            await client.aclose()

    async def _enter(self, email: str) -> Person:
        person = await signed_in(self.product, email, address=self.address)
        self._open.append(person.http)
        return person


async def signed_in(product: Product, email: str, password: str = PASSWORD, *, address: str = "127.0.0.1") -> Person:
    """A person after a sign-in that must work."""
    client = product.client(address=address)
    answer = await client.post("/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    person = Person(client, email, password, {})
    person.carry(answer.json())
    return person


def fresh_address() -> str:
    """An address that no other test comes from, so that limits per address do not meet."""
    return "10." + ".".join(str(b) for b in secrets.token_bytes(3))


async def founded(product: Product, name: str = "") -> Organisation:
    """Sign up, sign in: a new organisation and its administrator."""
    address, email = fresh_address(), f"admin-{secrets.token_hex(6)}@example.com"
    given = {"email": email, "password": PASSWORD, "name": "Ada Admin", "organization_name": name or f"Test {secrets.token_hex(3)}"}
    async with product.client(address=address) as anybody:
        answer = await anybody.post("/auth/register", json=given)
        assert answer.status_code == 202, answer.text
    return Organisation(product, await signed_in(product, email, address=address), address)
