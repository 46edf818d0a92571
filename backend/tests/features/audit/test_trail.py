"""What the trail says: every change once, in its transaction, with who, old and new, and no secret."""

import asyncio
import csv
import io
import secrets
from typing import Any
from uuid import UUID

import httpx
import orjson

from app.kit.core.access import Actor
from app.kit.core.context import Origin, work
from app.kit.core.events import Happened
from app.kit.testing import Organisation


async def entries(http: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await http.get("/audit-logs", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def customer(**more: Any) -> dict[str, Any]:
    return {"code": secrets.token_hex(6), "name": "Blauer See", **more}


async def test_each_write_is_one_entry_with_old_and_new(org: Organisation) -> None:
    http = org.admin.http
    made = (await http.post("/customers", json=customer(city="Oslo"), headers={"X-Request-ID": "r-create"})).json()
    await http.patch(f"/customers/{made['id']}", json={"city": "Århus"}, headers={"X-Request-ID": "r-update"})
    await http.patch(f"/customers/{made['id']}/status", json={"status": "active"})
    await http.delete(f"/customers/{made['id']}")
    await http.post(f"/customers/{made['id']}/restore")
    found = await entries(http, entity_id=made["id"])
    assert [e["action"] for e in found] == ["restore", "delete", "update", "update", "create"]
    restore, delete, status, city, create = found
    assert create["old_values"] == {} and create["new_values"]["city"] == "Oslo" and create["new_values"]["status"] == "lead"
    assert (city["old_values"], city["new_values"]) == ({"city": "Oslo"}, {"city": "Århus"})
    assert (status["old_values"], status["new_values"]) == ({"status": "lead"}, {"status": "active"})
    assert delete["old_values"]["city"] == "Århus" and delete["new_values"] == {} and restore["new_values"]["city"] == "Århus"
    assert (create["request_id"], city["request_id"]) == ("r-create", "r-update")
    assert all(e["entity_type"] == "customers" and e["label"] == "Blauer See" and e["ip"] == org.address for e in found)
    assert all(e["actor"] == {**e["actor"], "user_id": org.admin.id, "name": "Ada Admin", "via": "browser"} for e in found)


async def test_change_that_changes_nothing_is_no_entry(org: Organisation) -> None:
    made = (await org.admin.http.post("/customers", json=customer(city="Oslo"))).json()
    assert (await org.admin.http.patch(f"/customers/{made['id']}", json={"city": "Oslo"})).status_code == 200
    assert len(await entries(org.admin.http, entity_id=made["id"])) == 1


async def test_failed_request_leaves_no_entry(org: Organisation) -> None:
    given = customer()
    await org.admin.http.post("/customers", json=given)
    assert (await org.admin.http.post("/customers", json=given, headers={"X-Request-ID": "failed"})).status_code == 409
    assert await entries(org.admin.http, request_id="failed") == []


async def test_secrets_are_not_in_the_trail(org: Organisation) -> None:
    person = await org.person("user")
    password = "eleven purple walruses 42"
    answer = await person.http.post("/auth/me/password", json={"current_password": person.password, "new_password": password})
    assert answer.status_code in (200, 204), answer.text
    text = (await org.admin.http.get("/audit-logs/export", params={"format": "json"})).text
    assert password not in text and person.password not in text and "argon2" not in text and person.token not in text
    assert "•••" in text


async def test_sign_in_is_noted(org: Organisation) -> None:
    person = await org.person("user")
    found = await entries(org.admin.http, user_id=person.id, entity_type="sessions")
    assert found and found[-1]["action"] in ("login", "sign_in"), found


async def test_filters_select_by_each_field(org: Organisation) -> None:
    http, person = org.admin.http, await org.person("user", name="Bo Writer")
    one = (await http.post("/customers", json=customer())).json()
    two = (await person.http.post("/customers", json=customer(), headers={"X-Request-ID": "bo-1"})).json()
    await http.patch(f"/customers/{one['id']}", json={"country": "Perú"})
    at = (await entries(http, entity_id=one["id"]))[0]["timestamp"]
    both = {"entity_type": "customers"}
    for query, wanted in (
        ({**both, "user_id": person.id}, [two["id"]]),
        ({**both, "action": "create"}, [two["id"], one["id"]]),
        ({**both, "action__in": "update,delete"}, [one["id"]]),
        ({"entity_type__in": "customers,nothing", "entity_id": two["id"]}, [two["id"]]),
        ({"request_id": "bo-1"}, [two["id"]]),
        ({**both, "timestamp__gte": at}, [one["id"]]),
        ({**both, "timestamp__lte": at, "action": "update"}, [one["id"]]),
        ({**both, "field": "country", "action": "update"}, [one["id"]]),
        ({**both, "q": "peru"}, [one["id"]]),
        ({**both, "via": "agent"}, []),
        ({**both, "ip": "203.0.113.9"}, []),
        ({**both, "agent": "assistant"}, []),
        ({**both, "sort": "timestamp"}, [one["id"], two["id"], one["id"]]),
    ):
        assert [e["entity_id"] for e in await entries(http, **query)] == wanted, query
    for wrong in ({"color": "red"}, {"user_id": "me"}, {"sort": "ip"}, {"limit": 1000}, {"cursor": "zzz"}):
        assert (await http.get("/audit-logs", params=wrong)).status_code == 422, wrong


async def test_pages_show_everything_once(org: Organisation) -> None:
    made = [(await org.admin.http.post("/customers", json=customer())).json()["id"] for _ in range(7)]
    seen: list[str] = []
    query: dict[str, Any] = {"entity_type": "customers", "limit": 3, "count": True}
    while True:
        page = (await org.admin.http.get("/audit-logs", params=query)).json()
        seen += [e["entity_id"] for e in page["items"]]
        assert page["total"] == 7
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == made[::-1]


async def test_history_of_a_record(org: Organisation, other_org: Organisation) -> None:
    made = (await org.admin.http.post("/customers", json=customer())).json()
    await org.admin.http.patch(f"/customers/{made['id']}", json={"name": "Roter See"})
    reader = await org.person("guest")
    page = (await reader.http.get(f"/customers/{made['id']}/history", params={"limit": 1})).json()
    assert page["items"][0]["new_values"] == {"name": "Roter See"} and page["items"][0]["actor"]["name"] == "Ada Admin"
    rest = (await reader.http.get(f"/customers/{made['id']}/history", params={"cursor": page["next_cursor"]})).json()
    assert [e["action"] for e in rest["items"]] == ["create"] and rest["next_cursor"] is None
    assert (await other_org.admin.http.get(f"/customers/{made['id']}/history")).status_code == 404


async def test_export_holds_the_filtered_trail(org: Organisation) -> None:
    http = org.admin.http
    made = [(await http.post("/customers", json=customer(name=f"=cmd|{i}"))).json()["id"] for i in range(3)]
    answer = await http.get("/audit-logs/export", params={"entity_type": "customers", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [r["entity_id"] for r in rows] == made[::-1] and rows[0]["user"] == "Ada Admin"
    assert all(r["label"].startswith("'=") for r in rows), "a spreadsheet must not run it"
    assert "attachment" in answer.headers["content-disposition"]
    as_json = (await http.get("/audit-logs/export", params={"entity_type": "customers", "format": "json"})).json()
    assert [e["entity_id"] for e in as_json] == made[::-1]
    assert len(await entries(http, action="export", entity_type="audit_logs")) == 2


async def test_only_with_permission_and_only_ones_own(org: Organisation, other_org: Organisation) -> None:
    await org.admin.http.post("/customers", json=customer())
    for role in ("user", "guest"):
        client = await org.client(role)
        for path in ("/audit-logs", "/audit-logs/export", "/audit-logs/verify"):
            assert (await client.get(path)).status_code == 403, (role, path)
    reader = await org.client(permissions={"audit:read"})
    assert (await reader.get("/audit-logs")).status_code == 200
    assert await entries(other_org.admin.http, entity_type="customers") == []
    assert org.id not in (await other_org.admin.http.get("/audit-logs/export", params={"format": "json"})).text


async def test_acts_through_an_agent_name_both(org: Organisation) -> None:
    actor = Actor(UUID(org.admin.id), UUID(org.id), via="agent", agent="assistant", execution_id=UUID(int=7))
    async with work(org.product.kit, actor, Origin("agent-1", "192.0.2.7")) as ctx:
        ctx.emit(Happened("ask", "conversations", UUID(int=8), {"of": "Jo"}))
    (entry,) = await entries(org.admin.http, request_id="agent-1")
    who = {
        "user_id": org.admin.id,
        "name": "Ada Admin",
        "via": "agent",
        "agent": "assistant",
        "api_key_id": None,
        "execution_id": str(UUID(int=7)),
        "approver_id": None,
        "approver": None,
        "conversation_id": None,
        "step": None,
    }
    assert entry["actor"] == who and entry["new_values"] == {"of": "Jo"} and entry["ip"] == "192.0.2.7"


async def test_texts_with_line_breaks_and_quotes_stay_one_entry(org: Organisation) -> None:
    notes = 'a"b\r\n{"event":"fake"}\u001b[31m'
    answer = await org.admin.http.post("/customers", json=customer(notes=notes))
    assert answer.status_code == 201, answer.text
    kept, id = answer.json()["notes"], answer.json()["id"]
    (entry,) = await entries(org.admin.http, entity_id=id)
    assert entry["new_values"]["notes"] == kept
    text = (await org.admin.http.get("/audit-logs/export", params={"entity_id": id, "format": "json"})).text
    assert orjson.loads(text)[0]["new_values"]["notes"] == kept


async def test_every_writer_at_once_is_noted(org: Organisation) -> None:
    answers = await asyncio.gather(*(org.admin.http.post("/customers", json=customer()) for _ in range(30)))
    assert all(a.status_code == 201 for a in answers)
    assert (await org.admin.http.get("/audit-logs", params={"entity_type": "customers", "count": True})).json()["total"] == 30
