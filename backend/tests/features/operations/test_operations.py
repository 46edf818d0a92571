"""/operations and Idempotency-Key over HTTP."""

import asyncio
import secrets
from uuid import uuid4

import httpx
import orjson

from app.kit.testing import Organisation
from app.kit.testing.work import worked_off


async def importing(http: httpx.AsyncClient, rows: int = 2) -> str:
    lines = "".join(f"{secrets.token_hex(6)},Jo {i}\n" for i in range(rows))
    answer = await http.post("/customers/import", files={"file": ("c.csv", "code,name\n" + lines)})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["operation_id"])


async def test_list_is_newest_first_filtered_and_paged(org: Organisation) -> None:
    ids = [await importing(org.admin.http) for _ in range(3)]
    await org.admin.http.post(f"/operations/{ids[0]}/cancel")
    page = (await org.admin.http.get("/operations", params={"limit": 2, "count": True})).json()
    assert [o["id"] for o in page["items"]] == [ids[2], ids[1]] and page["total"] == 3
    rest = (await org.admin.http.get("/operations", params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [o["id"] for o in rest["items"]] == [ids[0]] and rest["next_cursor"] is None
    for query, found in (({"status": "cancelled"}, [ids[0]]), ({"kind": "import"}, ids[::-1]), ({"kind": "other"}, [])):
        assert [o["id"] for o in (await org.admin.http.get("/operations", params=query)).json()["items"]] == found
    for wrong in ({"status": "gone"}, {"cursor": "!!"}, {"limit": 0}, {"color": "red"}):
        assert (await org.admin.http.get("/operations", params=wrong)).status_code == 422, wrong


async def test_only_ones_own(org: Organisation, other_org: Organisation) -> None:
    id = await importing(org.admin.http)
    colleague = await org.person("admin")
    for http in (colleague.http, other_org.admin.http):
        assert (await http.get(f"/operations/{id}")).status_code == 404
        assert (await http.get(f"/operations/{id}/stream")).status_code == 404
        assert (await http.post(f"/operations/{id}/cancel")).status_code == 404
        assert (await http.get("/operations")).json()["items"] == []
    assert (await org.admin.http.get(f"/operations/{uuid4()}")).status_code == 404
    assert (await org.admin.http.get(f"/operations/{id}")).json()["status"] == "queued"


async def test_stream_tells_each_state_and_ends(org: Organisation) -> None:
    id = await importing(org.admin.http)
    events: list[tuple[str, dict[str, object]]] = []

    async def follow() -> None:
        async with org.admin.http.stream("GET", f"/operations/{id}/stream", timeout=20) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            name = ""
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                if line.startswith("data: "):
                    events.append((name, orjson.loads(line.removeprefix("data: "))))

    following = asyncio.create_task(follow())
    await asyncio.sleep(0.3)
    await worked_off(org.product, org.admin.http, id)
    async with asyncio.timeout(10):
        await following
    assert events[-1][0] == "complete" and events[-1][1]["status"] == "completed" and events[-1][1]["result"]["created"] == 2  # type: ignore[index]
    assert {name for name, _ in events[:-1]} <= {"progress"}


async def test_waiting_streams_hold_no_connection(org: Organisation) -> None:
    """More streams than the pool has connections, and the API still answers (security case 97)."""
    id = await importing(org.admin.http)
    streams = [asyncio.create_task(org.admin.http.get(f"/operations/{id}/stream", timeout=30)) for _ in range(20)]
    await asyncio.sleep(0.5)
    async with asyncio.timeout(5):
        assert (await org.admin.http.get("/customers")).status_code == 200
    await org.admin.http.post(f"/operations/{id}/cancel")
    async with asyncio.timeout(20):
        answers = await asyncio.gather(*streams)
    assert all("event: error" in a.text and '"cancelled"' in a.text for a in answers)
    assert org.product.kit.db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_cancelling_is_audited_once(org: Organisation) -> None:
    id = await importing(org.admin.http)
    assert (await org.admin.http.post(f"/operations/{id}/cancel")).status_code == 200
    assert (await org.admin.http.post(f"/operations/{id}/cancel")).status_code == 409
    rows = (await org.admin.http.get("/audit-logs", params={"entity_id": id, "action": "cancel"})).json()["items"]
    assert len(rows) == 1


def customer() -> dict[str, str]:
    return {"code": secrets.token_hex(6), "name": "Once"}


async def test_same_key_and_body_gets_the_first_answer(org: Organisation) -> None:
    key, body = {"Idempotency-Key": secrets.token_hex(8)}, customer()
    first = await org.admin.http.post("/customers", json=body, headers=key)
    again = await org.admin.http.post("/customers", json=body, headers=key)
    assert first.status_code == again.status_code == 201 and first.content == again.content
    assert again.headers["idempotent-replayed"] == "true" and "idempotent-replayed" not in first.headers
    assert again.headers["etag"] == first.headers["etag"]
    assert (await org.admin.http.get("/customers", params={"count": True})).json()["total"] == 1


async def test_same_key_with_another_body_is_refused(org: Organisation) -> None:
    key = {"Idempotency-Key": secrets.token_hex(8)}
    assert (await org.admin.http.post("/customers", json=customer(), headers=key)).status_code == 201
    assert (await org.admin.http.post("/customers", json=customer(), headers=key)).status_code == 422


async def test_key_belongs_to_its_person(org: Organisation, other_org: Organisation) -> None:
    key, body = {"Idempotency-Key": secrets.token_hex(8)}, customer()
    colleague = await org.person("user")
    assert (await org.admin.http.post("/customers", json=body, headers=key)).status_code == 201
    assert (await other_org.admin.http.post("/customers", json=body, headers=key)).status_code == 201
    assert (await colleague.http.post("/customers", json=body, headers=key)).status_code == 409, "his own request, and the code is taken"


async def test_failed_request_is_not_remembered(org: Organisation) -> None:
    key = {"Idempotency-Key": secrets.token_hex(8)}
    assert (await org.admin.http.post("/customers", json={"name": "no code"}, headers=key)).status_code == 422
    assert (await org.admin.http.post("/customers", json=customer(), headers=key)).status_code == 201


async def test_ten_at_once_make_one_record(org: Organisation) -> None:
    key, body = {"Idempotency-Key": secrets.token_hex(8)}, customer()
    answers = await asyncio.gather(*(org.admin.http.post("/customers", json=body, headers=key) for _ in range(10)))
    assert {a.status_code for a in answers} <= {201, 409} and any(a.status_code == 201 for a in answers)
    assert all("retry-after" in a.headers for a in answers if a.status_code == 409)
    assert len({a.content for a in answers if a.status_code == 201}) == 1
    assert (await org.admin.http.get("/customers", params={"count": True})).json()["total"] == 1
