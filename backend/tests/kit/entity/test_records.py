"""One record: create, read, change, move, delete, restore; versions; what may not be set."""

import asyncio
from uuid import uuid4

import pytest

from app.kit.testing import Organisation
from tests.kit.entity.samples import customer, invoice, invoice_in


async def test_create_and_read(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http, country="Germany")
    assert one["status"] == "lead" and one["version"] == 1 and one["created_at"].endswith("Z")
    found = await http.get(f"/customers/{one['id']}")
    assert found.json() == one and found.headers["etag"] == '"1"'


async def test_money_is_exact_text(org: Organisation) -> None:
    http = org.admin.http
    buyer = (await customer(http))["id"]
    assert (await invoice(http, buyer, total={"amount": "0.1", "currency": "EUR"}))["total"] == {"amount": "0.10", "currency": "EUR"}
    for amount in (0.1, "1e400", "NaN", "1.234", "9" * 17):
        answer = await http.post("/invoices", json=invoice_in(buyer, total={"amount": amount, "currency": "EUR"}))
        assert answer.status_code == 422, amount
    assert (await http.post("/invoices", json=invoice_in(buyer, total={"amount": "1", "currency": "euro"}))).status_code == 422


@pytest.mark.parametrize("field", ["id", "org_id", "version", "created_at", "deleted_at", "organization_id", "is_admin"])
async def test_owned_by_the_server(org: Organisation, field: str) -> None:
    http = org.admin.http
    one = await customer(http)
    for answer in (
        await http.post("/customers", json={"code": "x", "name": "x", field: str(uuid4())}),
        await http.patch(f"/customers/{one['id']}", json={field: str(uuid4())}),
        await http.put(f"/customers/{one['id']}", json={"code": "x", "name": "x", field: str(uuid4())}),
    ):
        assert answer.status_code == 422 and answer.json()["errors"][0]["loc"] == ["body", field]
    assert (await http.get(f"/customers/{one['id']}")).json() == one


async def test_errors_name_the_field_and_not_what_was_sent(org: Organisation) -> None:
    answer = await org.admin.http.post("/customers", json={"name": "x", "email": "secret-canary"})
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert {tuple(e["loc"]) for e in problem["errors"]} == {("body", "code"), ("body", "email")}
    assert "canary" not in answer.text and problem["request_id"] == answer.headers["x-request-id"]


async def test_unique_within_the_organisation_only(org: Organisation, other_org: Organisation) -> None:
    one = await customer(org.admin.http)
    again = await org.admin.http.post("/customers", json={"code": one["code"], "name": "Again"})
    assert again.status_code == 409 and again.json()["errors"][0]["loc"] == ["body", "code"]
    assert (await customer(other_org.admin.http, code=one["code"]))["code"] == one["code"]


async def test_a_deleted_records_code_is_free_again(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http)
    assert (await http.delete(f"/customers/{one['id']}")).status_code == 204
    await customer(http, code=one["code"])
    assert (await http.post(f"/customers/{one['id']}/restore")).status_code == 409


async def test_patch_changes_what_is_sent_and_put_the_rest_too(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http, city="Graz", country="Austria")
    patched = (await http.patch(f"/customers/{one['id']}", json={"city": None})).json()
    assert patched["city"] is None and patched["country"] == "Austria" and patched["version"] == 2
    put = (await http.put(f"/customers/{one['id']}", json={"code": one["code"], "name": "New"})).json()
    assert (put["name"], put["country"], put["status"]) == ("New", None, "lead")


async def test_stale_writes_are_refused(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http)
    path, stale = f"/customers/{one['id']}", {"If-Match": '"1"'}
    assert (await http.patch(path, json={"city": "A"}, headers=stale)).headers["etag"] == '"2"'
    for answer in (
        await http.patch(path, json={"city": "B"}, headers=stale),
        await http.put(path, json={"code": "x", "name": "x"}, headers=stale),
        await http.patch(f"{path}/status", json={"status": "active"}, headers=stale),
        await http.delete(path, headers=stale),
    ):
        assert answer.status_code == 412
    assert (await http.get(path)).json()["city"] == "A"
    assert (await http.patch(path, json={"city": "C"}, headers={"If-Match": "newest"})).status_code == 422


async def test_two_writers_at_once_never_lose_a_write(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http)
    path, mine = f"/customers/{one['id']}", {"If-Match": '"1"'}
    answers = await asyncio.gather(*(http.patch(path, json={"city": f"City {n}"}, headers=mine) for n in range(5)))
    assert sorted(a.status_code for a in answers) == [200, 412, 412, 412, 412]
    winner = next(a.json() for a in answers if a.status_code == 200)
    assert (await http.get(path)).json() == winner


async def test_status_follows_the_declared_moves(org: Organisation) -> None:
    http = org.admin.http
    bill = await invoice(http, (await customer(http))["id"])
    path = f"/invoices/{bill['id']}"
    refused = await http.patch(f"{path}/status", json={"status": "paid"})
    assert refused.status_code == 409 and "it can become: sent, void" in refused.json()["detail"]
    assert (await http.patch(path, json={"status": "paid"})).status_code == 409
    assert (await http.patch(f"{path}/status", json={"status": "sent"})).json()["status"] == "sent"
    assert (await http.patch(f"{path}/status", json={"status": "nonsense"})).status_code == 422


async def test_deleted_is_hidden_and_can_come_back(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http)
    path = f"/customers/{one['id']}"
    assert (await http.delete(path)).status_code == 204
    assert (await http.get(path)).status_code == 404 and (await http.delete(path)).status_code == 404
    assert [c["id"] for c in (await http.get("/customers", params={"deleted": "true"})).json()["items"]] == [one["id"]]
    back = (await http.post(f"{path}/restore")).json()
    assert back["deleted_at"] is None and (await http.get(path)).status_code == 200
    assert (await http.post(f"{path}/restore")).status_code == 404


async def test_history_tells_who_and_what(org: Organisation) -> None:
    http = org.admin.http
    one = await customer(http, city="Graz")
    path = f"/customers/{one['id']}"
    await http.patch(path, json={"city": "Wien"}, headers={"X-Request-ID": "req-history-1"})
    await http.delete(path)
    rows = (await http.get(f"{path}/history")).json()["items"]
    assert [r["action"] for r in rows] == ["delete", "update", "create"]
    assert (rows[1]["old_values"], rows[1]["new_values"]) == ({"city": "Graz"}, {"city": "Wien"})
    assert rows[1]["actor"]["user_id"] == org.admin.id and rows[1]["request_id"] == "req-history-1"


async def test_a_relation_must_exist_here(org: Organisation, other_org: Organisation) -> None:
    theirs = await customer(other_org.admin.http)
    for target in (theirs["id"], str(uuid4())):
        answer = await org.admin.http.post("/invoices", json=invoice_in(target))
        assert answer.status_code == 409 and "customer" in answer.json()["detail"]


async def test_a_task_can_only_be_given_to_a_member(org: Organisation, other_org: Organisation) -> None:
    http = org.admin.http
    assert (await http.post("/tasks", json={"title": "Call", "assignee": org.admin.id})).status_code == 201
    assert (await http.post("/tasks", json={"title": "Call", "assignee": other_org.admin.id})).status_code == 409


async def test_text_that_no_database_can_keep(org: Organisation) -> None:
    http = org.admin.http
    for body in (
        b'{"code": "x\\u0000", "name": "x"}',
        b'{"code": "x", "name": "\\ud800"}',
        b'{"code": "x", "name": "x", "\\ud800": 1}',
        b"null",
        b"[" * 5000,
    ):
        answer = await http.post("/customers", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), body[:40]
