"""Saved views: whose they are, who sees and changes them, which one a person begins with."""

from typing import Any

import httpx
import pytest

from app.kit.testing import Organisation, Person


async def saved(http: httpx.AsyncClient, name: str = "Overdue", **more: Any) -> dict[str, Any]:
    body = {"entity": "invoices", "name": name, "query": {"search": "status=overdue&sort=-total"}, **more}
    answer = await http.post("/views", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def names(http: httpx.AsyncClient, **query: Any) -> list[str]:
    answer = await http.get("/views", params={"entity": "invoices", **query})
    assert answer.status_code == 200, answer.text
    return [view["name"] for view in answer.json()["items"]]


@pytest.fixture
async def jo(org: Organisation) -> Person:
    return await org.person("user", name="Jo Doer")


async def test_a_view_keeps_what_was_looked_at(org: Organisation) -> None:
    query = {
        "search": "q=ana&status__in=sent,overdue", "options": "status",
        "columns": [{"name": "number", "width": 200, "pinned": True}, {"name": "total", "width": None, "pinned": False}],
    }  # fmt: skip
    made = await saved(org.admin.http, layout="board", query=query, position=3)
    read = (await org.admin.http.get(f"/views/{made['id']}")).json()
    assert read == made and read["query"] == query and read["layout"] == "board" and read["position"] == 3
    assert read["shared"] == "private" and read["editable"] is True and read["default"] is False


async def test_private_views_are_invisible_to_others(org: Organisation, other_org: Organisation, jo: Person) -> None:
    made = await saved(jo.http)
    assert await names(jo.http) == ["Overdue"] and await names(org.admin.http) == []
    for http in (org.admin.http, other_org.admin.http):
        assert (await http.get(f"/views/{made['id']}")).status_code == 404
        assert (await http.patch(f"/views/{made['id']}", json={"name": "Mine"})).status_code == 404
        assert (await http.delete(f"/views/{made['id']}")).status_code == 404
        assert (await http.put("/views/default", json={"entity": "invoices", "id": made["id"]})).status_code == 404


async def test_shared_views_are_seen_by_all_and_changed_by_their_maker(org: Organisation, jo: Person) -> None:
    made = await saved(jo.http, shared="organization")
    kim = await org.person("user", name="Kim")
    seen = (await kim.http.get("/views")).json()["items"]
    assert [(v["name"], v["owner_name"], v["editable"]) for v in seen] == [("Overdue", "Jo Doer", False)]
    assert (await kim.http.patch(f"/views/{made['id']}", json={"name": "Mine"})).status_code == 403
    assert (await kim.http.delete(f"/views/{made['id']}")).status_code == 403
    guest = await org.person("guest")
    assert await names(guest.http) == ["Overdue"]
    assert (await guest.http.post("/views", json={"entity": "invoices", "name": "x"})).status_code == 403
    assert (await org.admin.http.patch(f"/views/{made['id']}", json={"shared": "organization", "name": "Late"})).status_code == 200
    assert (await jo.http.patch(f"/views/{made['id']}", json={"shared": "private"})).status_code == 200
    assert await names(kim.http) == []


async def test_sharing_needs_its_permission(org: Organisation) -> None:
    http = await org.client(permissions=["invoices:read", "views:write"])
    made = await saved(http)
    refused = await http.patch(f"/views/{made['id']}", json={"shared": "organization"})
    assert refused.status_code == 403 and "views:share" in refused.json()["detail"]
    assert (await http.post("/views", json={"entity": "invoices", "name": "y", "shared": "organization"})).status_code == 403


async def test_views_of_entities_that_one_may_not_read_do_not_show(org: Organisation) -> None:
    await saved(org.admin.http, shared="organization")
    http = await org.client(permissions=["customers:read", "views:write"])
    assert (await http.get("/views")).json()["items"] == []
    assert (await http.post("/views", json={"entity": "invoices", "name": "x"})).status_code == 403
    assert (await http.put("/views/default", json={"entity": "invoices", "id": None})).status_code == 403


async def test_each_person_begins_with_his_own_default(org: Organisation, jo: Person) -> None:
    first = await saved(org.admin.http, "First", shared="organization")
    second = await saved(org.admin.http, "Second")
    for id, found in ((first["id"], ["First"]), (second["id"], ["Second"]), (None, [])):
        assert (await org.admin.http.put("/views/default", json={"entity": "invoices", "id": id})).status_code == 204
        assert [v["name"] for v in (await org.admin.http.get("/views")).json()["items"] if v["default"]] == found
    assert (await jo.http.put("/views/default", json={"entity": "invoices", "id": first["id"]})).status_code == 204
    assert (await jo.http.put("/views/default", json={"entity": "tasks", "id": first["id"]})).status_code == 422
    assert (await org.admin.http.delete(f"/views/{first['id']}")).status_code == 204
    assert (await jo.http.get("/views")).json()["items"] == []


async def test_order_pages_and_what_is_refused(org: Organisation) -> None:
    http = org.admin.http
    for place, name in enumerate(("b", "c", "a")):
        await saved(http, name, position=place)
    assert await names(http) == ["b", "c", "a"]
    page = (await http.get("/views", params={"entity": "invoices", "limit": 2, "count": True})).json()
    assert page["total"] == 3 and await names(http, limit=2, cursor=page["next_cursor"]) == ["a"]
    assert (await http.post("/views", json={"entity": "invoices", "name": " B "})).status_code == 409
    wrong: list[dict[str, Any]] = [
        {"entity": "nothing", "name": "x"}, {"entity": "invoices", "name": " "}, {"entity": "invoices", "name": "x", "layout": "map"},
        {"entity": "invoices", "name": "x", "query": {"columns": [{"name": "number", "width": 1}]}},
    ]  # fmt: skip
    for body in wrong:
        assert (await http.post("/views", json=body)).status_code == 422, body


async def test_a_lost_race_is_told_and_every_change_is_audited(org: Organisation) -> None:
    http = org.admin.http
    made = await saved(http)
    changed = await http.patch(f"/views/{made['id']}", json={"layout": "chart"}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200 and changed.headers["etag"] == '"2"'
    assert (await http.patch(f"/views/{made['id']}", json={"layout": "list"}, headers={"If-Match": '"1"'})).status_code == 412
    await http.delete(f"/views/{made['id']}")
    trail = (await http.get("/audit-logs", params={"entity_type": "views", "entity_id": made["id"]})).json()["items"]
    assert [(e["action"], e["label"]) for e in trail] == [("delete", "Overdue"), ("update", "Overdue"), ("create", "Overdue")]
    assert trail[1]["new_values"] == {"layout": "chart"} and trail[1]["old_values"] == {"layout": "list"}
