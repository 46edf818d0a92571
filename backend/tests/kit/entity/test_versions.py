"""A record as it was, and back to it: rebuilt from its history under the caller's rights."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.kit.testing import Organisation
from tests.kit.entity.samples import customer, invoice, made


async def changed(http: httpx.AsyncClient, path: str, **values: Any) -> dict[str, Any]:
    answer = await http.patch(path, json=values)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_each_version_as_it_was(org: Organisation) -> None:
    http = org.admin.http
    buyer = await customer(http, city="Graz", phone="1")
    path = f"/customers/{buyer['id']}"
    await changed(http, path, city="Wien")
    await changed(http, path, phone="2", name="Ernst")
    await http.delete(path)
    assert (await http.post(f"{path}/restore")).status_code == 200
    seen = [(await http.get(f"{path}/history/{n}")).json() for n in range(1, 6)]
    assert [(v["version"], v["values"]["city"], v["values"]["phone"], v["deleted"]) for v in seen] == [
        (1, "Graz", "1", False), (2, "Wien", "1", False), (3, "Wien", "2", False), (4, "Wien", "2", True), (5, "Wien", "2", False),
    ]  # fmt: skip
    assert seen[0]["values"]["name"] == "Ernst Händel" and seen[2]["values"]["name"] == "Ernst"
    assert seen[1]["by"]["name"] == "Ada Admin" and seen[0]["at"] < seen[1]["at"]
    assert (await http.get(f"{path}/history/6")).status_code == 404
    assert (await http.get(f"{path}/history/0")).status_code == 422


async def test_a_moment(org: Organisation) -> None:
    http = org.admin.http
    before = datetime.now(UTC)
    buyer = await customer(http, city="Graz")
    between = datetime.now(UTC)
    await changed(http, f"/customers/{buyer['id']}", city="Wien")
    path = f"/customers/{buyer['id']}/as-of"
    assert (await http.get(path, params={"at": between.isoformat()})).json()["values"]["city"] == "Graz"
    later = (await http.get(path, params={"at": (between + timedelta(hours=1)).isoformat()})).json()
    assert (later["values"]["city"], later["version"]) == ("Wien", 2)
    assert (await http.get(path, params={"at": before.isoformat()})).status_code == 404
    assert (await http.get(path, params={"at": "2026-01-01T00:00:00"})).status_code == 422


async def test_back_to_an_earlier_version_is_a_change(org: Organisation) -> None:
    http = org.admin.http
    buyer = await customer(http)
    bill = await invoice(http, buyer["id"])
    path = f"/invoices/{bill['id']}"
    await changed(http, path, total={"amount": "99.00", "currency": "USD"}, due_on="2026-05-01")
    back = await http.post(f"{path}/revert", json={"version": 1}, headers={"if-match": '"2"'})
    assert back.status_code == 200, back.text
    kept = ("total", "due_on", "number", "customer")
    assert {k: back.json()[k] for k in kept} == {k: bill[k] for k in kept} and back.json()["version"] == 3
    newest = (await http.get(f"{path}/history")).json()["items"][0]
    assert newest["action"] == "update" and newest["new_values"] == {"total": bill["total"], "due_on": None}


async def test_only_some_fields(org: Organisation) -> None:
    http = org.admin.http
    path = f"/customers/{(await customer(http, city='Graz', phone='1'))['id']}"
    await changed(http, path, city="Wien", phone="2")
    back = await http.post(f"{path}/revert", json={"version": 1, "fields": ["city"]})
    assert (back.json()["city"], back.json()["phone"]) == ("Graz", "2")
    assert (await http.post(f"{path}/revert", json={"version": 1, "fields": ["ghost"]})).status_code == 422


async def test_a_status_goes_back_only_along_a_move(org: Organisation) -> None:
    http = org.admin.http
    bill = await invoice(http, (await customer(http))["id"])
    path = f"/invoices/{bill['id']}"
    assert (await http.patch(f"{path}/status", json={"status": "sent"})).status_code == 200
    refused = await http.post(f"{path}/revert", json={"version": 1})
    assert refused.status_code == 409 and "sent can not become draft" in refused.json()["detail"]
    assert (await http.get(path)).json()["version"] == 2
    task = await made(http, "/tasks", {"title": "Call"})
    assert (await http.patch(f"/tasks/{task['id']}/status", json={"status": "in_progress"})).status_code == 200
    assert (await http.post(f"/tasks/{task['id']}/revert", json={"version": 1})).json()["status"] == task["status"]


async def test_an_old_if_match_is_refused(org: Organisation) -> None:
    http = org.admin.http
    path = f"/customers/{(await customer(http, city='Graz'))['id']}"
    await changed(http, path, city="Wien")
    assert (await http.post(f"{path}/revert", json={"version": 1}, headers={"if-match": '"1"'})).status_code == 412


async def test_rights_are_those_of_reading_and_writing(org: Organisation, other_org: Organisation) -> None:
    path = f"/customers/{(await customer(org.admin.http))['id']}"
    reader, nobody = await org.client(permissions={"customers:read"}), await org.client(permissions={"tasks:read"})
    assert (await reader.get(f"{path}/history/1")).status_code == 200
    assert (await reader.post(f"{path}/revert", json={"version": 1})).status_code == 403
    assert (await nobody.get(f"{path}/history/1")).status_code == 403
    assert (await other_org.admin.http.get(f"{path}/history/1")).status_code == 404
    assert (await other_org.admin.http.post(f"{path}/revert", json={"version": 1})).status_code == 404
