"""Many records at once: by ids, by a filter, all or nothing or what can be changed, undone, resumed."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from app.kit.jobs.runner import run_next
from app.kit.testing import Organisation, started
from app.kit.testing.work import worked_off
from tests.kit.entity.samples import Json, customer, invoice, listed
from tests.kit.entity.test_import import imported


async def bulk(org: Organisation, entity: str, **body: Any) -> Json:
    """The finished operation."""
    answer = await org.admin.http.post(f"/{entity}/bulk", json=body)
    assert answer.status_code == 202, answer.text
    return await worked_off(org.product, org.admin.http, answer.json()["operation_id"])


@pytest.fixture
async def crowd(org: Organisation) -> Organisation:
    """1,200 customers, 700 of them in Graz."""
    rows = "".join(f"K{n},Name {n},{'Graz' if n < 700 else 'Linz'}\n" for n in range(1200))
    await imported(org, "customers", "code,name,city\n" + rows)
    return org


async def test_all_of_a_filter_are_changed_audited_and_told_once(crowd: Organisation) -> None:
    http = crowd.admin.http
    done = await bulk(crowd, "customers", action="status", filter={"city": "Graz"}, q="name", values={"status": "active"})
    assert done["status"] == "completed" and done["label"] == "Change of 700 customers", done
    assert (done["result"]["changed"], done["result"]["failed"], done["progress"]) == (700, 0, 1.0)
    counts = (await http.get("/customers/stats", params={"group_by": "city,status"})).json()["items"]
    assert {(i["group"]["city"], i["group"]["status"]): i["count"] for i in counts} == {("Graz", "active"): 700, ("Linz", "lead"): 500}
    rows = await http.get("/audit-logs", params={"entity_type": "customers", "action": "update", "limit": 200})
    assert {r["actor"]["execution_id"] for r in rows.json()["items"]} == {done["id"]} and rows.json()["next_cursor"]
    [told] = (await http.get("/audit-logs", params={"action": "bulk"})).json()["items"]
    assert told["new_values"] == {"action": "status", "changed": 700, "failed": 0, "filter": {"city": "Graz"}}


async def test_one_that_can_not_be_changed_keeps_all_as_they_are_unless_the_rest_is_wanted(crowd: Organisation) -> None:
    http = crowd.admin.http
    [one] = await listed(http, "/customers", code="K5")
    assert (await http.patch(f"/customers/{one['id']}/status", json={"status": "inactive"})).status_code == 200
    body: Json = {"action": "status", "filter": {"city": "Graz"}, "values": {"status": "inactive"}}
    [last] = await listed(http, "/customers", code="K699")
    await http.patch(f"/customers/{last['id']}/status", json={"status": "active"})
    refused = await bulk(crowd, "customers", action="status", filter={"city": "Graz"}, values={"status": "lead"})
    assert refused["status"] == "failed" and (refused["result"]["changed"], refused["result"]["failed"]) == (0, 2), refused
    assert {(e["label"], e["id"]) for e in refused["result"]["errors"]} == {("Name 5", one["id"]), ("Name 699", last["id"])}
    assert "can not become lead" in refused["result"]["errors"][0]["msg"] and not refused["can_undo"]
    partial = await bulk(crowd, "customers", action="status", filter={"code__in": "K1,K5"}, values={"status": "lead"}, partial=True)
    assert partial["status"] == "completed" and (partial["result"]["changed"], partial["result"]["failed"]) == (1, 1)
    done = await bulk(crowd, "customers", **body)
    assert done["result"]["changed"] == 700


async def test_many_ids_are_an_operation_and_missing_ones_are_named(crowd: Organisation) -> None:
    http = crowd.admin.http
    ids = [c["id"] for c in await listed(http, "/customers", limit=200)]
    extra = [c["id"] for c in await listed(http, "/customers", sort="created_at", limit=50)]
    done = await bulk(crowd, "customers", action="delete", ids=[*ids, *extra, crowd.id], partial=True)
    assert (done["result"]["changed"], done["result"]["failed"]) == (250, 1), done
    assert done["result"]["errors"] == [{"id": crowd.id, "label": "", "msg": "is not there (any more)"}]
    assert (await http.get("/customers", params={"count": "true", "limit": 1})).json()["total"] == 950
    back = await bulk(crowd, "customers", action="restore", filter={})
    assert back["result"]["changed"] == 250


async def test_a_bulk_change_can_be_undone(crowd: Organisation) -> None:
    http = crowd.admin.http
    for body in ({"action": "update", "values": {"city": "Wien"}}, {"action": "delete"}):
        done = await bulk(crowd, "customers", filter={"city": "Graz"}, **body)
        [kept] = await listed(http, "/customers", code="K900")
        answer = await http.post(f"/operations/{done['id']}/undo")
        undone = await worked_off(crowd.product, http, answer.json()["operation_id"])
        assert (undone["result"]["reverted"], undone["result"]["kept"]) == (700, 0), undone
        assert kept["version"] == 1
        assert (await http.get("/customers", params={"city": "Graz", "count": "true", "limit": 1})).json()["total"] == 700


async def test_a_worker_that_breaks_off_leaves_nothing_and_another_one_does_it_all(crowd: Organisation) -> None:
    http = crowd.admin.http
    answer = await http.post("/customers/bulk", json={"action": "update", "filter": {}, "values": {"city": "Wien"}})
    operation = answer.json()["operation_id"]
    async with started(crowd.product.kit.settings.data_dir, fault="before_finish:1:raise") as other:
        await run_next(other.kit, "breaking", only=UUID(operation))
    assert (await http.get("/customers", params={"city": "Wien", "count": "true", "limit": 1})).json()["total"] == 0
    async with asyncio.timeout(20):
        while (done := await worked_off(crowd.product, http, operation))["status"] != "completed":
            await asyncio.sleep(0.3)
    assert done["attempts"] == 2 and done["result"]["changed"] == 1200, done


async def test_what_can_be_refused_at_once_is(org: Organisation) -> None:
    http = org.admin.http
    buyer = await customer(http)
    await invoice(http, buyer["id"])
    wrong: list[Json] = [
        {"action": "delete"}, {"action": "delete", "ids": [buyer["id"]], "filter": {}}, {"action": "update", "filter": {}},
        {"action": "update", "filter": {"bogus": "1"}, "values": {"city": "Graz"}},
        {"action": "update", "filter": {}, "values": {"bogus": 1}},
    ]  # fmt: skip
    for body in wrong:
        assert (await http.post("/customers/bulk", json=body)).status_code == 422, body
    clerk = await org.client("clerk", permissions={"customers:read", "customers:write"})
    assert (await clerk.post("/customers/bulk", json={"action": "delete", "filter": {}})).status_code == 403
