"""Records that the tests of the entity kit work with."""

import secrets
from typing import Any

import httpx

Json = dict[str, Any]


def invoice_in(customer: str, **changed: Any) -> Json:
    """The body of a valid new invoice."""
    given = {
        "number": f"N-{secrets.token_hex(4)}",
        "customer": customer,
        "issued_on": "2026-03-01",
        "total": {"amount": "10.50", "currency": "EUR"},
    }
    return given | changed


async def customer(client: httpx.AsyncClient, **changed: Any) -> Json:
    """A customer that was created."""
    return await made(client, "/customers", {"code": f"C-{secrets.token_hex(4)}", "name": "Ernst Händel", **changed})


async def invoice(client: httpx.AsyncClient, of: str, **changed: Any) -> Json:
    """An invoice that was created."""
    return await made(client, "/invoices", invoice_in(of, **changed))


async def made(client: httpx.AsyncClient, path: str, body: Json) -> Json:
    """The record after a POST that must work."""
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def listed(client: httpx.AsyncClient, path: str, **query: Any) -> list[Json]:
    """The items of a list that must work."""
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items
