"""Who may do what, and nobody sees another organisation: every entity, every route."""

from typing import Any

import pytest

from app.kit.boot import discover
from app.kit.testing import Organisation
from tests.kit.entity.samples import customer, invoice

ENTITIES = [e.__entity__ for m in discover() for e in m.entities]
WRITES = [
    ("post", ""),
    ("post", "/bulk"),
    ("post", "/import"),
    ("put", "/{id}"),
    ("patch", "/{id}"),
    ("patch", "/{id}/status"),
    ("delete", "/{id}"),
    ("post", "/{id}/restore"),
]
READS = [("get", ""), ("get", "/stats"), ("get", "/export"), ("get", "/{id}"), ("get", "/{id}/history")]
NIL = "00000000-0000-0000-0000-000000000000"


async def ask(http: Any, entity: str, method: str, path: str) -> int:
    """The status of a request without a sensible body: refused before it is read, when it is refused."""
    answer = await http.request(method, f"/{entity}{path.format(id=NIL)}", **({} if method in ("get", "delete") else {"json": {}}))
    return int(answer.status_code)


@pytest.mark.parametrize("entity", ENTITIES)
async def test_a_guest_reads_and_nothing_else(org: Organisation, entity: str) -> None:
    guest = await org.client("guest")
    for method, path in WRITES:
        assert await ask(guest, entity, method, path) == 403, (method, path)
    for method, path in READS:
        assert await ask(guest, entity, method, path) in (200, 404), (method, path)


@pytest.mark.parametrize("entity", ENTITIES)
async def test_nobody_sees_anything_without_signing_in(org: Organisation, anybody: Any, entity: str) -> None:
    for method, path in (*READS, *WRITES):
        assert await ask(anybody, entity, method, path) == 401, (method, path)


@pytest.mark.parametrize("entity", ENTITIES)
async def test_each_action_has_a_right_of_its_own(org: Organisation, entity: str) -> None:
    writer = await org.client(permissions={f"{entity}:read", f"{entity}:write"})
    assert await ask(writer, entity, "delete", "/{id}") == 403
    assert await ask(writer, entity, "post", "") == 422
    bulk = await writer.post(f"/{entity}/bulk", json={"action": "delete", "ids": [NIL]})
    assert bulk.status_code == 403


async def test_a_relation_is_no_way_around_a_right(org: Organisation) -> None:
    buyer = await customer(org.admin.http, country="Austria")
    await invoice(org.admin.http, buyer["id"])
    clerk = await org.client(permissions={"invoices:read"})
    for query in ({"customer.country": "Austria"}, {"sort": "customer.country"}):
        answer = await clerk.get("/invoices", params=query)
        assert answer.status_code == 403 and "customers:read" in answer.json()["detail"]
    assert (await clerk.get("/invoices/stats", params={"group_by": "customer.country"})).status_code == 403
    assert (await clerk.get("/invoices", params={"expand": "customer"})).json()["items"][0]["expanded"] == {"customer": None}
    seller = await org.client(permissions={"customers:read"})
    assert (await seller.get("/customers", params={"invoices__exists": "true"})).status_code == 403


async def test_meta_tells_what_the_caller_may_do(org: Organisation) -> None:
    guest = await org.client("guest")
    found = {e["name"]: e["permissions"] for e in (await guest.get("/meta/entities")).json()["entities"]}
    assert set(found) == set(ENTITIES) and all(p == {"read": True, "write": False, "delete": False} for p in found.values())


ON_ONE = [(m, p) for m, p in (*READS, *WRITES) if "{id}" in p]


@pytest.mark.parametrize(("method", "path"), ON_ONE)
async def test_a_foreign_record_is_not_there(org: Organisation, other_org: Organisation, method: str, path: str) -> None:
    theirs = await customer(org.admin.http, city="Secret City")
    bodies: dict[str, Any] = {
        "put": {"code": "x", "name": "x"},
        "patch": {"status": "active"} if path.endswith("status") else {"name": "x"},
        "post": {},
    }
    body = {"json": bodies[method]} if method in bodies else {}
    answer = await other_org.admin.http.request(method, f"/customers{path.format(id=theirs['id'])}", **body)
    assert answer.status_code == 404 and "Secret" not in answer.text
    assert (await org.admin.http.get(f"/customers/{theirs['id']}")).json() == theirs


EVERYTHING = (
    "/customers", "/customers?q=canary", "/customers?country=Canaria", "/customers/export?format=json", "/customers/stats?group_by=country",
    "/invoices?expand=customer", "/invoices/stats?sum=total&group_by=customer.country", "/audit-logs", "/notifications", "/operations",
)  # fmt: skip


async def test_lists_stats_and_exports_hold_own_records_only(org: Organisation, other_org: Organisation) -> None:
    theirs = await customer(org.admin.http, name="Canary & Co", country="Canaria")
    await invoice(org.admin.http, theirs["id"])
    http = other_org.admin.http
    for path in EVERYTHING:
        answer = await http.get(path)
        assert answer.status_code == 200 and "anar" not in answer.text and theirs["id"] not in answer.text, path
    bulk = await http.post("/customers/bulk", json={"action": "delete", "ids": [theirs["id"]]})
    assert bulk.status_code == 404
